"""What the alliance does. Knows no Slack, no SQL and no wording."""
