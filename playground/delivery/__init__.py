"""The way from the workspace to the app: envelopes, over its sockets or to its address."""
