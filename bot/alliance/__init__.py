"""Who is in the alliance, and who somebody in Slack turns out to be."""
