"""Commands about documents: taking in, confirming, looking up, comparing versions."""
