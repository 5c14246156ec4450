"""From a capture to a document: readers by media type, in a limited subprocess."""
