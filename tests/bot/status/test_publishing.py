"""What was told of actions becomes documents, on both databases: the newest line that counts."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from bot.status.lines.document import document_of, seen_by
from bot.status.lines.publishing import STATUS_SHOWN, Publishing
from bot.status.rounds.reporting import TAKEN_BACK, Reporting
from bot.status.rounds.speaking import Press, Speaking
from bot.status.updates.filled import WHOLE, Filled, Line
from bot.status.updates.sending import STATUS_SENT, Sending, Sent
from storage import actions, alliance, documents, inbox, passages
from storage.actions import Action
from storage.engine import Begin
from storage.inbox import ClaimedWork, Work
from storage.passages import FoundPassage
from storage.reports import KeptUpdate, Update
from storage.terms import DocumentKind, Person, Progress, Role, Viewer, Visibility
from tests.storage.builders import ASSENS, KOEGE, LONG, MONDAY, TEST, WORKSPACE, person

ZONE = ZoneInfo("Europe/Copenhagen")
CHARGERS = Action("Ladestandere ved rådhuset", number="2", sector="transport")
TITLE = "Ladestandere ved rådhuset: koordinatorens statuslinje, uge 48, ikke politisk behandlet"
GOES = "Indsatsen Ladestandere ved rådhuset (nr. 2) i Køge Kommune følger planen."
SECTOR = "\n\nIndsatsens sektor: transport"
TODAY = MONDAY.date()
OWN, OTHER = person(Role.COORDINATOR, KOEGE), person(Role.COORDINATOR, ASSENS)
PUBLISHING = Publishing(ZONE)


class At:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


async def who(workspace: str, user: str, clock: Clock) -> Person:
    return person(Role.COORDINATOR, KOEGE, user=user)


def nothing() -> None:
    pass


def at_any_time(moment: datetime) -> datetime:
    return moment


SPEAKING = Speaking(who, ZONE, "da", nothing)
SENDING = Sending(SPEAKING, PUBLISHING)
REPORTING = Reporting(SPEAKING, at_any_time, PUBLISHING)


@pytest.fixture
async def chargers(begin: Begin) -> int:
    """The id of an action of Køge's."""
    async with begin() as session:
        for organisation in (KOEGE, ASSENS):
            await alliance.save_organisation(session, organisation, [])
        return await actions.add_action(session, KOEGE, CHARGERS, now=MONDAY)


async def claimed(begin: Begin, *works: Work, now: datetime = MONDAY) -> Sequence[ClaimedWork]:
    async with begin() as session:
        for work in works:
            await inbox.record(session, work)
        return await inbox.claim(session, TEST, owner="test", now=now, lease=LONG, limit=9)


def sent(id: int | None, line: str = "", key: str = "first", hours: int = 0, **more: str) -> Work:
    about = WHOLE if id is None else str(id)
    filled = Filled(Line(about, Progress.ON_TRACK, line, **more))
    payload = Sent(f"U0{key}", KOEGE.code, filled, "da").to_payload()
    return Work(STATUS_SENT, key, WORKSPACE, MONDAY + timedelta(hours=hours), payload)


async def tell(begin: Begin, work: Work) -> ClaimedWork:
    [mine] = await claimed(begin, work, now=work.due)
    assert await SENDING.sent(mine, At(work.due), begin) == STATUS_SENT
    return mine


async def take_back(begin: Begin, key: str) -> None:
    press = Press("U0KOORDINATOR", key).to_payload()
    back = Work("status.taken_back", f"back {key}", WORKSPACE, MONDAY, press)
    [mine] = await claimed(begin, back)
    assert await REPORTING.taken_back(mine, At(MONDAY), begin) == TAKEN_BACK


async def found(begin: Begin, viewer: Viewer = TEST) -> Sequence[FoundPassage]:
    async with begin(read_only=True) as session:
        return await passages.passages(session, viewer)


async def texts(begin: Begin, viewer: Viewer = TEST) -> Sequence[str]:
    return [each.passage.text for each in await found(begin, viewer)]


def says(line: str) -> str:
    return f"{GOES} Kommunen skriver selv: {line}{SECTOR}"


async def test_a_line_is_a_document_of_its_municipality(begin: Begin, chargers: int) -> None:
    await tell(begin, sent(chargers, "12 af 20 er sat op."))

    [only] = await found(begin, OTHER)

    assert (only.title, only.kind, only.owner) == (TITLE, DocumentKind.STATUS, KOEGE)
    assert (only.passage.heading, only.passage.date) == ("Ladestandere ved rådhuset", "2026-11-23")
    assert only.passage.text == says("12 af 20 er sat op.")
    async with begin(read_only=True) as session:
        assert await documents.slugs(session, TEST) == [f"status/259/{chargers}"]
        assert await documents.documents_of(session, OWN, KOEGE) == []


