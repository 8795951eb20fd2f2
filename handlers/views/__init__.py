"""How things look: pure, from a result to Block Kit."""
