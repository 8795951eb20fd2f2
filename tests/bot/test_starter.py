from pathlib import Path

import pytest
import yaml

from bot.alliance.founding import LIST
from bot.knowledge.markdown import read_page
from bot.knowledge.publish import starter_pages
from bot.knowledge.splitting import MAX_CHARACTERS
from prompts.dates import source_date
from storage.terms import Visibility

PAGES = starter_pages()
ORGANISATIONS = yaml.safe_load(LIST.read_text("utf-8"))


def test_there_are_pages_for_the_alliance_three_municipalities_and_the_words() -> None:
    names = [page.stem for page in PAGES]

    assert names == ["alliancen", "assens", "koege", "ordliste", "vejle"]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_everything_on_a_page_names_its_source(path: Path) -> None:
    page = read_page(path.read_text("utf-8"))

    assert page.passages
    assert all(passage.publisher for passage in page.passages)
    assert all("Kilde:" not in passage.text for passage in page.passages)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_belongs_to_an_organisation_that_there_is(path: Path) -> None:
    owner = read_page(path.read_text("utf-8")).about.get("organisation")

    assert owner is None or owner in {entry["code"] for entry in ORGANISATIONS}


def test_there_are_sixteen_municipalities_four_partners_and_a_secretariat() -> None:
    kinds = [entry["kind"] for entry in ORGANISATIONS]

    assert {k: kinds.count(k) for k in kinds} == {
        "municipality": 16,
        "partner": 4,
        "secretariat": 1,
    }


def test_the_alliance_s_page_names_all_sixteen() -> None:
    page = next(p for p in PAGES if p.stem == "alliancen").read_text("utf-8")

    for entry in ORGANISATIONS:
        if entry["kind"] == "municipality":
            assert entry["name"].removesuffix(" Kommune") in page


@pytest.mark.shared
def test_the_municipality_codes_are_those_of_the_facts(shared: Path) -> None:
    facts = (shared / "domain.md").read_text("utf-8")

    for entry in ORGANISATIONS:
        if entry["kind"] == "municipality":
            name = entry["name"].removesuffix(" Kommune")
            assert f"| {name} | {entry['code']} |" in facts


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_every_passage_can_be_cited(path: Path) -> None:
    for passage in read_page(path.read_text("utf-8")).passages:
        is_a_list = passage.text.startswith(("- ", "1. "))
        assert is_a_list or len(passage.text) <= MAX_CHARACTERS, passage.heading
        assert passage.url is None or passage.url.startswith(("https://", "http://"))
        assert passage.date is None or source_date(passage.date, "da")


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_is_what_the_whole_alliance_may_see(path: Path) -> None:
    about = read_page(path.read_text("utf-8")).about

    assert about["visibility"] == Visibility.ALLIANCE
    assert about["subject"]
