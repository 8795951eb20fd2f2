"""The browser page."""

from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from playground.server import Playground


def add_to(app: web.Application, playground: "Playground") -> None:
    """Serve the page at / of this application."""
