"""Events and interactions over HTTP, signed as Slack signs them."""

import asyncio
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp

from playground.app import App
from playground.clocks import SlackTime
from playground.delivery.envelope import Envelope, Kind, NotAcknowledged
from playground.delivery.socket_mode import ACKNOWLEDGE_WITHIN, within
from playground.json_text import NotJson, read_json
from playground.local import LOCAL


class HttpMode:
    """Reaches an app at the addresses in its manifest, which must be on this machine."""

    def __init__(self, app: App, time: SlackTime) -> None:
        self._app = app
        self._time = time
        self.connected = asyncio.Event()
        self.connected.set()  # as far as Slack can know
        self._session: aiohttp.ClientSession | None = None

    async def verify(self) -> bool:
        """Whether the app answers the challenge, as it must before Slack takes its address."""
        challenge = {"type": "url_verification", "token": "playground", "challenge": "dk2020"}
        answer = await self.send(Envelope(Kind.EVENT, challenge))
        return answer in ("dk2020", {"challenge": "dk2020"})

    async def send(self, envelope: Envelope) -> Any:
        """POST it. Raises NotAcknowledged; not to be sent again where the app asks for that."""
        post = asyncio.ensure_future(self._post(envelope))
        try:
            return await within(self._time, ACKNOWLEDGE_WITHIN, post)
        except NotAcknowledged as failed:
            late = failed.reason == "timeout"
            raise NotAcknowledged("http_timeout") if late else failed from None
        except aiohttp.ClientError as error:
            raise NotAcknowledged("connection_failed") from error

    async def _post(self, envelope: Envelope) -> Any:
        address, body, content_type = self._request(envelope)
        if urlsplit(address).hostname not in LOCAL:
            raise NotAcknowledged("connection_failed")
        self._session = self._session or aiohttp.ClientSession()
        headers = self._signed(body) | {"Content-Type": content_type} | _retry(envelope)
        post = self._session.post(
            address, data=body.encode(), headers=headers, allow_redirects=False
        )
        async with post as answer:
            if answer.status // 100 != 2:
                again = answer.headers.get("X-Slack-No-Retry") != "1"
                raise NotAcknowledged("http_error", again=again)
            if envelope.kind is Kind.EVENT and envelope.payload.get("type") != "url_verification":
                return None  # of an event's answer the status alone counts
            text = await answer.text(encoding="utf-8", errors="replace")
            return _decoded(text, answer.content_type)

    def _request(self, envelope: Envelope) -> tuple[str, str, str]:
        """Where it goes, and in which form: events as JSON, the rest as form fields."""
        form, payload = "application/x-www-form-urlencoded", envelope.payload
        match envelope.kind:
            case Kind.EVENT:
                return self._app.events_url, json.dumps(payload), "application/json"
            case Kind.COMMAND:
                return self._app.command_url(payload["command"]), urlencode(payload), form
            case Kind.INTERACTION:
                suggests = payload["type"] == "block_suggestion"
                address = self._app.options_url if suggests else self._app.interactivity_url
                return address, urlencode({"payload": json.dumps(payload)}), form

    def _signed(self, body: str) -> dict[str, str]:
        """docs.slack.dev, authentication/verifying-requests-from-slack."""
        stamp = str(int(self._time.now()))
        secret = self._app.signing_secret.encode()
        digest = hmac.new(secret, f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _retry(envelope: Envelope) -> dict[str, str]:
    if not envelope.attempt:
        return {}
    number = str(envelope.attempt)
    return {"X-Slack-Retry-Num": number, "X-Slack-Retry-Reason": envelope.reason}


def _decoded(text: str, content_type: str) -> Any:
    """A body that is no JSON is the text of an answer."""
    if content_type != "application/json" or not text:
        return text or None
    try:
        return read_json(text)
    except NotJson as error:
        raise NotAcknowledged("http_error") from error
