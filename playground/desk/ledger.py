"""The ledger over HTTP: what really happened, newest first."""

import re
from collections.abc import Iterable
from itertools import islice

from aiohttp import web

from playground.desk.kinds import GROUPS, kind
from playground.desk.lines import Lines
from playground.desk.pages import Pages, is_for_people
from playground.ledger import Entry
from playground.world import World

SHOWN = 200  # lines at a time


class LedgerDesk:
    """GET /ledger: `slags` chooses a group of kinds, `foer` the number to begin below."""

    def __init__(self, world: World) -> None:
        self._entries = world.ledger.entries
        self._lines = Lines(world)
        self._pages = Pages(world)

    async def look(self, request: web.Request) -> web.Response:
        if not is_for_people(request):
            return web.json_response(self._entries)
        asked = request.query
        group = asked.get("slags", "") if asked.get("slags") in GROUPS else ""
        before = (
            asked.get("foer", "") if re.fullmatch(r"[0-9]{1,12}", asked.get("foer", "")) else ""
        )
        found = list(islice(self._found(group, before), SHOWN + 1))
        return self._pages.draw(
            "ledger",
            lines=[self._lines.line(number, entry) for number, entry in found[:SHOWN]],
            groups=GROUPS,
            group=group,
            before=before,
            has_older=len(found) > SHOWN,
        )

    def _found(self, group: str, before: str) -> Iterable[tuple[int, Entry]]:
        """Those of the group with their numbers, newest first."""
        end = min(int(before), len(self._entries)) if before else len(self._entries)
        for number in range(end - 1, -1, -1):
            if group in ("", kind(self._entries[number]["what"]).group):
                yield number, self._entries[number]
