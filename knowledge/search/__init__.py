"""Words and ranking: folding, spelling, segmentation, BM25, routing."""
