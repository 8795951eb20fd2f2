"""The alliance's clock, which people move forwards."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from playground.clocks import COPENHAGEN, ClockRunsForwards
from playground.desk.pages import Pages, is_for_people, refusal
from playground.desk.wording import duration
from playground.json_text import read_json
from playground.read_form import read_form
from playground.world import World

MONDAY, FRIDAY = 0, 4
NINE = 9  # o'clock, when the week's rounds begin
END = datetime(2100, 1, 1, tzinfo=COPENHAGEN)  # no plan goes further, and calendars do end


class ClockDesk:
    """GET /clock tells the time; POST moves it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._pages = Pages(world)

    async def look(self, request: web.Request) -> web.Response:
        if is_for_people(request):
            return self._page()
        return web.json_response({"now": self._world.clock.now().isoformat()})

    def _page(self, error: str = "", status: int = 200) -> web.Response:
        return self._pages.draw(
            "clock",
            error=error,
            status=status,
            now=self._world.clock.now().astimezone(COPENHAGEN),
            slack=datetime.fromtimestamp(self._world.time.now(), COPENHAGEN),
            ahead=duration(self._world.clock.ahead),
        )

    async def move(self, request: web.Request) -> web.Response:
        """Body {"to": ISO moment or a jump's name} or {"by": seconds}; 409 for what has passed."""
        try:
            self._move(await asked(request))
        except ClockRunsForwards:
            return self._refused(request, "clock_runs_forwards", 409)
        except (KeyError, ValueError, TypeError, OverflowError):
            return self._refused(request, "needs_to_or_by", 400)
        if is_for_people(request):  # a browser without the script
            raise web.HTTPSeeOther(request.headers.get("Referer", "/clock"))
        return await self.look(request)

    def _move(self, body: Mapping[str, Any]) -> None:
        clock = self._world.clock
        now = clock.now()
        if "to" in body:
            there = moment(str(body["to"]), now)
        else:
            there = now + timedelta(seconds=float(body["by"]))
        if there >= END:
            raise ValueError(there.isoformat())
        clock.move_to(there)
        self._world.ledger.write("clock", ahead=clock.ahead.total_seconds())

    def _refused(self, request: web.Request, error: str, status: int) -> web.Response:
        return self._page(error, status) if is_for_people(request) else refusal(error, status)


async def asked(request: web.Request) -> Mapping[str, Any]:
    """What a request asks for, as JSON or as a form. Raises ValueError, TypeError."""
    if request.content_type == "application/json":
        return dict(read_json(await request.read()))
    return {name: value for name, value in (await read_form(request)).items() if value}


def moment(to: str, now: datetime) -> datetime:
    """`monday`, `friday`, `day`, `hour`, or a date or moment in ISO form, in Danish time.

    Raises ValueError for anything else.
    """
    local = now.astimezone(COPENHAGEN)
    match to:
        case "monday":
            return next_weekday(local, MONDAY)
        case "friday":
            return next_weekday(local, FRIDAY)
        case "day":
            return local + timedelta(days=1)
        case "hour":
            return now + timedelta(hours=1)
    given = datetime.fromisoformat(to)
    if given.tzinfo is None:
        given = given.replace(tzinfo=COPENHAGEN)
    return given.replace(hour=NINE) if "T" not in to and len(to) == len("2026-11-30") else given


def next_weekday(local: datetime, weekday: int) -> datetime:
    """The next such day at 9.00, later than now."""
    nine = local.replace(hour=NINE, minute=0, second=0, microsecond=0)
    days = (weekday - local.weekday()) % 7
    there = nine + timedelta(days=days)
    return there if there > local else there + timedelta(days=7)
