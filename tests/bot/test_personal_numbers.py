"""What is a personal number and what is not. None of these is anybody's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.personal_numbers import DAYS, MASK, masked

NUMBERS = [
    "010190-1234",
    "0101901234",
    "010190 1234",
    "010190  1234",
    "010190\u00a01234",
    "010190\u20111234",  # non-breaking hyphen
    "010190\u20121234",  # figure dash
    "010190–1234",
    "010190—1234",
    "010190\u22121234",  # minus
    "010190－1234",
    "010190 - 1234",
    "010190- 1234",
    "010190 –1234",
    "010190-\n1234",
    "01.01.90-1234",
    "01-01-90-1234",
    "01/01/90-1234",
    "01 01 90-1234",
    "０１０１９０－１２３４",
    "010190-１２３４",
    "0\u200b1\u200b0\u200b1\u200b9\u200b0\u200b-\u200b1\u200b2\u200b3\u200b4",
    "0101\u00ad901234",
    "010190\u2060-\ufeff1234",
    "310100-0000",
    "290200-1234",  # whether it was a leap year is not asked
    "300490-1234",
    "311299-9999",
    "610190-1234",  # a replacement number
    "890290-1234",
    "9112901234",
    "0101651234",  # without a check digit, as they are given out since 2007
]
NO_NUMBERS = [
    "",
    "Assens vil udtage 1.200 hektar.",
    "12345678",  # a CVR number
    "CVR 12 34 56 78",
    "20 10 12 34",
    "+45 20 10 12 34",
    "+4520101234",
    "0045 20101234",
    "5790001234567",  # an EAN number
    "EAN 579 000 123456 7",
    "1.200.000",
    "120.112 1990",
    "120.112.345,50 kr.",
    "1990-2019",
    "2025-2030",
    "1990 2019",
    "24.11.2026",
    "24.11.26",
    "31.12.2025-2030",
    "31.12.25 - 2030",
    "2026-11-24",
    "20261124-0930",
    "sag 26/010190",
    "01.02.05-P16-1-24",
    "2026-0101901",
    "S2026-01234",
    "000190-1234",
    "320190-1234",
    "010090-1234",
    "011390-1234",
    "310490-1234",
    "300290-1234",
    "600190-1234",
    "920190-1234",
    "910490-1234",
    "901290",
    "010190-123",
    "010190-12345",
    "10190-1234",
    "5010190-1234",
    "01019012345",
    "https://assens.dk/plan?id=010190123456",
    "123456\n1234",
    "010190\n1234",  # two lines of a list
    "010190, 1234",
    "010190.1234",
    "01.01.90 1234",
    "0,123456789",
    "101901234",
    "ISBN 978-87-010190-1",
]
NAMED = [  # a sheet drops the nought at the beginning of a number
    ("CPR-nr.: 101901234; Rolle: lodsejer", f"CPR-nr.: {MASK}; Rolle: lodsejer"),
    ("cpr 10190-1234", f"cpr {MASK}"),
    ("CPR: 199901234", "CPR: 199901234"),
    ("CPR-kontoret; 101901234 kr.", "CPR-kontoret; 101901234 kr."),
    (f"{MASK} 101901234", f"{MASK} 101901234"),
]
TEXTS = st.text(st.one_of(st.sampled_from("019 3.-/–\n\u200b０cpr[]"), st.characters()))
EDGES = st.one_of(  # neither a digit nor invisible
    st.sampled_from(" .,-/(x"),
    st.characters(exclude_categories=["Nd", "Cf", "Mn", "Cn", "Cs"]),
)
DASHES = st.sampled_from(["", "-", "–", "\u2011", " ", " - "])


@st.composite
def numbers(draw: st.DrawFn) -> str:
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, DAYS[month - 1])) + draw(st.sampled_from([0, 60]))
    date = f"{day:02}{month:02}{draw(st.integers(0, 99)):02}"
    return f"{date}{draw(DASHES)}{draw(st.integers(0, 9999)):04}"


@pytest.mark.parametrize("number", NUMBERS, ids=ascii)
def test_a_personal_number_is_masked_wherever_it_stands(number: str) -> None:
    assert masked(number) == MASK
    assert masked(f"Lodsejer ({number}), Assens") == f"Lodsejer ({MASK}), Assens"
    assert masked(f"nr.{number}.\n5 {number},{number}") == f"nr.{MASK}.\n5 {MASK},{MASK}"


@pytest.mark.parametrize("text", NO_NUMBERS, ids=ascii)
def test_what_is_no_personal_number_stays(text: str) -> None:
    assert masked(text) == text
    assert masked(f"Se {text}.") == f"Se {text}."


@pytest.mark.parametrize(("text", "seen"), NAMED)
def test_beside_the_word_nine_digits_are_enough(text: str, seen: str) -> None:
    assert masked(text) == seen


@given(TEXTS)
def test_masking_twice_is_masking_once(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@given(TEXTS, EDGES, numbers(), EDGES, TEXTS)
def test_a_number_planted_between_what_is_no_digit_is_gone(
    before: str, left: str, number: str, right: str, after: str
) -> None:
    before, after = before + left, right + after

    assert masked(before + number + after) == masked(before) + MASK + masked(after)


@given(st.text().filter(lambda text: not any(c.isdecimal() for c in text)))
def test_a_text_without_digits_stays(text: str) -> None:
    assert masked(text) == text
