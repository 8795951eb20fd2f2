"""A message to many: written, looked at, approved by a second person, and taken back in time."""