async def test_all_that_can_be_said_is_in_it(begin: Begin, chargers: int) -> None:
    more: dict[str, Any] = {
        "barrier": "Elnettet er fuldt",
        "help": "Aftaler",
        "learned": "Begynd\ntidligt.",
    }
    await tell(begin, sent(chargers, "a", **more, link="https://www.koege.dk/lad"))

    assert await texts(begin) == [
        f"{says('a')}\n\nDet står i vejen: Elnettet er fuldt\n\n"
        "Kommunen vil gerne have hjælp eller sparring til: Aftaler\n\n"
        "Det har kommunen lært, som andre kan bruge: Begynd tidligt.\n\n"
        "Læs mere: https://www.koege.dk/lad"
    ]


async def test_the_work_as_a_whole_has_its_own(begin: Begin, chargers: int) -> None:
    await tell(begin, sent(chargers))
    await tell(begin, sent(None, "Ny plan vedtaget.", "second", hours=1))

    assert await texts(begin) == [
        GOES + SECTOR,
        "Klimaarbejdet som helhed i Køge Kommune følger planen. "
        "Kommunen skriver selv: Ny plan vedtaget.",
    ]


async def test_a_newer_line_takes_the_place_of_the_older(begin: Begin, chargers: int) -> None:
    await tell(begin, sent(chargers, "Ældre."))
    await tell(begin, sent(chargers, "Nyere.", "second", hours=1))
    assert await texts(begin) == [says("Nyere.")]

    await take_back(begin, "second")
    assert await texts(begin) == [says("Ældre.")]
    await take_back(begin, "first")
    assert await texts(begin) == []


async def test_what_is_worked_late_does_not_take_the_place_of_what_is_newer(
    begin: Begin, chargers: int
) -> None:
    await tell(begin, sent(chargers, "Nyere.", "second", hours=1))
    await tell(begin, sent(chargers, "Ældre."))

    assert await texts(begin) == [says("Nyere.")]


async def test_two_colleagues_at_once(begin: Begin, chargers: int) -> None:
    works = [sent(chargers, f"Linje {n}.", f"key {n}", hours=n) for n in range(6)]
    taken = await claimed(begin, *works, now=MONDAY + timedelta(hours=9))

    await asyncio.gather(*(SENDING.sent(work, At(work.due), begin) for work in taken))

    assert await texts(begin) == [says("Linje 5.")]


async def test_work_that_is_done_twice_publishes_once(begin: Begin, chargers: int) -> None:
    mine = await tell(begin, sent(chargers, "Plantet."))
    [before] = await found(begin)

    assert await SENDING.sent(mine, At(MONDAY), begin) == STATUS_SENT

    assert await found(begin) == [before]  # no new version either


