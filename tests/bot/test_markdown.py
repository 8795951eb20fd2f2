import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.markdown import read_page
from bot.knowledge.splitting import MAX_CHARACTERS
from storage.terms import Passage

PAGE = """---
subject: Assens
organisation: "420"
---
# Assens

## Vådområder

Assens er *gode* til [vådområder](https://assens.dk/vand)
og **skov**.

Kilde: [Assens Kommune](https://assens.dk/klima), 2020-12-16

De planter skov.

Kilde: Assens Kommune, udateret

## Biler

Assens undersøger elbiler.
"""

WORD = st.from_regex(r"[a-zæøå]{2,9}", fullmatch=True)
WORDS = st.lists(WORD, min_size=1, max_size=30).map(" ".join)
BLOCKS = st.one_of(
    WORDS,
    WORDS.map("**{}**".format),
    WORDS.map("> {}".format),
    WORDS.map("```\n{}\n```".format),
    st.lists(WORDS, min_size=1, max_size=4).map(lambda items: "- " + "\n- ".join(items)),
    st.lists(WORDS, min_size=1, max_size=4).map(lambda items: "1. " + "\n2. ".join(items)),
)


def test_a_page_becomes_passages_that_know_their_heading_and_source() -> None:
    page = read_page(PAGE)

    assert page.about == {"subject": "Assens", "organisation": "420"}
    assert page.title == "Assens"
    assert tuple(replace(p, start=None, end=None) for p in page.passages) == (
        Passage(
            0,
            "Vådområder",
            "Assens er gode til vådområder og skov.",
            publisher="Assens Kommune",
            url="https://assens.dk/klima",
            date="2020-12-16",
        ),
        Passage(1, "Vådområder", "De planter skov.", publisher="Assens Kommune"),
        Passage(2, "Biler", "Assens undersøger elbiler."),
    )


@pytest.mark.parametrize("date", ["2020", "2020-12", "2020-12-16"])
def test_a_date_is_as_exact_as_the_source(date: str) -> None:
    [passage] = read_page(f"Skov.\n\nKilde: KL, {date}\n").passages

    assert (passage.publisher, passage.date) == ("KL", date)


@pytest.mark.parametrize(
    "line", ["Kilde: KL", "Kilde: KL, i går", "Kilde: [KL](javascript:alert(1)), 2020"]
)
def test_a_line_that_is_no_source_line_stays_text(line: str) -> None:
    [passage] = read_page(f"Skov.\n\n{line}\n").passages

    assert passage.publisher is None
    assert passage.text == f"Skov.\n\n{line}"


def test_a_list_stays_lines_with_their_marks() -> None:
    [passage] = read_page("1. Planlægning\n2. Handling\n\n- **manko**: gap\n").passages

    assert passage.text == "1. Planlægning\n2. Handling\n\n- manko: gap"


def test_long_text_is_split_between_paragraphs_and_nothing_is_lost() -> None:
    paragraphs = [f"Afsnit {n}. " + "Vand og skov. " * 30 for n in range(9)]

    passages = read_page("\n\n".join(paragraphs)).passages

    assert "\n\n".join(p.text for p in passages) == "\n\n".join(p.strip() for p in paragraphs)
    assert all(len(p.text) <= MAX_CHARACTERS for p in passages)


def test_code_and_html_are_only_text() -> None:
    [passage] = read_page("Se <b>her</b>.\n\n```\nton = 1250\n```\n").passages

    assert "ton = 1250" in passage.text


def test_front_matter_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(yaml.YAMLError):
        read_page("---\nsubject: [Assens\n---\nSkov.\n")


def test_an_empty_page_has_no_passages() -> None:
    assert read_page("").passages == read_page("# Kun en overskrift\n").passages == ()


@given(st.lists(st.tuples(st.booleans(), BLOCKS), min_size=1, max_size=12))
def test_every_word_of_a_page_is_in_a_passage_in_its_order(
    blocks: list[tuple[bool, str]],
) -> None:
    page = "\n\n".join(f"## Kapitel\n\n{block}" if new else block for new, block in blocks)

    passages = read_page(page).passages

    written = re.findall("[a-zæøå]{2,}", " ".join(block for _, block in blocks))
    assert re.findall("[a-zæøå]{2,}", " ".join(p.text for p in passages)) == written
    assert [p.position for p in passages] == list(range(len(passages)))


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("- skov\n  - løvskov\n- vand", "- skov\n- løvskov\n- vand"),
        ("> Vi planter skov.", "Vi planter skov."),
        ("Skov  \nog vand", "Skov\nog vand"),
        ("Skov\nog vand", "Skov og vand"),
        ("*Skov* og `vand` og [plan](https://assens.dk)", "Skov og vand og plan"),
        ("Skov &amp; vand \\* 5 < 6", "Skov & vand * 5 < 6"),
        ("Se <https://assens.dk> nu.", "Se https://assens.dk nu."),
        ("Skov <script>alert(1)</script>", "Skov <script>alert(1)</script>"),
    ],
)
def test_a_passage_has_the_words_as_they_are_read(markdown: str, text: str) -> None:
    [passage] = read_page(markdown).passages

    assert passage.text == text


def test_a_passage_belongs_to_the_nearest_heading_and_its_source_backs_no_other() -> None:
    page = read_page("# Køge\n\nEt dige.\n\n## *Mål*\n\n46 pct.\n\nKilde: Køge Kommune, 2020\n")

    assert [(p.heading, p.publisher) for p in page.passages] == [
        ("Køge", None),
        ("Mål", "Køge Kommune"),
    ]
