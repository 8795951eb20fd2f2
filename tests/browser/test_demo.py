import asyncio
import contextlib
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

ROOT = Path(__file__).parents[2]
SOURCE = "[1] Klimabots resumé om Assens, efter Assens Kommune (udateret)"


@asynccontextmanager
async def demo(folder: Path, *options: str) -> AsyncIterator[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SLACK_BOT_TOKEN": "xoxb-a-real-one"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", *options, cwd=folder, env=environment, stdout=PIPE
    )
    try:
        yield await address_of(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 30) == 0


async def address_of(process: Process) -> str:
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 90)).decode()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found, line
    return found.group()


async def test_a_newcomer_asks_in_the_demo_and_finds_it_there_the_next_day(
    browser: Browser, tmp_path: Path
) -> None:
    page = await browser.new_page()
    async with demo(tmp_path) as address:
        await page.goto(address)
        await page.get_by_role("textbox").first.fill("@Klimabot hvem er gode til vådområder?")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text(SOURCE, exact=True)).to_be_visible(timeout=20_000)

    async with demo(tmp_path) as address:
        await page.goto(address)
        await expect(page.get_by_text("hvem er gode til vådområder?").first).to_be_visible()

    async with demo(tmp_path, "--fresh") as address:
        await page.goto(address)
        await expect(page.get_by_role("textbox").first).to_be_visible()
        await expect(page.get_by_text("1 svar")).to_have_count(0)
