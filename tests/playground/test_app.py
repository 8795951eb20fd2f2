import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

ROOT = Path(__file__).parents[2]


async def test_an_app_s_manifest_in_yaml_is_all_that_it_takes(tmp_path: Path) -> None:
    paper = tmp_path / "manifest.yaml"
    paper.write_text("display_information:\n  name: Hej\n", encoding="utf-8")
    command = (sys.executable, "-m", "playground", "--manifest", str(paper))
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=PIPE)
    assert process.stdout is not None
    address = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address)

    async with aiohttp.ClientSession() as http:
        client = AsyncWebClient("xoxb-playground", base_url=f"{address}/api/", session=http)
        assert (await client.auth_test())["team"] == "DK2020 klimaalliance"
        with pytest.raises(SlackApiError, match="missing_scope"):
            await client.chat_postMessage(channel="C0ALLIANCEN", text="hej")
    process.terminate()
    assert await process.wait() == 0
