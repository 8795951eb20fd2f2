"""The window on an action and what comes of it fit Slack, whatever somebody wrote."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.asking.pages import Page
from bot.status.catalogue.cells import FIELDS, LONG, MOST_TONNES
from bot.status.catalogue.drafting import Opening
from bot.status.catalogue.filling import BY_NAME, CLOSED, NEW, Filled, as_it_is
from bot.status.catalogue.told import Outcome, Told
from handlers.views.action_told import told_message
from handlers.views.action_window import action_window, read_window
from handlers.views.actions import actions_message
from handlers.views.actions_listed import ACTIONS, Listed
from handlers.views.blocks import Message
from playground.choices import state
from playground.kit import check_message, check_view
from storage.actions import INDIRECT, Action, Effect, KeptAction
from storage.terms import Organisation, OrganisationKind, Phase, Track, Visibility

NOVEMBER = datetime(2026, 11, 30, 8, tzinfo=UTC)
VEJLE = Organisation("630", "Vejle Kommune", OrganisationKind.MUNICIPALITY)
WHAT_PEOPLE_WRITE = st.text(max_size=200) | st.sampled_from(
    [
        "<!channel> *fed*",
        "=1+1",
        "\u202eomvendt",
        "010190-1234",
        "to\r\nlinjer ",
        "👩‍👩‍👧",
        "\ud800",
    ]
)
effects = st.none() | st.just(INDIRECT) | st.floats(0, MOST_TONNES).map(Effect)
KINDS: Mapping[str, st.SearchStrategy[Any]] = {
    "track": st.none() | st.sampled_from(Track),
    "phase": st.none() | st.sampled_from(Phase),
    "visibility": st.sampled_from(Visibility),
    "effect": effects,
}
written = st.builds(
    Action, **{each.name: KINDS.get(each.name, WHAT_PEOPLE_WRITE) for each in FIELDS}
)


def kept(action: Action, closed: datetime | None = None, id: int = 17) -> KeptAction:
    return KeptAction(id, VEJLE, 1, NOVEMBER, action, closed)


def opened(action: Action | None, closed: datetime | None = None, language: str = "da") -> Any:
    one = kept(action, closed) if action else None
    return action_window(Opening(as_it_is(one, VEJLE.code, language), is_draft=one is not None))


def untouched(view: Mapping[str, Any]) -> Filled:
    """Handed in as it was opened."""
    return read_window({**view, "state": {"values": state.initial(view["blocks"])}})


def full(letter: str) -> Action:
    said: dict[str, Any] = {
        e.name: letter * e.longest for e in FIELDS if not e.words and e.name != "effect"
    }
    return Action(**said, effect=Effect(MOST_TONNES))


@settings(deadline=None)
@given(written, st.sampled_from(["da", "en"]), st.none() | st.just(NOVEMBER))
def test_what_is_handed_in_as_it_was_changes_nothing(
    action: Action, language: str, closed: datetime | None
) -> None:
    view = opened(action, closed, language)

    check_view(view)
    filled = untouched(view)
    assert filled.changed == []
    assert (filled.values, filled.wrong) == ({}, {})
    assert filled.wants_closed is (closed is not None)


@settings(deadline=None)
@given(written, written)
def test_what_is_changed_is_what_differs(before: Action, after: Action) -> None:
    first, then = untouched(opened(before)), untouched(opened(after))
    filled = Filled(first.about, first.municipality, "da", then.words, first.before)

    assert filled.changed == [name for name in BY_NAME if first.words[name] != then.words[name]]
    assert filled.wrong.keys() <= {"title"}
    assert Filled.from_json(filled.to_json()) == filled


@pytest.mark.parametrize("letter", ["æ", "\N{SEEDLING}", "<", '"'])
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_window_with_every_field_full_fits_slack(letter: str, language: str) -> None:
    action = full(letter)

    view = opened(action, NOVEMBER, language)

    check_view(view)
    assert str(view["blocks"]).count(letter * LONG) == len([f for f in FIELDS if f.longest == LONG])
    assert untouched(view).words["purpose"] == letter * LONG


def test_a_new_one_begins_with_what_matters_most_and_cannot_be_closed() -> None:
    view = opened(None)

    check_view(view)
    ids = [block.get("block_id", block["type"]) for block in view["blocks"]]
    assert ids[:7] == ["title", "number", "sector", "track", "phase", "effect", "divider"]
    assert sorted(ids[:6] + ids[7:]) == sorted(BY_NAME)
    filled = untouched(view)
    assert (filled.about, filled.changed) == (NEW, ["title"])
    assert list(filled.wrong) == ["title"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("visibility", ""), ("visibility", "alle"), ("phase", "snart"), ("number", "1" * 21)],
)
def test_a_forged_window_opens_nothing(name: str, said: str) -> None:
    filled = untouched(opened(full("æ")))
    forged = Filled(NEW, VEJLE.code, "da", {**filled.words, name: said}, filled.before)

    assert list(forged.wrong) == [name]


def test_a_field_that_a_window_of_before_an_upgrade_does_not_show_is_left_alone() -> None:
    view = opened(full("æ"))
    told = json.loads(view["private_metadata"])
    del told["before"]["barriers"]
    blocks = [block for block in view["blocks"] if "barriers" not in block.get("block_id", "")]

    filled = untouched({**view, "blocks": blocks, "private_metadata": json.dumps(told)})

    assert filled.changed == []


def test_one_of_our_words_may_be_taken_back() -> None:
    filled = untouched(opened(Action("Delebiler", phase=Phase.IDEA, effect=INDIRECT)))
    words = {**filled.words, "phase": "", "effect": "ikke opgjort", CLOSED: CLOSED}

    emptied = Filled("17", VEJLE.code, "da", words, filled.before)

    assert emptied.values == {"effect": None, "phase": None}
    assert emptied.changed[-1] == CLOSED


def is_fit(message: Message) -> None:
    check_message(message.keyed("4f1c9a"))
    assert len(str(message.blocks)) < 20_000
    assert "<" not in message.text


texts = [name for name in BY_NAME if not BY_NAME[name].words]


@settings(deadline=None)
@given(
    st.sampled_from(Outcome),
    st.dictionaries(st.sampled_from(texts), st.text(min_size=1, max_size=3_000), max_size=5),
    st.sampled_from(["da", "en"]),
)
def test_whatever_comes_of_it_can_be_told(
    outcome: Outcome, was: Mapping[str, str], language: str
) -> None:
    told = Told(outcome, "17", "630", "<!here>", list(was), None, was, "*", Visibility.OWN)

    for part in range(len(told.parts)):
        is_fit(told_message(told, part, language))
    assert Told.from_json(told.to_json()) == told


def test_nothing_of_what_was_written_over_is_left_out() -> None:
    was = {name: chr(ord("a") + n) * 3_000 for n, name in enumerate(texts[:10])}
    told = Told(Outcome.CHANGED, "17", "630", "Delebiler", list(was), was=was)

    messages = [told_message(told, part, "da") for part in range(len(told.parts))]

    assert len(messages) == 4
    said = "".join(str(message.blocks) for message in messages)
    for words in was.values():
        assert said.count(words[:1_500]) == 2
    assert messages[1].text == "… og her er resten af det, der stod før:"


@pytest.mark.parametrize("sought", ["", "æ" * 100])
@pytest.mark.parametrize(("page", "ends"), [(1, False), (2, True)])
def test_a_page_of_the_longest_actions_fits_slack(sought: str, page: int, ends: bool) -> None:
    many = [kept(full("æ"), id=n) for n in range(ACTIONS * 2)]
    where = Page("630", page, "1.0")
    listed = Listed(VEJLE, many, where, sought=sought, closed=2, may_write=True)

    message = actions_message(listed, "da")

    check_message(message.keyed("4f1c9a"))
    assert ("2 lukkede indsatser" in str(message.blocks)) is ends
