import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Assens planter skov. Køge bygger et dige.", 2),
        ("Planen har ca. 40 indsatser. De er i gang.", 2),
        ("Den 4. Juni mødtes de. Mødet var digitalt.", 2),
        ("Målet er 1,7 ton pr. borger. Nu er det 4,3.", 2),
        ("Det koster 45 mio. Kroner i alt.", 1),
        ("Har de et mål? Ja! Det er 70 pct. i 2030.", 3),
        ("- vådområde: wetland\n- skovrejsning: afforestation", 2),
        ("1. Planlægning: Det første.\n2. Handling: Det andet.", 2),
        ("Det gælder bl.a. Køge. De er 16.", 2),
        ("Det sker inkl. Samsø. Lemvig er med.", 2),
        ("Mødet er kl. 9.00. Kom i god tid.", 2),
        ("Det er 1.250 ton. Målet er 4,3 pct. af alt.", 2),
        ("Hvor? »Her i Assens.«", 2),
        ("Aftalen er på plads. (Den er fra maj.)", 2),
        ("", 0),
        ("\n\n \n", 0),
    ],
)
def test_a_text_has_so_many_sentences(text: str, expected: int) -> None:
    assert len(cut(text)) == expected


def test_a_list_item_begins_after_its_mark() -> None:
    assert cut("- manko: gap\n2) mål: target") == ["manko: gap", "mål: target"]


@given(st.text(alphabet="aBø. !?\n-1)“(", max_size=60))
def test_sentences_stand_in_order_and_leave_only_marks_and_white_space_out(text: str) -> None:
    end, left_out = 0, ""
    for sentence in sentences(text):
        assert end <= sentence.start <= sentence.end <= len(text)
        left_out += text[end : sentence.start]
        end = sentence.end
    assert not re.sub(r"\d+[.)]|[-*•]", "", left_out + text[end:]).strip()


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("Assens planter skov. Køge bygger et dige.", [True, False]),
        ("Assens planter skov.\nKøge bygger et dige.", [False, False]),
        ("- manko: gap\n- mål: target", [False, False]),
    ],
)
def test_a_sentence_goes_on_in_its_own_line_alone(text: str, goes_on: list[bool]) -> None:
    assert [sentence.goes_on for sentence in sentences(text)] == goes_on


def test_a_text_that_only_goes_on_is_read_in_a_moment() -> None:
    text = "nr. Ål " * 100_000

    assert len(sentences(text)) == 1
