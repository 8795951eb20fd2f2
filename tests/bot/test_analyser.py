import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.analyser import tokens, words


def stems(text: str) -> set[str]:
    return {token for token in tokens(text) if token.startswith("=")}


@pytest.mark.parametrize("word", ["vådområder", "vådområderne", "vådområdernes"])
def test_inflections_of_a_word_share_its_stem(word: str) -> None:
    assert stems(word) == stems("vådområde")


def test_a_compound_shares_4_grams_with_its_parts() -> None:
    assert len(set(tokens("klimahandlingsplan")) & set(tokens("handling"))) >= 5


def test_danish_letters_stay_themselves_however_they_are_encoded() -> None:
    assert words("Køge, Sønderborg og Samsø") == ["køge", "sønderborg", "samsø"]
    assert tokens("va\u030adomra\u030ade") == tokens("vådområde")


def test_what_says_nothing_is_dropped_in_both_languages() -> None:
    assert words("Hvem er gode til vådområder?") == ["gode", "vådområder"]
    assert words("Which of them are good at wetlands?") == ["good", "wetlands"]


def test_nothing_has_no_tokens() -> None:
    assert tokens("") == tokens("… ? 🌊") == []


@given(st.text())
def test_any_text_gives_tokens_without_white_space(text: str) -> None:
    assert all(token and len(token.split()) == 1 for token in tokens(text))
