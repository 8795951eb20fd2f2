import asyncio
import contextlib
import fcntl
import os
import re
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.model_server import Messages, answer, model_server, passages

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

ROOT = Path(__file__).parents[2]
SOURCE = (
    "[1] Klimabots resumé om Assens, efter Assens Kommune (udateret), ikke bekræftet af kommunen"
)


@asynccontextmanager
async def demo(folder: Path, *options: str, **settings: str) -> AsyncIterator[str]:
    real = {"SLACK_BOT_TOKEN": "xoxb-a-real-one", **settings}
    environment = os.environ | {"PYTHONPATH": str(ROOT), **real}
    with Path(tempfile.gettempdir(), "klimabot-demo.lock").open("w") as one_at_a_time:
        await asyncio.to_thread(fcntl.flock, one_at_a_time, fcntl.LOCK_EX)  # they want one port
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


async def asks(
    page: Page, address: str, words: str = "@Klimabot hvem er gode til vådområder?"
) -> None:
    await page.goto(address)
    await page.get_by_role("textbox").first.fill(words)
    await page.keyboard.press("Enter")


async def test_a_newcomer_asks_in_the_demo_and_finds_it_there_the_next_day(
    browser: Browser, tmp_path: Path
) -> None:
    page = await browser.new_page()
    async with demo(tmp_path) as address:
        await asks(page, address)
        await expect(page.get_by_text(SOURCE, exact=True)).to_be_visible(timeout=20_000)

    async with demo(tmp_path) as address:
        await page.goto(address)
        await expect(page.get_by_text("hvem er gode til vådområder?").first).to_be_visible()
        await asks(page, f"{address}/?som=U0ASSENS&kanal=D0ASSENS", "indsatser Køge")
        await expect(page.get_by_text("Indsatser i Køge: 1").last).to_be_visible(timeout=20_000)

    async with demo(tmp_path, "--fresh") as address:
        await page.goto(address)
        await expect(page.get_by_role("textbox").first).to_be_visible()
        await expect(page.get_by_text("1 svar")).to_have_count(0)


def wetlands(told: Messages) -> str:
    """A model that says what the first passage begins with."""
    quote = passages(told)[0]["text"].partition(".")[0]
    return answer("yes", (quote, 1, quote))


async def test_a_model_answers_in_the_demo_only_when_it_is_asked_to(
    browser: Browser, tmp_path: Path
) -> None:
    page = await browser.new_page()
    async with model_server(wetlands) as server:
        named = {
            "OPENAI_API_KEY": "hemmelig",
            "OPENAI_BASE_URL": server.address,
            "KLIMABOT_ANSWER_MODEL": "lille-model",
        }
        async with demo(tmp_path, **named) as address:
            await asks(page, address)
            await expect(page.get_by_text(SOURCE, exact=True)).to_be_visible(timeout=20_000)
        assert server.asked == []

        async with demo(tmp_path, "--fresh", "--model", **named) as address:
            await asks(page, address)
            await expect(page.get_by_text("Ja. ").first).to_be_visible(timeout=20_000)
        assert [asked["model"] for asked in server.asked] == ["lille-model"]
