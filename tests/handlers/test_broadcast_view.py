"""A message to many fits into Slack, whatever is written and however many get it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alliance.broadcast.rules import ALONE_AFTER, UNDO, Act, Recipients, may
from handlers.views.blocks import Message, section, together
from handlers.views.broadcast import MOST_WORDS, broadcast_message, draft_message
from storage.broadcasts import Broadcast
from storage.recipients import Recipient
from storage.terms import (
    BroadcastAudience,
    BroadcastState,
    Organisation,
    OrganisationKind,
    Role,
)
from tests.handlers.test_views import is_fit_for_slack

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
AUTHOR, COLLEAGUE = "U0SEKRETARIAT", "U0KOLLEGA"


def written(
    words: str = "Husk fristen.", state: BroadcastState = BroadcastState.DRAFT
) -> Broadcast:
    return Broadcast(
        "V1:abc",
        "T0DK2020",
        AUTHOR,
        NOW,
        words,
        BroadcastAudience.EVERYBODY,
        state,
        proposed_at=NOW,
        due=NOW,
        undo_until=NOW + UNDO,
    )


def recipient(n: int, *, is_met: bool) -> Recipient:
    name = f"Kommune {n % 98} med et meget langt navn"
    where = Organisation(str(n % 98), name, OrganisationKind.MUNICIPALITY)
    return Recipient(where, Role.COORDINATOR, f"U{n}" if is_met else None)


@given(
    st.text(max_size=MOST_WORDS),
    st.integers(0, 1_960),
    st.sampled_from(list(BroadcastState)),
    st.sampled_from([AUTHOR, COLLEAGUE]),
    st.sampled_from(["da", "en"]),
)
def test_any_draft_fits(
    words: str, people: int, state: BroadcastState, reader: str, language: str
) -> None:
    reached = Recipients([recipient(n, is_met=n % 3 > 0) for n in range(people)])
    others = [COLLEAGUE]

    draft = draft_message(written(words, state), reached, reader, others, language, NOW, ZONE)

    is_fit_for_slack(draft)
    is_fit_for_slack(broadcast_message(written(words), language))


def test_five_at_once_fit_into_one_message() -> None:
    one = broadcast_message(written("x" * MOST_WORDS), "da")

    message = together([one] * 5)

    is_fit_for_slack(message)
    assert Message(message.text, message.blocks).keyed("4f1c9a")[0]["block_id"] == "4f1c9a"


def test_buttons_that_come_together_keep_what_they_are_about() -> None:
    first, own, other = (
        section("Godmorgen"),
        {"type": "actions", "block_id": "task:1"},
        section("!"),
    )
    one = Message("opgaver", (first, own))

    message = together([one, Message("nyt", (other,)), one])

    assert [block.get("block_id") for block in message.blocks if "block_id" in block] == ["task:1"]


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("state", [s for s in BroadcastState if s not in ("draft", "proposed")])
def test_what_is_over_is_left_alone(act: Act, state: BroadcastState) -> None:
    late = NOW + UNDO + timedelta(minutes=1)

    assert not any(may(act, written(state=state), user, [], late) for user in (AUTHOR, COLLEAGUE))


def test_alone_is_only_who_nobody_else_could_help() -> None:
    proposed, later = written(state=BroadcastState.PROPOSED), NOW + ALONE_AFTER

    assert may(Act.APPROVE, proposed, AUTHOR, [], later)
    assert not may(Act.APPROVE, proposed, AUTHOR, [], later - timedelta(seconds=1))
    assert not may(Act.APPROVE, proposed, AUTHOR, [COLLEAGUE], later)
    assert may(Act.APPROVE, proposed, COLLEAGUE, [COLLEAGUE], NOW)
