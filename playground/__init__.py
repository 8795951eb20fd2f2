"""A Slack workspace on your own machine. Imports nothing of the bot."""

from playground.server import Playground
from playground.workspace import Workspace, load

__all__ = ["Playground", "Workspace", "load"]
