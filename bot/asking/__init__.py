"""From a question to passages to an answer with its sources."""
