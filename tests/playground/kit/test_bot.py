"""All that the bot sends is what Slack takes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking import work
from bot.asking.answer import Citation, Verdict
from handlers.views.answer import answer_message, you_asked
from handlers.views.blocks import Message
from handlers.views.notices import SENTENCES, apology, notice
from handlers.views.votes import vote_buttons
from playground.kit import check_message, check_stream_blocks
from tests.handlers.test_views import ASSENS, KOEGE, answer, citations, delivery


def is_taken(message: Message) -> None:
    check_message(list(message.blocks))
    check_message(message.keyed("4f1c9a"))
    check_stream_blocks(list(message.blocks))


@given(st.lists(citations, min_size=1, max_size=3), st.sampled_from(Verdict))
def test_any_answer(found: list[Citation], verdict: Verdict) -> None:
    is_taken(answer_message(answer(verdict, *found)))


@pytest.mark.parametrize("verdict", Verdict)
def test_an_answer_that_stands_alone(verdict: Verdict) -> None:
    is_taken(
        answer_message(
            answer(verdict, ASSENS, KOEGE), [you_asked("Hvad gør Køge ved transporten?", "da")]
        )
    )


def test_the_longest_answer() -> None:
    long = replace(ASSENS, title="æ" * 9_000, quote="ø" * 9_000, url="https://a.dk/" + "å" * 9_000)
    message = answer_message(
        answer(Verdict.ANSWER, long, long, long), [you_asked("å" * 9_000, "da")]
    )

    is_taken(message)
    is_taken(message.with_more(vote_buttons("T0DK2020:C0ALLIANCEN:1.000000", "da")))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", SENTENCES)
def test_each_notice(kind: str, language: str) -> None:
    is_taken(notice(delivery(kind, language)))


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_apology(language: str) -> None:
    is_taken(apology(delivery(work.APOLOGY, language)))
