import asyncio
from dataclasses import replace

from sqlalchemy import delete, func, select

from storage import asking
from storage.asking import Answered, Asked
from storage.engine import Begin
from storage.models import AnswerRow, QuestionRow
from storage.terms import Audience, Person, Viewer
from tests.storage.builders import CHANNEL, MONDAY, OTHER_WORKSPACE, TEST, WORKSPACE

KEY = f"{WORKSPACE}/{CHANNEL}/1795420800.000100"
ASKED = Asked(KEY, WORKSPACE, "U0KOORDINATOR", "da", MONDAY, "Hvor meget lavbundsjord har Køge?")
ANSWERED = Answered(
    key=KEY,
    mode="extract",
    verdict="answer",
    channel=CHANNEL,
    thread="1795420800.000100",
    content={"answered": True, "answer": "Kilderne nævner 120 hektar.", "citations": []},
)

ASKER = Person(WORKSPACE, "U0KOORDINATOR")


async def save(begin: Begin, asked: Asked = ASKED, answered: Answered = ANSWERED) -> bool:
    async with begin() as session:
        return await asking.save_answer(session, asked, answered)


async def find(begin: Begin, viewer: Viewer, key: str = KEY) -> Answered | None:
    async with begin(read_only=True) as session:
        return await asking.find_answer(session, viewer, key)


async def posted(begin: Begin, channel: str, ts: str) -> None:
    async with begin() as session:
        await asking.answer_posted(session, KEY, channel=channel, ts=ts)


async def rows(begin: Begin, table: type[QuestionRow] | type[AnswerRow]) -> int:
    async with begin() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def test_the_first_answer_to_a_question_stays(begin: Begin) -> None:
    assert await save(begin) is True
    assert await save(begin, ASKED, replace(ANSWERED, verdict="not_found", content={})) is False

    assert await find(begin, ASKER) == ANSWERED
    assert (await rows(begin, QuestionRow), await rows(begin, AnswerRow)) == (1, 1)


async def test_of_eight_that_answer_at_once_one_is_kept(begin: Begin) -> None:
    kept = await asyncio.gather(*(save(begin) for _ in range(8)))

    assert sorted(kept) == [False] * 7 + [True]


async def test_the_asker_finds_their_answer(begin: Begin) -> None:
    await save(begin)

    assert await find(begin, ASKER) == ANSWERED


async def test_another_person_does_not_find_it(begin: Begin) -> None:
    await save(begin)

    assert await find(begin, Person(WORKSPACE, "U0STEDFORTRAEDER")) is None


async def test_a_person_of_another_workspace_does_not_find_it(begin: Begin) -> None:
    await save(begin)

    assert await find(begin, Person(OTHER_WORKSPACE, "U0KOORDINATOR")) is None


async def test_a_channel_finds_what_was_answered_in_it(begin: Begin) -> None:
    await save(begin)

    assert await find(begin, Audience(WORKSPACE, CHANNEL)) == ANSWERED


async def test_another_channel_does_not_find_it(begin: Begin) -> None:
    await save(begin)

    assert await find(begin, Audience(WORKSPACE, "C0TOPMOEDE")) is None
    assert await find(begin, Audience(OTHER_WORKSPACE, CHANNEL)) is None


async def test_no_channel_finds_an_answer_that_stands_nowhere(begin: Begin) -> None:
    await save(begin, ASKED, replace(ANSWERED, channel=None, thread=None))

    assert await find(begin, Audience(WORKSPACE, CHANNEL)) is None


async def test_the_system_finds_it(begin: Begin) -> None:
    await save(begin)

    assert await find(begin, TEST) == ANSWERED


async def test_a_question_nobody_asked_has_no_answer(begin: Begin) -> None:
    await save(begin)

    assert await find(begin, TEST, f"{WORKSPACE}/{CHANNEL}/1795420801.000100") is None


async def test_the_channel_that_the_answer_was_posted_in_finds_it(begin: Begin) -> None:
    await save(begin, ASKED, replace(ANSWERED, channel=None))

    await posted(begin, CHANNEL, "1795420805.000100")

    assert await find(begin, Audience(WORKSPACE, CHANNEL)) == ANSWERED


async def test_an_answer_remembers_its_message(begin: Begin) -> None:
    await save(begin)

    await posted(begin, CHANNEL, "1795420805.000100")

    async with begin() as session:
        assert (await session.scalars(select(AnswerRow.message_ts))).one() == "1795420805.000100"


async def test_an_answer_goes_with_its_question(begin: Begin) -> None:
    await save(begin)

    async with begin() as session:
        await session.execute(delete(QuestionRow).where(QuestionRow.key == KEY))

    assert await rows(begin, AnswerRow) == 0


def test_what_was_asked_and_answered_does_not_show_in_a_log() -> None:
    assert "lavbundsjord" not in repr(ASKED)
    assert "hektar" not in repr(ANSWERED)
