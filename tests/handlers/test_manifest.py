import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from handlers.manifest import ASK_ABOUT, SCOPES, manifest
from handlers.suggestions import suggested
from playground.web_api.methods import METHODS

pytestmark = pytest.mark.shared

HANDLERS = Path(__file__).parents[2] / "handlers"
SPELLED = {name.replace(".", "_").lower(): name for name in METHODS}


def calls() -> list[str]:
    """The Web API methods that the bot calls, as Slack spells them."""
    code = "".join(file.read_text("utf-8") for file in HANDLERS.rglob("*.py"))
    named = set(re.findall(r"client\.([a-z]+_\w+)\(", code))
    return sorted(SPELLED[name.lower()] for name in named)


def test_the_calls_are_found() -> None:
    assert {"auth.test", "chat.postMessage", "conversations.replies"} <= set(calls())


@pytest.mark.parametrize("language", ["da", "en"])
def test_slack_s_own_schema_accepts_the_manifest(shared: Path, language: str) -> None:
    schema = json.loads((shared / "slack/manifest.schema.2.0.0.json").read_text("utf-8"))

    errors = list(Draft7Validator(schema).iter_errors(manifest(language)))

    assert errors == []


@pytest.mark.parametrize("method", calls())
def test_every_method_we_use_finds_its_scope(shared: Path, method: str) -> None:
    documented: dict[str, Any] = json.loads((shared / "slack/methods.json").read_text("utf-8"))

    assert method in documented
    assert not METHODS[method].scopes or METHODS[method].scopes & set(SCOPES)


def test_what_is_shown_to_people_fits_slack_s_limits() -> None:
    for language in ("da", "en"):
        paper = manifest(language)
        assert len(paper["display_information"]["description"]) <= 140
        assert len(paper["features"]["agent_view"]["agent_description"]) <= 300
        for command in paper["features"]["slash_commands"]:
            assert len(command["description"]) <= 2000
            assert len(command["usage_hint"]) <= 1000
        for shortcut in paper["features"]["shortcuts"]:
            assert len(shortcut["name"]) <= 24
            assert len(shortcut["description"]) <= 150


@pytest.mark.parametrize("method", calls())
def test_slack_lets_us_call_what_we_call(shared: Path, method: str) -> None:
    documented = json.loads((shared / "slack/methods.json").read_text("utf-8"))[method]

    assert not documented["bot_scopes"] or set(documented["bot_scopes"]) & set(SCOPES)


def test_every_scope_is_one_that_slack_knows_and_asked_for_once(shared: Path) -> None:
    documented = json.loads((shared / "slack/methods.json").read_text("utf-8"))
    of_no_method_of_ours = {"app_mentions:read", "commands", "users:read.email"}

    known = {scope for method in documented.values() for scope in method["bot_scopes"]}

    assert set(SCOPES) <= known | of_no_method_of_ours
    assert len(set(SCOPES)) == len(SCOPES)


@pytest.mark.parametrize(
    ("event", "sample", "scope"),
    [
        ("app_home_opened", "AppHomeOpenedPayload.json", None),
        ("app_mention", "AppMentionPayload.json", "app_mentions:read"),
        ("member_joined_channel", "MemberJoinedChannelPayload.json", "channels:read"),
        ("member_joined_channel", "MemberJoinedChannelPayload.json", "groups:read"),
        ("message.im", "MessagePayload.json", "im:history"),
    ],
)
def test_every_event_is_one_that_slack_sends_with_the_scope_it_needs(
    shared: Path, event: str, sample: str, scope: str | None
) -> None:
    sent = json.loads((shared / "slack/samples/events" / sample).read_text("utf-8"))

    assert sent["event"]["type"] == event.partition(".")[0]
    assert event in manifest("da")["settings"]["event_subscriptions"]["bot_events"]
    assert scope is None or scope in SCOPES


def test_one_can_write_to_it_and_look_at_its_page() -> None:
    home = manifest("da")["features"]["app_home"]

    assert home["home_tab_enabled"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_suggests_what_the_page_suggests(language: str) -> None:
    prompts = manifest(language)["features"]["agent_view"]["suggested_prompts"]

    assert [prompt["message"] for prompt in prompts] == list(suggested(language))
    assert len(prompts) == 3


def test_the_shortcut_is_the_one_that_is_listened_to() -> None:
    [shortcut] = manifest("da")["features"]["shortcuts"]

    assert (shortcut["type"], shortcut["callback_id"]) == ("message", ASK_ABOUT)
    assert shortcut["name"] == "Spørg Klimabot om dette"
