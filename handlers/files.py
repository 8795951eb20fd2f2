"""Getting the content of a file from Slack, with our token and from nowhere else."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.sender import Fault, FaultClass
from bot.errors import DocumentUnreadable, SheetUnavailable
from bot.knowledge.reading.limits import ON_DISK
from bot.status.catalogue.given import FileNotNow, sheet_name
from handlers.faults import CALL_FAILED, fault_of

logger = structlog.get_logger()

SLACK, SLACKS_FILES = "slack.com", "https://files.slack.com"
SECONDS = 30.0  # that a download may take
CHUNK = 65_536
GONE = ("file_deleted", "file_not_found")
NO_LEAVE = ("missing_scope", "not_allowed_token_type")
TRY_AGAIN = (FaultClass.LATER, FaultClass.AMBIGUOUS, FaultClass.WORKSPACE)
File = Mapping[str, Any]


@dataclass(frozen=True)
class SlackFiles:
    """Files of our workspace. The client has the token."""

    client: AsyncWebClient
    http: aiohttp.ClientSession

    async def fetch(self, file: str, to: Path) -> str:
        """Put a sheet's content there; its name. Raises as `FetchSheet` says."""
        about = await self._about(file)
        name = sheet_name(str(about.get("name") or ""), str(about.get("mimetype") or ""))
        if name is None:
            raise DocumentUnreadable("document.no_table", name=str(about.get("name") or "…"))
        if int(about.get("size") or 0) > ON_DISK:
            raise DocumentUnreadable("document.too_big", name=name)
        given = str(about.get("url_private_download") or about.get("url_private") or "")
        address = address_at(given, files_at(self.client.base_url))
        if address is None:
            raise SheetUnavailable("sheet.elsewhere")
        content = await self._content(address, name)
        await asyncio.to_thread(to.write_bytes, content)
        return name

    async def _about(self, file: str) -> File:
        """What Slack says of the file."""
        try:
            about: File = (await self.client.files_info(file=file))["file"]
        except CALL_FAILED as error:
            raise _refused(fault_of(error, "files.info")) from None
        if about.get("mode") == "tombstone":
            raise SheetUnavailable("sheet.gone")
        if about.get("file_access") not in (None, "visible"):
            raise SheetUnavailable("sheet.not_visible")
        return about

    async def _content(self, address: str, name: str) -> bytes:
        """Straight from there: a page to sign in on gets no token, and is no file."""
        headers = {"Authorization": f"Bearer {self.client.token}"}
        limit = aiohttp.ClientTimeout(total=SECONDS)
        try:
            async with self.http.get(
                address, headers=headers, timeout=limit, allow_redirects=False
            ) as answer:
                _check(answer)
                return await _read(answer, name)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise FileNotNow(type(error).__name__) from None


def files_at(api: str) -> str:
    """Where this Slack has its files: its own place for them, or the playground itself."""
    parts = urlsplit(api)
    host = parts.hostname or ""
    if host == SLACK or host.endswith(f".{SLACK}"):
        return SLACKS_FILES
    return f"{parts.scheme}://{parts.netloc}"


def address_at(given: str, place: str) -> str | None:
    """The address, built anew on the place that it must be at; None where it is elsewhere."""
    try:
        parts = urlsplit(given)
    except ValueError:
        return None
    if f"{parts.scheme}://{parts.netloc}" != place or not parts.path.startswith("/"):
        return None
    return f"{place}{parts.path}?{parts.query}" if parts.query else f"{place}{parts.path}"


def _refused(fault: Fault) -> Exception:
    if fault.code in GONE:
        return SheetUnavailable("sheet.gone")
    if fault.code in NO_LEAVE:
        return _no_leave(fault.code)
    if fault.kind in TRY_AGAIN:
        return FileNotNow(fault.code)
    return SheetUnavailable("sheet.not_visible")


def _check(answer: aiohttp.ClientResponse) -> None:
    """Raises unless this is the file. Without the scope Slack leads to a page to sign in on, or
    shows it at once."""
    status = answer.status
    if status in (404, 410):
        raise SheetUnavailable("sheet.gone")
    if status in (401, 403) or 300 <= status < 400:
        raise _no_leave(str(status))
    if status != 200:
        raise FileNotNow(f"http_{status}")
    if answer.content_type == "text/html":
        raise _no_leave("text/html")


async def _read(answer: aiohttp.ClientResponse, name: str) -> bytes:
    """As much as a file may be; what was said of its size before may be wrong."""
    content = bytearray()
    async for chunk in answer.content.iter_chunked(CHUNK):
        content += chunk
        if len(content) > ON_DISK:
            raise DocumentUnreadable("document.too_big", name=name)
    return bytes(content)


def _no_leave(why: str) -> SheetUnavailable:
    """Whoever runs the bot must give it the scope: they find it in the log, too."""
    logger.error("file.no_leave", scope="files:read", why=why)
    return SheetUnavailable("sheet.no_leave")
