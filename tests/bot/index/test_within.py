from datetime import date

import pytest

from bot.knowledge.embedding.embedder import Embedders
from bot.knowledge.embedding.work import Embedding
from bot.knowledge.index.following import Index
from bot.knowledge.index.within import Within
from storage import passages
from storage.engine import Begin
from storage.terms import Audience, DocumentKind, System, Visibility
from tests.bot.index.library import KOEGE, VEJLE, WordsAsMeaning, document, publish

CHANNEL = Audience("T0DK2020", "C0ALLIANCEN")
LIBRARY = [
    document("vejle 2020", "Biogas i Give.", date="2020"),
    document("vejle maj 2022", "Biogas i Jelling.", date="2022-05"),
    document("vejle udateret", "Biogas i Egtved."),
    document("køge plan", "Biogas i Herfølge.", owner=KOEGE, kind=DocumentKind.PLAN, date="2024"),
    document("køge egen", "Biogas i Bjæverskov.", owner=KOEGE, visibility=Visibility.OWN),
]
OF_VEJLE = {"vejle 2020", "vejle maj 2022", "vejle udateret"}
CASES = [
    (Within(), OF_VEJLE | {"køge plan"}),
    (Within(organisation=VEJLE.code), OF_VEJLE),
    (Within(organisation=KOEGE.code), {"køge plan"}),
    (Within(organisation="999"), set()),
    (Within(kind=DocumentKind.PLAN), {"køge plan"}),
    (Within(kind=DocumentKind.MINUTES), set()),
    (Within(since=date(2020, 12, 31)), {"vejle 2020", "vejle maj 2022", "køge plan"}),
    (Within(since=date(2021, 1, 1)), {"vejle maj 2022", "køge plan"}),
    (Within(since=date(2022, 5, 31)), {"vejle maj 2022", "køge plan"}),
    (Within(since=date(2022, 6, 1)), {"køge plan"}),
    (Within(until=date(2020, 1, 1)), {"vejle 2020"}),
    (Within(until=date(2022, 4, 30)), {"vejle 2020"}),
    (Within(until=date(2022, 5, 1)), {"vejle 2020", "vejle maj 2022"}),
    (Within(since=date(2021, 1, 1), until=date(2023, 12, 31)), {"vejle maj 2022"}),
    (Within(KOEGE.code, DocumentKind.PLAN, date(2024, 1, 1), date(2024, 2, 1)), {"køge plan"}),
]


async def found(index: Index, begin: Begin, within: Within) -> set[str]:
    matches = await index.search(CHANNEL, "biogas", 20, within)
    async with begin(read_only=True) as session:
        some = await passages.find_passages(session, System("tests"), [m.passage for m in matches])
    return {one.title for one in some}


@pytest.mark.parametrize(("within", "expected"), CASES, ids=range(len(CASES)))
async def test_words_keep_to_the_filter(begin: Begin, within: Within, expected: set[str]) -> None:
    await publish(begin, *LIBRARY)

    assert await found(Index(begin), begin, within) == expected


@pytest.mark.parametrize(("within", "expected"), CASES, ids=range(len(CASES)))
async def test_meaning_keeps_to_the_filter(
    begin: Begin, within: Within, expected: set[str]
) -> None:
    await publish(begin, *LIBRARY)
    model = WordsAsMeaning()
    await Embedding(begin, model, "tests").finish()

    assert await found(Index(begin, Embedders(model)), begin, within) == expected
