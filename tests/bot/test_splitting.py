import re

from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.splitting import MAX_CHARACTERS, Piece, Table, cuts, joined

WORD = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1)
TEXT = st.one_of(
    st.lists(WORD, min_size=1, max_size=400).map(" ".join),
    st.lists(WORD, min_size=1, max_size=60).map("\n".join),
    st.lists(WORD, min_size=1, max_size=60).map(". Og ".join),
    st.integers(1, 4000).map("x".__mul__),
).filter(lambda text: bool(text.strip()))
PIECE = st.builds(
    Piece,
    text=TEXT.map(str.strip),
    heading=st.sampled_from(["", "Mål", "Landbrug › Skov"]),
    page=st.sampled_from([None, 1, 2]),
    table=st.sampled_from([None, Table("1"), Table("Indsatser", "A", "F")]),
)
PIECES = st.lists(PIECE, max_size=12)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(PIECES)
def test_nothing_is_lost_and_nothing_stands_twice(pieces: list[Piece]) -> None:
    whole = joined(pieces)

    said = "".join(squeezed(whole[cut.start : cut.end]) for cut in cuts(pieces))

    assert said == squeezed(whole)


@given(PIECES)
def test_passages_stand_in_order_and_are_never_too_long(pieces: list[Piece]) -> None:
    end = 0
    for cut in cuts(pieces):
        assert end <= cut.start < cut.end
        assert cut.end - cut.start <= MAX_CHARACTERS
        end = cut.end


@given(PIECES)
def test_what_shares_a_passage_belongs_together(pieces: list[Piece]) -> None:
    for cut in cuts(pieces):
        assert cut.first.shares(cut.last)


def test_a_long_paragraph_is_cut_between_its_sentences() -> None:
    sentence = "Kommunen vil udtage lavbundsjord langs åen inden 2030. "
    text = (sentence * 40).strip()

    parts = [text[cut.start : cut.end] for cut in cuts([Piece(text, "Landbrug")])]

    assert len(parts) == 2
    assert all(part.endswith("inden 2030.") for part in parts)


def test_just_within_the_limit_is_one_passage_and_just_beyond_is_two() -> None:
    within = [Piece("x" * 600, ""), Piece("y" * (MAX_CHARACTERS - 602), "")]
    beyond = [Piece("x" * 600, ""), Piece("y" * (MAX_CHARACTERS - 601), "")]

    assert [len(list(cuts(pieces))) for pieces in (within, beyond)] == [1, 2]


def test_a_row_is_not_cut_while_it_fits() -> None:
    rows = [Piece("Indsats: " + "skov " * 100, "", table=Table("1"), row=n) for n in range(1, 6)]

    found = [(cut.first.row, cut.last.row) for cut in cuts(rows)]

    assert found == [(1, 2), (3, 4), (5, 5)]
