"""`/api/v1`: the contract over HTTP. FastAPI is imported here alone, and here by `serve` alone."""
