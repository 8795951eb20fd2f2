"""What people do in the workspace, told to the app as Slack tells it."""

from playground.acts.actor import Actor, NotAllowed
from playground.acts.commanding import Commanding
from playground.acts.pressing import Pressing
from playground.acts.running import Running
from playground.acts.sending import Sending
from playground.acts.sharing import Sharing

__all__ = ["Actor", "Acts", "NotAllowed"]


class Acts(Sharing, Commanding, Pressing, Sending, Running):
    """Everything that a person can do in one workspace."""
