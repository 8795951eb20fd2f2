"""The Web API: who is calling, with what right, and which method answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from playground.acts import Acts
from playground.faults import Faults, Moment
from playground.messages import Messages
from playground.workspace import Workspace

Arguments = Mapping[str, Any]
Answer = dict[str, Any]


class Refused(Exception):
    """Slack would answer `ok: false` with this error."""

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.answer: Answer = {"ok": False, "error": error, **details}


@dataclass(frozen=True)
class Call:
    """One call of a method: by which workspace's app, and what it may touch."""

    workspace: Workspace
    acts: Acts
    messages: Messages
    arguments: Arguments
    address: str  # this playground's own, without a trailing slash

    def need(self, name: str, error: str = "invalid_arguments") -> str:
        value = self.arguments.get(name)
        if not value:
            raise Refused(error)
        return str(value)

    def decoded(self, name: str) -> Any:
        """An argument that may have travelled as JSON text."""
        value = self.arguments.get(name)
        return json.loads(value) if isinstance(value, str) and value else value


Method = Callable[[Call], Answer]


@dataclass(frozen=True)
class Entry:
    """A method, and the scopes of which the app must have one."""

    answer: Method
    scopes: frozenset[str] = frozenset()
    app_token: bool = False


class WebApi:
    """Answers POST /api/METHOD for every workspace."""

    def __init__(
        self,
        acts: Mapping[str, Acts],
        messages: Messages,
        faults: Faults,
        methods: Mapping[str, Entry],
    ) -> None:
        self._acts = acts
        self._messages = messages
        self._faults = faults
        self._methods = methods

    async def handle(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        wrong = self._faults.strike(name, Moment.BEFORE, request)
        if wrong is not None:
            return wrong
        answer, headers = self._answer(name, request, await _arguments(request))
        wrong = self._faults.strike(name, Moment.AFTER, request)
        return wrong or web.json_response(answer, headers=headers)

    def _answer(
        self, name: str, request: web.Request, arguments: Arguments
    ) -> tuple[Answer, dict[str, str]]:
        headers: dict[str, str] = {}
        try:
            entry = self._methods.get(name)
            if entry is None:
                raise Refused("unknown_method", req_method=name)
            acts = self._caller(entry, _token(request, arguments))
            headers["x-oauth-scopes"] = ",".join(sorted(acts.workspace.app.scopes))
            address = str(request.url.origin())
            call = Call(acts.workspace, acts, self._messages, arguments, address)
            return {"ok": True, **entry.answer(call)}, headers
        except Refused as refused:
            return refused.answer, headers

    def _caller(self, entry: Entry, token: str) -> Acts:
        if not token:
            raise Refused("not_authed")
        for acts in self._acts.values():
            app = acts.workspace.app
            if token not in (app.bot_token, app.app_token):
                continue
            if entry.app_token != (token == app.app_token):
                raise Refused("not_allowed_token_type")
            if entry.scopes and not entry.scopes & app.scopes:
                needed = ",".join(sorted(entry.scopes))
                raise Refused("missing_scope", needed=needed, provided=",".join(sorted(app.scopes)))
            return acts
        raise Refused("invalid_auth")


def _token(request: web.Request, arguments: Arguments) -> str:
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ").strip() or str(arguments.get("token", ""))


async def _arguments(request: web.Request) -> Arguments:
    if request.content_type == "application/json":
        return dict(json.loads(await request.text() or "{}"))
    return {**request.query, **await request.post()}
