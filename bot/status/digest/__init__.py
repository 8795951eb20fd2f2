"""The digest: what the municipalities told of a week, as the alliance reads it."""
