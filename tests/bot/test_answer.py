import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking.answer import Answer, Citation, Mode, Verdict

ASSENS = Citation(
    title="Klimabots resumé om Assens, efter Assens Kommune",
    organisation="Assens Kommune",
    page=None,
    quote="Assens Kommune skriver selv, at de er gode til vådområder.",
    url="https://www.assens.dk/klima",
    date=None,
)
KOEGE = Citation("Køge Kommune, klimaplan", None, 4, "Køge vil halvere.", None, "2020-12")

maybe = st.none() | st.text()
citations = st.lists(
    st.builds(
        Citation,
        title=st.text(),
        organisation=maybe,
        page=st.none() | st.integers(1),
        quote=st.text(),
        url=maybe,
        date=maybe,
        confirmed=maybe,
    ),
    max_size=3,
).map(tuple)
answers = st.builds(
    Answer,
    verdict=st.sampled_from(Verdict),
    mode=st.sampled_from(Mode),
    answer=st.text(),
    language=st.sampled_from(["da", "en"]),
    citations=citations,
    near=citations,
)


def test_an_answer_is_told_to_scripts_with_its_sources() -> None:
    answer = Answer(Verdict.ANSWER, Mode.EXTRACT, f"{ASSENS.quote} [1]", "da", (ASSENS,))

    assert json.loads(json.dumps(answer.to_json())) == {
        "answered": True,
        "verdict": "answer",
        "mode": "extract",
        "answer": "Assens Kommune skriver selv, at de er gode til vådområder. [1]",
        "language": "da",
        "citations": [
            {
                "title": "Klimabots resumé om Assens, efter Assens Kommune",
                "organisation": "Assens Kommune",
                "page": None,
                "quote": "Assens Kommune skriver selv, at de er gode til vådområder.",
                "url": "https://www.assens.dk/klima",
                "date": None,
            }
        ],
        "near": [],
    }


def test_scripts_are_told_what_a_municipality_says_of_our_account_of_it() -> None:
    told = replace(ASSENS, confirmed="2026-11").to_json()

    assert told == {**ASSENS.to_json(), "confirmed": "2026-11"}


def test_what_is_not_found_is_told_with_what_comes_near() -> None:
    shape = Answer(Verdict.NOT_FOUND, Mode.EXTRACT, "", "en", near=(KOEGE,)).to_json()

    assert (shape["answered"], shape["verdict"], list(shape["citations"])) == (
        False,
        "not_found",
        [],
    )
    assert [(near["page"], near["date"]) for near in shape["near"]] == [(4, "2020-12")]


@given(answers)
def test_what_is_kept_comes_back_as_it_was(answer: Answer) -> None:
    kept = json.loads(json.dumps(answer.kept()))

    assert Answer.from_json(kept) == answer
    assert kept["answered"] is (answer.verdict is not Verdict.NOT_FOUND)


@pytest.mark.shared
def test_every_word_for_how_it_ended_is_an_agreed_one(shared: Path) -> None:
    design = (shared / "design.md").read_text("utf-8")
    _, _, after = design.partition("verdict is `")
    verdicts, _, after = after.partition("`")
    _, _, after = after.partition("mode `")
    modes, _, _ = after.partition("`")

    assert set(Verdict) <= {word.strip() for word in verdicts.split("|")}
    assert set(Mode) <= {word.strip() for word in modes.split("|")}
