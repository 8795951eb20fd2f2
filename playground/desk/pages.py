"""The desk's pages, for whoever asks for HTML; everybody else gets JSON at the same address."""

from typing import Any

from aiohttp import web

from playground.page.templating import environment
from playground.world import World

HTML = "text/html"


def is_for_people(request: web.Request) -> bool:
    """Whether a browser asks for a page. Its scripts, and programs, ask for JSON or anything."""
    return HTML in request.headers.get("Accept", "")


class Pages:
    """Draws the templates `desk_*.html`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._templates = environment()

    def draw(self, name: str, *, error: str = "", status: int = 200, **shown: Any) -> web.Response:
        """One page, with the sentence for what went wrong, if anything did."""
        apps = {w.app.id: w.app for w in self._world.workspaces.values()}
        names = " og ".join(app.name for app in apps.values())
        template = self._templates.get_template(f"desk_{name}.html")
        text = template.render(error=error, app_name=names, **shown)
        return web.Response(text=text, status=status, content_type=HTML, headers={"Vary": "Accept"})


def refusal(error: str, status: int) -> web.Response:
    """What went wrong, for programs."""
    return web.json_response({"error": error}, status=status)
