"""The Web API: who is calling, with what right, how often, and which method answers."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from aiohttp import web

from playground.acts import Acts
from playground.app import App
from playground.clocks import SlackTime
from playground.kit import Invalid
from playground.limits import TIER_3, Rate, RateLimits
from playground.refused import Refused, TooMany
from playground.web_api.arguments import read_arguments
from playground.web_api.call import Answer, Arguments, Call
from playground.web_api.faults import Faults, Moment
from playground.workspace import Workspace

Method = Callable[[Call], Answer]


@dataclass(frozen=True)
class Entry:
    """A method: what answers, the scopes of which the app must have one, and how often."""

    answer: Method
    scopes: frozenset[str] = frozenset()
    rate: Rate = TIER_3
    app_token: bool = False
    by_channel: Rate | None = None


class WebApi:
    """Answers /api/METHOD for every workspace."""

    def __init__(
        self,
        acts: Mapping[str, Acts],
        tickets: Callable[[str], str],
        faults: Faults,
        methods: Mapping[str, Entry],
        time: SlackTime,
    ) -> None:
        self._acts = acts
        self._tickets = tickets
        self._faults = faults
        self._methods = methods
        self._limits = RateLimits(time)

    async def handle(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        wrong = await self._faults.strike(name, Moment.BEFORE, request)
        if wrong is not None:
            return wrong
        answer = await self._response(name, request)
        wrong = await self._faults.strike(name, Moment.AFTER, request)
        return wrong or answer

    async def _response(self, name: str, request: web.Request) -> web.Response:
        headers: dict[str, str] = {}
        try:
            answer = self._answer(name, request, await read_arguments(request), headers)
            return web.json_response({"ok": True, **answer}, headers=headers)
        except TooMany as many:
            headers["Retry-After"] = str(many.retry_after)
            return web.json_response(many.answer, status=429, headers=headers)
        except Refused as refused:
            return web.json_response(refused.answer, headers=headers)
        except Invalid as invalid:
            return web.json_response(_refusal(invalid), headers=headers)

    def _answer(
        self, name: str, request: web.Request, arguments: Arguments, headers: dict[str, str]
    ) -> Answer:
        entry = self._methods.get(name)
        if entry is None:
            raise Refused("unknown_method", req_method=name)
        if entry.app_token and request.method != "POST":
            raise Refused("insecure_request")
        acts = self._caller(entry, _token(request, arguments))
        app = acts.workspace.app
        headers["x-oauth-scopes"] = ",".join(sorted(app.scopes))
        self._count(name, entry, acts.workspace, arguments)
        ticket = self._tickets(app.id) if entry.app_token else ""
        return entry.answer(Call(acts, arguments, str(request.url.origin()), ticket))

    def _caller(self, entry: Entry, token: str) -> Acts:
        if not token:
            raise Refused("not_authed")
        for acts in self._acts.values():
            app = acts.workspace.app
            if token not in (app.bot_token, app.app_token):
                continue
            _want_right(entry, app, token, acts.workspace.token_error)
            return acts
        raise Refused("invalid_auth")

    def _count(self, name: str, entry: Entry, here: Workspace, arguments: Arguments) -> None:
        rates: dict[Hashable, Rate] = {(name, here.id): entry.rate}
        if entry.by_channel is not None:
            where = _where(here, str(arguments.get("channel")))
            rates[name, here.id, where] = entry.by_channel
        self._limits.count_all(rates)


def _where(here: Workspace, named: str) -> str:
    """The channel's id, by whichever of its names; '' for one that is not there."""
    person = here.people.get(named)  # whose id stands for the talk with them
    if person is not None:
        return person.direct_channel
    ids = {channel.name: channel.id for channel in here.channels.values() if channel.name}
    return named if named in here.channels else ids.get(named.removeprefix("#"), "")


def _want_right(entry: Entry, app: App, token: str, token_error: str) -> None:
    if entry.app_token != (token == app.app_token):
        raise Refused("not_allowed_token_type")
    if token_error and not entry.app_token:
        raise Refused(token_error)
    if entry.scopes and not entry.scopes & app.scopes:
        needed = ",".join(sorted(entry.scopes))
        raise Refused("missing_scope", needed=needed, provided=",".join(sorted(app.scopes)))


def _refusal(invalid: Invalid) -> Answer:
    """Slack says where in the blocks it stumbled, twice."""
    messages = [f"[ERROR] {message}" for message in invalid.messages]
    details = {"errors": invalid.messages, "response_metadata": {"messages": messages}}
    return {"ok": False, "error": invalid.error, **details}


def _token(request: web.Request, arguments: Arguments) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return (token.strip() if kind == "Bearer" else "") or str(arguments.get("token") or "")
