"""From document to passage to index, and back to what answers a question."""