async def test_a_worker_that_dies_before_the_end_has_done_nothing(
    begin: Begin, chargers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    [mine] = await claimed(begin, sent(chargers, "Plantet.", hold_until="2026-11-24"))
    with monkeypatch.context() as dies:
        dies.setattr("bot.status.updates.sending.drafts.drop_draft", _dies)
        with pytest.raises(KeyboardInterrupt):
            await SENDING.sent(mine, At(MONDAY), begin)
    assert await texts(begin) == []
    assert await claimed(begin, now=MONDAY + timedelta(days=9)) == []  # nothing to show later

    await SENDING.sent(mine, At(MONDAY), begin)

    assert await texts(begin, OWN) == [says("Plantet.")]
    assert len(await claimed(begin, now=MONDAY + timedelta(days=9))) == 1


async def _dies(*told: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("moment", ["2026-11-24T22:59:59", "2026-11-24T23:00:00"])
async def test_a_line_is_held_back_until_its_day_is_over_here(
    begin: Begin, chargers: int, moment: str
) -> None:
    await tell(begin, sent(chargers, "Plantet.", hold_until="2026-11-24"))
    assert await texts(begin, OWN) == [says("Plantet.")]
    assert await texts(begin, OTHER) == []

    then = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    due = await claimed(begin, now=then)

    assert len(due) == (then.hour == 23)  # midnight in Denmark
    for _ in range(2):  # the same as once
        for work in due:
            assert await PUBLISHING.shown(work, At(then), begin) == STATUS_SHOWN
    assert await texts(begin, OTHER) == [says("Plantet.")] * len(due)


async def test_who_lost_the_work_shows_nothing(begin: Begin, chargers: int) -> None:
    await tell(begin, sent(chargers, "Plantet.", hold_until="2026-11-23"))
    then = MONDAY + timedelta(days=1)
    [mine] = await claimed(begin, now=then)

    lost = replace(mine, attempt=mine.attempt - 1)

    assert await PUBLISHING.shown(lost, At(then), begin) == TAKEN_OVER
    assert await texts(begin, OTHER) == []


async def test_when_the_day_is_over_what_stands_then_is_shown(begin: Begin, chargers: int) -> None:
    held: dict[str, Any] = {"hold_until": "2026-11-23"}
    await tell(begin, sent(chargers, "Ældre.", **held))
    await tell(begin, sent(chargers, "Nyere.", "second", hours=1, hold_until="2026-11-25"))
    then = MONDAY + timedelta(days=1)

    for work in await claimed(begin, now=then):
        await PUBLISHING.shown(work, At(then), begin)

    assert await texts(begin, OTHER) == []
    assert await texts(begin, OWN) == [says("Nyere.")]


async def test_what_the_municipality_keeps_to_itself_is_never_shown(
    begin: Begin, chargers: int
) -> None:
    held: dict[str, Any] = {"hold_until": "2026-11-23", "visibility": "own"}
    await tell(begin, sent(chargers, "Plantet.", **held))

    assert await claimed(begin, now=MONDAY + timedelta(days=9)) == []
    assert await texts(begin, OTHER) == []


async def test_a_closed_action_has_none_until_it_is_opened(begin: Begin, chargers: int) -> None:
    await tell(begin, sent(chargers, "Plantet."))

    await change(begin, chargers, is_closed=True)
    assert await texts(begin) == []
    await change(begin, chargers, is_closed=False, title="Ladestandere")
    [text] = await texts(begin)
    assert text.startswith("Indsatsen Ladestandere (nr. 2) i Køge Kommune følger planen.")
    await change(begin, chargers, is_closed=False, visibility=Visibility.OWN)
    assert await texts(begin, OTHER) == []
    assert len(await texts(begin, OWN)) == 1


async def change(begin: Begin, id: int, *, is_closed: bool, **values: object) -> None:
    async with begin() as session:
        seen = await actions.find_action(session, TEST, id)
        assert seen is not None
        changed = replace(seen.action, **values)  # type: ignore[arg-type]
        assert await actions.change_action(session, seen, changed, now=MONDAY, is_closed=is_closed)
        await PUBLISHING.follow_actions(session, [seen], MONDAY)


async def test_nobody_names_another_s_action_by_its_number(begin: Begin, chargers: int) -> None:
    own = replace(CHARGERS, visibility=Visibility.OWN)
    async with begin() as session:
        of_assens = await actions.add_action(session, ASSENS, own, now=MONDAY)

    await tell(begin, sent(of_assens, "Vi så den."))

    assert await texts(begin) == []


UPDATE = Update(1, Progress.ON_TRACK, "")
SEEN: Mapping[tuple[Visibility, Visibility], Visibility] = {
    (Visibility.ALLIANCE, Visibility.ALLIANCE): Visibility.ALLIANCE,
    (Visibility.ALLIANCE, Visibility.MUNICIPALITIES): Visibility.MUNICIPALITIES,
    (Visibility.MUNICIPALITIES, Visibility.ALLIANCE): Visibility.MUNICIPALITIES,
    (Visibility.MUNICIPALITIES, Visibility.OWN): Visibility.OWN,
    (Visibility.OWN, Visibility.ALLIANCE): Visibility.OWN,
}


@pytest.mark.parametrize(("of_line", "of_action"), SEEN)
def test_nobody_finds_a_line_who_may_not_see_its_action(
    of_line: Visibility, of_action: Visibility
) -> None:
    update, action = replace(UPDATE, visibility=of_line), replace(CHARGERS, visibility=of_action)

    assert seen_by(update, action, TODAY) is SEEN[of_line, of_action]
    assert seen_by(replace(update, hold_until=TODAY), action, TODAY) is Visibility.OWN


@given(
    st.text(max_size=400),
    st.text(max_size=30),
    st.text(max_size=3_000),
    st.sampled_from([Role.COORDINATOR, Role.DEPUTY, Role.HEAD]),
    st.sampled_from(list(Progress)),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_whatever_is_written_says_whose_words_they_are(
    title: str, number: str, words: str, role: Role, progress: Progress, day: date
) -> None:
    said = Update(1, progress, words, words, words, words, words)
    told = KeptUpdate(1, "key", KOEGE, title, "2026-12", MONDAY, role, said)

    document = document_of(told, Action(title, number), ZONE, day)

    assert document.title.endswith("s statuslinje, december, ikke politisk behandlet")
    assert document.title == document.title.strip(" \n")
    assert len(document.title) <= 200
    assert "Køge Kommune" in document.passages[0].text
    every = [document.title, *(each.text + each.heading for each in document.passages)]
    assert all("\u202e" not in each and "\x00" not in each for each in every)
    assert all(each.isprintable() for each in "".join(every) if each != "\n")
