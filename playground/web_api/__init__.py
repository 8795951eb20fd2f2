"""The way from the app to the workspace: the Web API's methods, and its other doors."""
