"""Slack in and Slack out: translations of 10 to 20 lines, filed by feature."""
