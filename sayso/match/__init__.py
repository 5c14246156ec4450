"""Pairs of texts: what two of them share and where they part."""
