"""A right call is answered, with no field that Slack's answer has not."""

import json
from pathlib import Path

import pytest

from playground.limits import TIER_1, TIER_2, TIER_3, TIER_4
from playground.web_api.methods import METHODS
from tests.playground.shape import unknown_fields
from tests.playground.web_api.right import RIGHT
from tests.playground.web_api.scene import Scene

TIERS = {"Tier 1": TIER_1, "Tier 2": TIER_2, "Tier 3": TIER_3, "Tier 4": TIER_4}
NOT_IN_THE_SAMPLES = {  # which are of errors; docs.slack.dev, reference/methods
    "auth.revoke": [".revoked"],
    "chat.stopStream": [".channel", ".message", ".ts"],
}
NO_SAMPLE = {"chat.postMessage", "chat.update", "conversations.history", "conversations.replies"}


def test_there_is_one_for_every_method() -> None:
    assert RIGHT.keys() == METHODS.keys()


@pytest.mark.parametrize("method", RIGHT)
async def test_a_right_call_is_answered(scene: Scene, method: str) -> None:
    answer = await scene.call(method, **await RIGHT[method].made(scene))

    assert answer["ok"] is True
    assert answer.headers["Content-Type"].startswith("application/json")


@pytest.mark.shared
@pytest.mark.parametrize("method", [method for method in RIGHT if method not in NO_SAMPLE])
async def test_its_answer_has_only_fields_that_slack_s_has(
    scene: Scene, shared: Path, method: str
) -> None:
    sample = json.loads((shared / f"slack/samples/api/{method}.json").read_text("utf-8"))

    answer = await scene.call(method, **await RIGHT[method].made(scene))

    assert sorted(unknown_fields(answer.data, sample)) == NOT_IN_THE_SAMPLES.get(method, [])


@pytest.mark.shared
@pytest.mark.parametrize("method", METHODS)
def test_scopes_and_tiers_are_those_that_slack_documents(shared: Path, method: str) -> None:
    known = json.loads((shared / "slack/methods.json").read_text("utf-8"))[method]

    assert METHODS[method].scopes == set(known["bot_scopes"])
    tier = TIERS.get(known["rate_limit"].partition(":")[0])
    assert METHODS[method].rate == tier or (tier is None and METHODS[method].rate.calls > 100)


@pytest.mark.shared
@pytest.mark.parametrize("method", sorted(NO_SAMPLE))
async def test_a_message_has_only_fields_that_slack_s_messages_have(
    scene: Scene, shared: Path, method: str
) -> None:
    opened = json.loads((shared / "slack/samples/api/conversations.open.json").read_text("utf-8"))
    known = {"reply_count", "reply_users", "reply_users_count", "latest_reply", "edited"}
    known |= opened["channel"]["latest"].keys()
    for kind in ("", "Bot", "ThreadBroadcast", "FileShare"):
        sample = shared / f"slack/samples/events/Message{kind}Payload.json"
        known |= json.loads(sample.read_text("utf-8"))["event"].keys()

    answer = await scene.call(method, **await RIGHT[method].made(scene))

    for message in answer.get("messages") or [answer["message"]]:
        assert message.keys() - known == set()


def test_a_field_that_slack_does_not_have_is_found() -> None:
    sample = {"ok": True, "members": [{"id": "", "profile": {"email": ""}}]}
    answer = {"ok": True, "members": [{"id": "U0ASSENS", "profile": {"mail": "x"}, "navn": "x"}]}

    assert unknown_fields(answer, sample) == [".members.navn", ".members.profile.mail"]
