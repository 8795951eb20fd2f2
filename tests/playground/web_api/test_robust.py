"""Whatever comes in, an answer of Slack's goes out: never a stack trace."""

import json
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.web_api.methods import METHODS
from tests.playground.web_api.right import RIGHT
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, TEAM, Scene

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
TOKEN = {"Authorization": "Bearer xoxb-playground"}


@pytest.mark.parametrize(
    ("headers", "body", "error"),
    [
        (JSON, b"{", "invalid_json"),
        (JSON, b'{"text": NaN}', "invalid_json"),
        (JSON, b'{"text": 1e999}', "invalid_json"),
        (JSON, b'{"text": "\\ud800"}', "invalid_json"),
        (JSON, b'{"text": ' + b"9" * 5_000 + b"}", "invalid_json"),
        (JSON, b"[" * 100_000, "invalid_json"),
        (JSON, b"\xff", "invalid_json"),
        (JSON, b"[]", "json_not_object"),
        (JSON, b'"hej"', "json_not_object"),
        (JSON, b'{"channel": ["C0ALLIANCEN"]}', "invalid_array_arg"),
        (JSON, b'{"channel": {"id": "C0ALLIANCEN"}}', "invalid_array_arg"),
        ({"Content-Type": "text/xml"}, b"<text/>", "invalid_post_type"),
        ({"Content-Type": "application/json; charset=ukendt"}, b"{}", "invalid_charset"),
        ({"Content-Type": "application/x-www-form-urlencoded; charset=x"}, b"", "invalid_charset"),
        (FORM, b"text=\xff", "invalid_form_data"),
        ({"Content-Type": "multipart/form-data"}, b"--", "invalid_form_data"),
        ({"Content-Type": "multipart/form-data; boundary=a"}, b"--b\r\n", "invalid_form_data"),
    ],
)
async def test_a_body_that_is_none_is_refused(
    scene: Scene, http: aiohttp.ClientSession, headers: dict[str, str], body: bytes, error: str
) -> None:
    url = f"{scene.playground.address}/api/chat.postMessage"

    async with http.post(url, data=body, headers=headers | TOKEN) as answer:
        assert (answer.status, (await answer.json())["error"]) == (200, error)


async def test_a_body_without_a_type_is_refused(scene: Scene, http: aiohttp.ClientSession) -> None:
    url = f"{scene.playground.address}/api/auth.test"

    async with http.post(
        url, data=b"hej", headers=TOKEN, skip_auto_headers=["Content-Type"]
    ) as answer:
        assert (await answer.json())["error"] == "missing_post_type"


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_arguments_come_in_any_of_four_ways(
    scene: Scene, http: aiohttp.ClientSession, way: str
) -> None:
    blocks = [{"type": "divider", "block_id": "streg"}]
    form = {"channel": ALLIANCEN, "text": "Hej", "blocks": json.dumps(blocks)}
    parts = aiohttp.FormData(form, default_to_multipart=True)
    bodies: dict[str, dict[str, Any]] = {
        "query": {"params": form},
        "form": {"data": form},
        "multipart": {"data": parts},
        "json": {"json": {"channel": ALLIANCEN, "text": "Hej", "blocks": blocks}},
    }
    url = f"{scene.playground.address}/api/chat.postMessage"

    async with http.post(url, headers=TOKEN, **bodies[way]) as answer:
        told = await answer.json()

    assert (told["message"]["text"], told["message"]["blocks"]) == ("Hej", blocks)


async def test_reading_may_be_asked_for_by_get(scene: Scene, http: aiohttp.ClientSession) -> None:
    url = f"{scene.playground.address}/api/users.info"

    async with http.get(url, params={"user": ASSENS}, headers=TOKEN) as answer:
        assert (await answer.json())["user"]["id"] == ASSENS


EXAMPLES = 10  # each: with 200, nothing more was found
NAMES = sorted(
    {name for case in RIGHT.values() for name in case.arguments}
    | {"ts", "thread_ts", "timestamp", "message_ts", "oldest", "latest", "cursor", "limit"}
    | {"channel", "channel_id", "channels", "users", "blocks", "attachments", "metadata", "chunks"}
    | {"view_id", "external_id", "hash", "trigger_id", "file", "files", "reply_broadcast", "types"}
    | {"metadata_keys_to_include", "as_user", "thread", "force", "snippet_type", "alt_txt"}
)
ODD_TEXTS = """
    C0ALLIANCEN U0ASSENS D0ASSENS 1.000001 0 -1 1.5 ² true [{ {} [] null YXQ6MS4y bmV4dF90czouLi4=
    a,b public_channel modal divider
""".split()
ODD = st.sampled_from([*ODD_TEXTS, "", "\x00", "9" * 5_000])
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    LEAVES | ODD | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "blocks", "elements", "id", "title", "event_type"])
            | st.sampled_from(["event_payload", "external_id", "value"]),
            inside,
            max_size=3,
        )
    ),
    max_leaves=6,
)
ARGUMENTS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3)


@pytest.fixture
async def right(scene: Scene, method: str) -> dict[str, Any]:
    """The arguments of a right call, of which only some are replaced by nonsense."""
    return dict(await RIGHT[method].made(scene))


@pytest.mark.parametrize("method", METHODS)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(odd=ARGUMENTS, as_json=st.booleans())
async def test_no_arguments_break_a_method(
    scene: Scene,
    http: aiohttp.ClientSession,
    method: str,
    right: dict[str, Any],
    odd: dict[str, Any],
    as_json: bool,
) -> None:
    """One playground for all of them, whatever the ones before have left of it."""
    scene.playground.time.advance(7)
    scene.acts.restore()
    fresh = {"trigger_id": scene.acts.triggers.give(ASSENS)} if "trigger_id" in right else {}
    arguments = right | fresh | odd
    form = {n: v if isinstance(v, str) else json.dumps(v) for n, v in arguments.items()}
    token = "xapp-playground" if METHODS[method].app_token else "xoxb-playground"

    async with http.post(
        f"{scene.playground.address}/api/{method}",
        headers={"Authorization": f"Bearer {token}"},
        **{"json": arguments} if as_json else {"data": form},
    ) as answer:
        told = await answer.json()

    assert answer.status in (200, 429), told
    assert told["ok"] is True or told["error"]


@settings(
    max_examples=EXAMPLES * 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    body=st.dictionaries(
        st.sampled_from(["text", "blocks", "response_type", "thread_ts", "attachments"])
        | st.sampled_from(["replace_original", "delete_original"]),
        VALUES,
        max_size=4,
    )
)
async def test_no_answer_breaks_a_response_url(
    scene: Scene, http: aiohttp.ClientSession, body: dict[str, Any]
) -> None:
    message = scene.acts.say(
        scene.acts.workspace.person(ASSENS), "Ja?", scene.acts.workspace.channel(ALLIANCEN)
    )
    url = scene.acts.responses.give(TEAM, ALLIANCEN, ASSENS, message)

    async with http.post(url, json=body) as answer:
        assert answer.status in (200, 400), await answer.text()
