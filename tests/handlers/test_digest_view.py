"""The week's digest as it looks: few lines first, all below, and nobody who told nothing."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.status.digest.contents import Contents
from bot.status.digest.lines import MOST_OF_A_PART, news, parts
from bot.status.digest.messages import Place, left_out_occasion, left_out_update, period_of
from bot.status.digest.pressing import Act, Press
from handlers.views.blocks import Message
from handlers.views.status.digest import (
    Preview,
    digest_message,
    left_out_message,
    offered,
    part_message,
    preview_message,
)
from playground.kit import check_message
from prompts.numbers import in_words
from storage.digests import Digest
from storage.reports import KeptUpdate, Update
from storage.terms import Organisation, OrganisationKind, Progress, Role
from tests.conversations.slack import spoken
from tests.handlers.test_views import is_fit_for_slack

NOW = datetime(2026, 12, 3, 14, tzinfo=UTC)
CUT = datetime(2026, 12, 4, 7, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
OPEN = Digest("T0DK2020", "2026-W49", CUT - timedelta(days=7), CUT)
SENT = Digest("T0DK2020", "2026-W49", OPEN.since, CUT, sent_at=CUT, shown=[1, 2])

texts = st.text(max_size=3_500)
updates = st.builds(
    Update,
    action=st.none(),
    progress=st.sampled_from(Progress),
    line=texts,
    barrier=texts,
    help=texts,
    learned=texts,
    link=texts | st.sampled_from(["https://vejle.dk/" + "å" * 290, "javascript:alert(1)"]),
)


def municipality(number: int) -> Organisation:
    name = f"{number:02}-kommunens Kommune"
    return Organisation(f"{number}", name, OrganisationKind.MUNICIPALITY)


def told(id: int, update: Update, of: int = 1, title: str = "Skovrejsning") -> KeptUpdate:
    at = NOW + timedelta(minutes=id)
    return KeptUpdate(id, f"r{id}", municipality(of), title, "2026-W49", at, Role.DEPUTY, update)


def done(id: int, of: int = 1, line: str = "Plantet.") -> KeptUpdate:
    return told(id, Update(None, Progress.DONE, line), of)


def fits(message: Message) -> None:
    is_fit_for_slack(message)
    check_message(list(message.blocks))


def shown(lines: Sequence[KeptUpdate], digest: Digest = OPEN, language: str = "da") -> str:
    message = digest_message(Contents(digest, lines), language)
    fits(message)
    return spoken(list(message.blocks))


def previewed(digest: Digest = OPEN, *lines: KeptUpdate, approved: bool = True) -> Message:
    message = preview_message(Preview(Contents(digest, lines), approved, NOW, ZONE), "da")
    fits(message)
    return message


@given(
    st.lists(st.tuples(updates, st.integers(1, 30), texts), max_size=12),
    st.sampled_from(["da", "en"]),
)
def test_whatever_is_told_fits_slack_and_carries_no_markup(
    said: list[tuple[Update, int, str]], language: str
) -> None:
    lines = news([told(n, update, of, title) for n, (update, of, title) in enumerate(said)])
    contents = Contents(OPEN, lines)

    fits(digest_message(contents, language))
    fits(preview_message(Preview(contents, True, NOW, ZONE), language))
    for part in parts(lines):
        fits(part_message(part, language))
    for each in lines:
        fits(left_out_message(each, language))
    for option in offered(contents, "", language):
        assert 0 < len(option["text"]["text"]) <= 75
        assert len(option["value"]) <= 150


@pytest.mark.parametrize("letters", [1, 40, 1_000])
def test_ninety_eight_municipalities_with_five_lines_each_fit(letters: int) -> None:
    words = "å" * letters
    said = Update(None, Progress.STALLED, words, words, words, words, f"https://x.dk/{words}")
    lines = [told(n, said, n % 98, words) for n in range(490)]

    found = parts(lines)

    assert sorted(each.id for part in found for each in part) == list(range(490))
    for part in found:
        fits(part_message(part, "da"))
    everything = shown(lines)
    assert "nyt fra 98 kommuner. 98 søger sparring." in everything
    assert "Og 485 til i tråden." in everything
    assert len(offered(Contents(OPEN, lines), "", "da")) == 100


@pytest.mark.parametrize(
    ("value", "language", "read"),
    [(1, "da", "én"), (12, "da", "tolv"), (13, "da", "13"), (9, "en", "nine"), (0, "en", "0")],
)
def test_numbers_up_to_twelve_are_words(value: int, language: str, read: str) -> None:
    assert in_words(value, language) == read


def test_the_head_counts_municipalities_that_told_something() -> None:
    asks = Update(None, Progress.STALLED, "", help="Hvem kender nogen?")
    lines = [*(done(n, of=n) for n in range(9)), done(9, of=1), told(10, asks, of=3)]

    said = shown(lines)

    assert said.startswith(
        "*Uge 49 i alliancen* · nyt fra ni kommuner. Ni er kommet videre, én søger sparring."
    )
    assert shown(lines, language="en").startswith(
        "*Week 49 in the alliance* · news from nine municipalities."
        " Nine have moved on, one is looking for advice."
    )


def test_each_municipality_comes_before_another_s_second_line() -> None:
    lines = [*(done(n, line=f"linje {n}") for n in range(6)), done(6, of=2, line="den anden")]

    said = shown(lines)

    assert "02-kommunens, Skovrejsning: den anden" in said
    assert "linje 3" in said
    assert "linje 4" not in said
    assert "Og 2 til i tråden." in said


def test_as_planned_without_a_word_is_no_news() -> None:
    quiet = Update(None, Progress.ON_TRACK, "", hold_until=date(2026, 12, 1))

    assert news([told(1, quiet), done(2)]) == [done(2)]


def test_what_changed_after_it_was_sent_is_marked() -> None:
    assert "(rettet)" not in shown([done(1), done(2)], SENT)
    assert "(rettet)" in shown([done(1)], SENT)
    assert shown([], SENT) == "*Uge 49 i alliancen* (rettet) · linjerne er taget tilbage."


def test_the_preview_says_what_becomes_of_it() -> None:
    held = Digest("T0DK2020", "2026-W49", OPEN.since, CUT, held_by="U0A", held_at=NOW)

    def read(message: Message) -> str:
        return spoken(list(message.blocks))

    assert "fredag kl. 9" in read(previewed(OPEN, done(1)))
    assert "godkendt ugens overblik" in read(previewed(OPEN, done(1), approved=False))
    assert "Send alligevel" in read(previewed(held, done(1)))
    assert "Sendt i alliancens kanaler." in read(previewed(SENT, done(1)))
    assert "Hold tilbage" not in read(previewed(SENT, done(1)))
    assert "ingen linjer" in read(previewed())


def test_lines_are_found_by_what_stands_in_them() -> None:
    contents = Contents(OPEN, [done(1, of=1), done(2, of=2, line="Æbler"), done(3, of=3)])

    assert [o["value"] for o in offered(contents, " æBL", "da")] == ["da:2026-W49:2"]
    assert [o["value"] for o in offered(contents, "02-komm", "da")] == ["da:2026-W49:2"]


def test_a_part_is_as_long_as_one_message_may_be() -> None:
    long = Update(None, Progress.DONE, "å" * 300, "å" * 500, "å" * 500, "å" * 500)

    found = parts([told(n, long, of=1) for n in range(6)])

    assert [len(part) for part in found] == [MOST_OF_A_PART // 1_962, 1]
    assert "01-kommunens · stedfortræder" in spoken(list(part_message(found[1], "da").blocks))


def test_occasions_say_what_they_are_about() -> None:
    place = Place("2026-W49", "C0ALLIANCEN", 12)

    assert Place.of(place.occasion) == place
    assert period_of(place.occasion) == "2026-W49"
    assert left_out_update(left_out_occasion(7)) == 7
    press = Press("U0A", Act.LEAVE_OUT, "2026-W49", "da", 7)
    assert Press.from_payload(press.to_payload()) == press
