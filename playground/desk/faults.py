"""Faults on order, and what goes wrong at once, over HTTP."""

import re
from typing import Any

from aiohttp import web

from playground.desk import ordering
from playground.desk.clock import asked
from playground.desk.describing import described
from playground.desk.happening import happen
from playground.desk.pages import Pages, is_for_people, refusal
from playground.desk.standing import standing
from playground.web_api.methods import METHODS
from playground.workspace import UnknownName, Workspace
from playground.world import World


class FaultDesk:
    """GET /faults lists what is on order; POST orders; DELETE /faults/NUMBER takes back."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pages = Pages(world)

    async def look(self, request: web.Request) -> web.Response:
        if is_for_people(request):
            return self._page(request)
        return web.json_response(self._listed())

    def _listed(self) -> list[dict[str, Any]]:
        return [ordering.told(fault) for fault in self._world.faults.waiting]

    async def order(self, request: web.Request) -> web.Response:
        """Body {"method", "moment"?, "times"?, "share"?, and one of status, error, drop, delay}.

        A form says `kind`, one of KINDS, and `percent` instead of a share.
        """
        try:
            fault = ordering.fault(ordering.from_form(await asked(request)))
        except ordering.UnknownMethod:
            return self._refused(request, "unknown_method")
        except (KeyError, ValueError, TypeError, OverflowError):
            return self._refused(request, "needs_method_and_fault")
        self._world.faults.add(fault)
        return self._done(request, ordering.told(fault))

    async def cancel(self, request: web.Request) -> web.Response:
        number = request.match_info["number"]
        if re.fullmatch(r"[0-9]{1,12}", number):
            self._world.faults.remove(int(number))
        return self._done(request, self._listed())

    async def now(self, request: web.Request) -> web.Response:
        """Body {"what", "workspace"?, "on"?, "number"?}: something goes wrong at once."""
        try:
            body = await asked(request)
            acts = self._world.acts[body.get("workspace") or self._workspace(request).id]
            await happen(acts, body)
        except (KeyError, ValueError, TypeError, UnknownName):
            return self._refused(request, "needs_what")
        return self._done(request, {})

    def _workspace(self, request: web.Request) -> Workspace:
        """The one that the address names as `rum`, as on the chat page, or else the first."""
        workspaces = self._world.workspaces
        return workspaces.get(request.query.get("rum", ""), next(iter(workspaces.values())))

    def _done(self, request: web.Request, answer: Any) -> web.Response:
        """Raises HTTPSeeOther for a browser without the script, which then gets the page again."""
        if is_for_people(request):
            raise web.HTTPSeeOther(f"/faults?rum={self._workspace(request).id}")
        return web.json_response(answer)

    def _refused(self, request: web.Request, error: str) -> web.Response:
        if is_for_people(request):
            return self._page(request, error, 400)
        return refusal(error, 400)

    def _page(self, request: web.Request, error: str = "", status: int = 200) -> web.Response:
        workspace = self._workspace(request)
        return self._pages.draw(
            "faults",
            error=error,
            status=status,
            methods=sorted(METHODS),
            all_methods=ordering.ALL,
            kinds=ordering.KINDS,
            errors=ordering.ERRORS,
            waiting=[(f.number, described(f)) for f in self._world.faults.waiting],
            workspaces=list(self._world.workspaces.values()),
            state=standing(self._world.acts[workspace.id]),
        )
