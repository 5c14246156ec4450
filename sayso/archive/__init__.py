"""What is kept for good: bytes by digest, and a hash-chained journal of captures."""
