"""What the secretariat sees to, and what it decides about sending."""
