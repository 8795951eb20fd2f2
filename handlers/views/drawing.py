"""What draws a message, and what it may ask about whoever reads it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from handlers.views.blocks import Message
from storage.delivery import Delivery
from storage.engine import Session
from storage.terms import Person, System

KnownAs = Callable[[Session, str, str], Awaitable[Person]]
View = Callable[[Session, System, Delivery], Awaitable[Message]]


@dataclass(frozen=True)
class Pause:
    """Who stopped what nobody asked for, and since when."""

    by: str
    since: datetime
