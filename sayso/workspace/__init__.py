"""A folder of kept articles: the one place where archive, reviews, store and pipeline meet."""
