"""The two trays. Ids only; how a message looks and what Slack is, others know."""
