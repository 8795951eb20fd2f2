"""What is in a workspace: messages, files, views, and what an agent says it does."""
