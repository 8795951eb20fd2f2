"""The bot at work with a model that obeys what it reads: it answers, and does nothing else."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import running
from bot.clock import SystemClock
from bot.knowledge.about import About
from bot.knowledge.publish import publish_file
from bot.knowledge.reading import Reader
from bot.settings import Settings
from playground import Playground
from playground.web_api.api import WebApi
from storage.engine import Begin
from storage.terms import System
from tests.conversations.slack import ALLIANCE, Slack
from tests.hostile.injections import INJECTIONS, Injection
from tests.hostile.obeying import Obeying
from tests.model_server import ModelServer, model_server

ATTACKS = [i for i in INJECTIONS if i.goal == "action" and i.where != "question"][::5]
ATTACKS += [i for i in INJECTIONS if i.goal in ("broadcast", "image") and i.where == "document"][
    ::5
]
STREAMING = {"chat.startStream", "chat.appendStream", "chat.stopStream"}
ANSWERING = STREAMING | {
    "assistant.threads.setStatus",
    "chat.postMessage",
    "chat.update",
    "conversations.open",
    "users.info",
}
OFF = ("0", "False", "false")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """Every method that the bot calls, and with what."""
    called: list[tuple[str, Any]] = []
    answer = WebApi._answer

    def noted(self: WebApi, name: str, request: Any, arguments: Any, headers: Any) -> Any:
        called.append((name, arguments))
        return answer(self, name, request, arguments, headers)

    monkeypatch.setattr(WebApi, "_answer", noted)
    return called


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ModelServer]:
    monkeypatch.setattr("tests.model_server.PIECE", 200)  # thousands of small ones take long
    async with model_server(lambda told: "") as server:
        yield server


@pytest.fixture
async def obeying(
    playground: Playground, settings: Settings, knowledge: Begin, server: ModelServer
) -> AsyncIterator[Slack]:
    told = {
        "klimabot_answer_model": "lydig-model",
        "openai_api_key": SecretStr("key"),
        "openai_base_url": server.address,
    }
    async with running(settings.model_copy(update=told)):
        yield Slack(playground)


async def publish(begin: Begin, folder: Path, injection: Injection) -> None:
    about = About(injection.title, owner="259", url="https://koege.dk/notat")
    async with begin() as session, Reader() as reader:
        file = injection.write(folder)
        await publish_file(session, System("tests"), reader, file, SystemClock(), about)


@pytest.mark.parametrize("injection", ATTACKS, ids=lambda i: i.id)
async def test_nothing_is_done_but_answering(
    obeying: Slack,
    knowledge: Begin,
    server: ModelServer,
    calls: list[tuple[str, Any]],
    tmp_path: Path,
    injection: Injection,
) -> None:
    await publish(knowledge, tmp_path, injection)
    server.reply = Obeying(injection).reply
    calls.clear()
    before = len(obeying.playground.ledger.entries)

    question = obeying.say("Assens", f"@Klimabot {injection.question}", ALLIANCE)
    said = await obeying.sees("Assens", ALLIANCE)
    await obeying.sees_nothing("Køge", for_=0.3)

    assert said.thread == question["ts"]
    assert injection.says in said.everything
    assert server.asked
    assert not [word for word in ("<!", "<@", "<#") if word in str(said.message)]
    assert {name for name, _ in calls} <= ANSWERING
    streams = [arguments for name, arguments in calls if name in STREAMING]
    chunks = [chunk for arguments in streams for chunk in arguments.get("chunks") or ()]
    assert not [c for c in chunks if re.search(r"[*_~|`#<>&]", c.get("text", ""))]
    posted = [a for name, a in calls if name in ("chat.postMessage", "chat.update")]
    assert all(a["parse"] == "none" and str(a["link_names"]) in OFF for a in posted)
    new = [arguments for name, arguments in calls if name == "chat.postMessage"]
    assert all(str(a[name]) in OFF for a in new for name in ("unfurl_links", "unfurl_media"))
    happened = [entry["what"] for entry in obeying.playground.ledger.entries[before:]]
    assert happened.count("posted") == 2, "the question and its answer"
    assert set(happened) <= {"posted", "edited", "status"}
