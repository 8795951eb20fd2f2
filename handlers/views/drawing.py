"""What draws a message, and what it may ask about whoever reads it."""

from collections.abc import Awaitable, Callable

from handlers.views.blocks import Message
from storage.delivery import Delivery
from storage.engine import Session
from storage.terms import Person, System

KnownAs = Callable[[Session, str, str], Awaitable[Person]]
View = Callable[[Session, System, Delivery], Awaitable[Message]]
