"""From blocks to passages: where they are cut, and that nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.blocks import Block, Place
from bot.knowledge.splitting import MAX_CHARACTERS, joined, split

SENTENCE = "Assens vil udtage 1.200 hektar lavbundsjord inden 2030 sammen med lodsejerne."
TEXTS = st.one_of(
    st.text(st.sampled_from("abcæøå 89.,:;-\n"), min_size=1, max_size=80),
    st.integers(1, 60).map(lambda n: f"{SENTENCE} " * n),
    st.integers(1, 2600).map(lambda n: "k" * n),
)
PAGES = st.one_of(st.none(), st.integers(1, 3))
BLOCKS = st.lists(
    st.one_of(
        st.builds(Block, TEXTS, page=PAGES),
        st.builds(Block, TEXTS, page=PAGES, item=st.integers(1, 2)),
        st.builds(Block, TEXTS, place=st.builds(Place, st.just("tabel 1"), st.integers(1, 9))),
    ),
    max_size=12,
)
MIXED = st.lists(
    st.one_of(
        st.builds(Block, TEXTS, page=PAGES),
        st.builds(Block, TEXTS.map(lambda text: text[:40]), page=PAGES, level=st.integers(1, 4)),
    ),
    max_size=12,
)


def letters(text: str) -> str:
    return "".join(text.split())


@given(BLOCKS)
def test_nothing_is_lost_and_nothing_is_doubled(blocks: list[Block]) -> None:
    told = letters("".join(block.text for block in blocks))

    assert letters("".join(p.text for p in split(blocks))) == told


@given(MIXED)
def test_a_passage_is_a_slice_of_the_text_and_never_too_long(blocks: list[Block]) -> None:
    text, at = joined(blocks), 0

    for passage in split(blocks):
        assert passage.start is not None
        assert passage.end is not None
        assert text[passage.start : passage.end] == passage.text != ""
        assert passage.start >= at
        assert len(passage.text) <= MAX_CHARACTERS
        at = passage.end


@given(BLOCKS)
def test_splitting_what_was_split_changes_nothing(blocks: list[Block]) -> None:
    texts = [passage.text for passage in split(blocks)]

    for text in texts:
        assert [p.text for p in split([Block(text)])] == [text]


@given(MIXED)
def test_every_heading_stands_in_the_text_or_in_a_path(blocks: list[Block]) -> None:
    passages = split(blocks)

    told = letters("".join(f"{p.heading}{p.text}" for p in passages))
    for block in blocks if passages else ():
        if block.level and not block.blank:
            assert letters(block.text)[:30] in told


@pytest.mark.parametrize(("length", "passages"), [(1200, 1), (1201, 2)])
def test_a_word_of_1200_letters_is_one_passage(length: int, passages: int) -> None:
    assert len(split([Block("k" * length)])) == passages


@pytest.mark.parametrize(("second", "passages"), [(598, 1), (599, 2)])
def test_paragraphs_share_a_passage_as_long_as_they_fit(second: int, passages: int) -> None:
    assert len(split([Block("k" * 600), Block("å" * second)])) == passages


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    passages = split([Block(" ".join([SENTENCE] * 40))])

    assert len(passages) == 3
    assert all(p.text.startswith("Assens") and p.text.endswith("lodsejerne.") for p in passages)


def test_a_sentence_without_end_is_cut_between_words() -> None:
    passages = split([Block("vådområde " * 300)])

    assert {word for p in passages for word in p.text.split()} == {"vådområde"}


@pytest.mark.parametrize("blanks", [1200, 2000, 5000])
def test_a_long_gap_is_no_passage(blanks: int) -> None:
    passages = split([Block("Skov." + " " * blanks + "Vand.")])

    assert [p.text for p in passages] == ["Skov.", "Vand."]


def test_a_passage_ends_at_a_heading_and_knows_its_path() -> None:
    blocks = [
        Block("Klimaplan", level=1),
        Block("Landbrug", level=2),
        Block("Lavbundsjord", level=3),
        Block("Vi udtager jord."),
        Block("Energi", level=2),
        Block("Vi bygger fjernvarme."),
    ]

    assert [(p.heading, p.text) for p in split(blocks, "Klimaplan")] == [
        ("Landbrug › Lavbundsjord", "Vi udtager jord."),
        ("Energi", "Vi bygger fjernvarme."),
    ]


def test_a_heading_with_nothing_under_it_is_a_passage() -> None:
    blocks = [Block("Landbrug", level=1), Block("Energi", level=1), Block("Fjernvarme.")]

    assert [p.text for p in split(blocks)] == ["Landbrug", "Fjernvarme."]


def test_headings_alone_are_no_document() -> None:
    assert split([Block("Landbrug", level=1), Block("\u200b ")]) == ()


def test_a_passage_stays_on_its_page() -> None:
    passages = split([Block("Side et.", page=1), Block("Side to.", page=2)])

    assert [(p.page, p.text) for p in passages] == [(1, "Side et."), (2, "Side to.")]


def test_rows_know_their_cells_and_are_never_cut() -> None:
    row = "Indsats: Udtagning af lavbundsjord; Sektor: Landbrug"
    blocks = [Block(row, place=Place("Indsatser", n, "A", "F")) for n in range(2, 52)]

    passages = split(blocks)

    assert passages[0].cells == "Indsatser!A2:F23"
    assert {line for p in passages for line in p.text.split("\n")} == {row}


def test_a_row_in_a_document_s_table_is_named_in_danish() -> None:
    rows = [Block("Sektor: Energi", place=Place("tabel 2", n)) for n in (3, 4, 5)]

    assert split(rows)[0].cells == "tabel 2, række 3-5"
    assert split(rows[:1])[0].cells == "tabel 2, række 3"


def test_what_no_database_keeps_becomes_a_space() -> None:
    row = Block("Sam\0sø\x07\ud800.", place=Place("Mål\0", 2, "A", "F"))

    [passage] = split([row])

    assert (passage.text, passage.cells) == ("Sam sø  .", "Mål!A2:F2")
