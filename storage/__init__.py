"""The only SQL. Functions take the session first, then the Viewer; nothing here commits."""
