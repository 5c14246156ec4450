"""From a document to its statements."""
