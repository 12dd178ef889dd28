"""BM25 over bags of terms, in mapped files: rank_bm25's numbers, the best k without scoring everything."""
