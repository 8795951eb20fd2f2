"""A message with a file of ours: announced to Slack, sent, and completed."""

import json

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.sender import Fault, FaultClass
from handlers.faults import CALL_FAILED, fault_of
from handlers.files import SECONDS, address_at, files_at
from handlers.views.blocks import Attached, Block


async def upload(
    client: AsyncWebClient,
    http: aiohttp.ClientSession,
    channel: str,
    file: Attached,
    name: str,
    blocks: list[Block],
) -> Fault | None:
    """Put the file into the channel, below these blocks. Only the last step shows it to anybody."""
    try:
        announced = await client.files_getUploadURLExternal(filename=name, length=len(file.content))
    except CALL_FAILED as error:
        return fault_of(error, "files.getUploadURLExternal")
    address = address_at(announced["upload_url"], files_at(client.base_url))
    if address is None:
        return Fault(FaultClass.BUG, "upload_elsewhere")
    if fault := await _send(http, address, file.content):
        return fault
    try:
        await client.files_completeUploadExternal(
            files=[{"id": announced["file_id"], "title": file.title}],
            channel_id=channel,
            blocks=json.dumps(blocks),
        )
    except CALL_FAILED as error:
        return fault_of(error, "files.completeUploadExternal")
    return None


async def _send(http: aiohttp.ClientSession, address: str, content: bytes) -> Fault | None:
    limit = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with http.post(address, data=content, timeout=limit, allow_redirects=False) as answer:
            return (
                None if answer.status == 200 else Fault(FaultClass.LATER, f"http_{answer.status}")
            )
    except (aiohttp.ClientError, TimeoutError) as error:
        return Fault(FaultClass.LATER, type(error).__name__)
