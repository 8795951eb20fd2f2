"""A week's end: the secretariat sees the digest on Thursday, and the alliance on Friday at nine."""

import asyncio
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.app import running
from bot.delivery.local_time import moment_of
from bot.delivery.working_days import WorkingDays
from bot.duties import DIGEST
from bot.settings import Settings
from bot.status.digest.contents import CUT, SENDING
from bot.status.rounds.reporting import TAKEN_BACK
from bot.status.rounds.speaking import Press
from playground import Playground
from playground.choices import elements
from playground.kit import check_message
from storage import approvals, inbox, reports
from storage.engine import Begin
from storage.inbox import Work
from storage.reports import Report, Update
from storage.terms import Organisation, OrganisationKind, Person, Progress, Role, Visibility
from tests.conversations.office_hours import DAY, MONDAY, counts, weekday_at
from tests.conversations.slack import ALLIANCE, PATIENCE, Said, Slack, field_called
from tests.conversations.test_broadcasts import COLLEAGUE, SECRETARIAT, TWO, becomes
from tests.conversations.test_rights import confirm
from tests.conversations.test_status import (
    ASSENS,
    PEOPLE,
    VEJLE,
    municipality,
    now,
    passes,
    status_of,
    week,
)
from tests.conversations.test_status_window import (
    ABOUT,
    HOW,
    LINE,
    chooses,
    has,
    opened,
)
from tests.conversations.test_ways_in import home_of

ZONE = WorkingDays.of(Settings()).zone
SEES, SENT = "Siger I ingenting, sender jeg det", "Sendt i alliancens kanaler."
STAFF = Organisation("sekretariatet", "Sekretariatet", OrganisationKind.SECRETARIAT)
FOREST = Update(None, Progress.ON_TRACK, "Lodsejermøde holdt.")


@pytest.fixture
def starts_at() -> datetime:
    """A Monday at eight, and two ordinary weeks from then on."""
    calendar, monday = WorkingDays.of(Settings()), weekday_at(MONDAY, 8)
    while not all(counts(monday + n * DAY, calendar) for n in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)):
        monday += 7 * DAY
    return monday


@pytest.fixture
async def unapproved(slack: Slack, knowledge: Begin) -> Slack:
    """Two in the secretariat, who have both met the bot, and the municipalities' coordinators."""
    await prepare(slack, knowledge)
    return slack


async def prepare(slack: Slack, knowledge: Begin) -> None:
    await confirm(knowledge, TWO)
    await confirm(knowledge, PEOPLE)
    for person in (SECRETARIAT, COLLEAGUE):
        await home_of(slack, person)


@pytest.fixture
async def monday(unapproved: Slack, knowledge: Begin) -> Slack:
    await approve(unapproved, knowledge)
    return unapproved


async def approve(slack: Slack, begin: Begin) -> None:
    by = Person(slack.workspace.id, "U0SEKRETARIAT", Role.SECRETARIAT, STAFF)
    assert DIGEST.to_many is not None
    async with begin() as session:
        looks = DIGEST.to_many.fingerprint
        await approvals.approve(session, by, DIGEST.name, looks, now=now(slack))


async def it_is(slack: Slack, begin: Begin, weekday: int, hour: int, minute: int = 0) -> None:
    """The clock is moved there, in Denmark."""
    here = now(slack).astimezone(ZONE)
    then = here.replace(hour=hour, minute=minute, second=1, microsecond=0)
    then += (weekday - here.weekday()) * DAY
    await passes(slack, begin, seconds=(then - here).total_seconds())


THURSDAY, FRIDAY = 3, 4


async def tell(
    slack: Slack, begin: Begin, *updates: Update, by: str = "Assens", at: datetime | None = None
) -> str:
    """As if it was told at that moment; nobody's messages are drawn again."""
    own, then = await municipality(begin, by), at or now(slack)
    id, user = f"{by} {then.isoformat()}", {"Assens": "U0ASSENS", "Vejle": "U0VEJLE"}[by]
    whose = slack.workspace.id, user, Role.COORDINATOR
    async with begin() as session:
        told = Report(id, own, f"{now(slack):%G-W%V}", *whose, then, updates)
        assert await reports.keep_report(session, told)
    return id


async def writes(slack: Slack, title: str, how: str, line: str, person: str = VEJLE) -> None:
    """In the window."""
    await opened(slack, person)
    await chooses(slack, ABOUT, title, person=person)
    await chooses(slack, HOW, how, person=person)
    assert await slack.submit(person, {LINE: line}) is None
    await slack.sees(person)


async def reads(slack: Slack, person: str, words: str) -> Said:
    """The next that somebody gets with these words in it."""
    while words not in (said := await slack.sees(person)).everything:
        pass
    check_message(said.blocks)
    return said


async def preview(slack: Slack, begin: Begin, person: str = SECRETARIAT) -> Said:
    """Thursday at three."""
    await it_is(slack, begin, THURSDAY, 9)
    await it_is(slack, begin, THURSDAY, 15)
    return await reads(slack, person, SEES)


async def digest(slack: Slack, begin: Begin) -> Said:
    """Friday at nine, in the channel."""
    await it_is(slack, begin, FRIDAY, 9)
    said = await slack.sees(ASSENS, ALLIANCE)
    check_message(said.blocks)
    assert said.thread is None
    return said


async def below(slack: Slack, said: Said) -> Said:
    part = await slack.sees(ASSENS, ALLIANCE)
    check_message(part.blocks)
    assert part.thread == said.message["ts"]
    return part


async def offered(slack: Slack, person: str, said: Said, typed: str) -> Sequence[elements.Block]:
    block, element = field_called(said.blocks, "Fjern linje")
    who = slack.workspace.person(person)
    found = await slack.acts.suggestions(who, said.message, block, element, typed)
    return [dict(each) for each in found]


async def removes(slack: Slack, person: str, said: Said, typed: str) -> None:
    """Choose the one line that has those words in it."""
    [option] = await offered(slack, person, said, typed)
    block, element = field_called(said.blocks, "Fjern linje")
    chosen = {"type": "external_select", "selected_option": option}
    who = slack.workspace.person(person)
    await slack.acts.choose(who, said.message, block, element, chosen)


def in_channel(slack: Slack) -> list[str]:
    app = slack.workspace.app.user
    return [Said(m).everything for m in slack.stands(ASSENS, ALLIANCE) if m["user"] == app]


async def test_a_week_from_its_lines_to_the_digest(monday: Slack, knowledge: Begin) -> None:
    await has(knowledge, "Skovrejsning", "Biogas")
    await writes(monday, "Skovrejsning", "Følger planen", "Lodsejermøde holdt.")
    await tell(
        monday,
        knowledge,
        Update(None, Progress.DONE, "Klimaplanen er vedtaget.", help="Hvem har en forhandler?"),
    )

    seen = await preview(monday, knowledge)
    assert f"Uge {week(monday)} i alliancen · nyt fra to kommuner." in seen.text
    assert "Vejle, Skovrejsning: Lodsejermøde holdt. (følger planen)" in seen.everything
    in_thread = await monday.sees(SECRETARIAT)
    assert in_thread.thread == seen.message["ts"]
    assert "Assens · koordinator" in in_thread.everything
    await reads(monday, COLLEAGUE, SEES)

    await it_is(monday, knowledge, FRIDAY, 7, 30)
    await writes(monday, "Biogas", "Gennemført", "Anlægget kører.")
    await becomes(seen, "Vejle, Biogas: Anlægget kører. (gennemført)")
    await becomes(in_thread, "Biogas: Anlægget kører. (gennemført)")

    said = await digest(monday, knowledge)
    assert said.everything.startswith(
        f"*Uge {week(monday)} i alliancen* · nyt fra to kommuner."
        " To er kommet videre, én søger sparring.Kommet videre"
    )
    assert "Søger sparring" in said.everything
    assert "Assens, Klimaarbejdet som helhed: Hvem har en forhandler?" in said.everything
    thread = await below(monday, said)
    assert "Assens · koordinator" in thread.everything
    assert "Vejle · koordinator" in thread.everything
    assert "Søger sparring: Hvem har en forhandler?" in thread.everything
    await becomes(seen, SENT)
    assert "Hold tilbage" not in seen.buttons
    await monday.sees_nothing(ASSENS, ALLIANCE)


async def test_what_is_told_after_eight_waits_for_the_next(monday: Slack, knowledge: Begin) -> None:
    await has(knowledge, "Skovrejsning", "Biogas")
    await tell(monday, knowledge, FOREST)
    seen = await preview(monday, knowledge)
    await it_is(monday, knowledge, FRIDAY, 8, 30)
    await writes(monday, "Biogas", "Gennemført", "Anlægget kører.")

    said = await digest(monday, knowledge)

    await becomes(seen, SENT)
    assert "nyt fra én kommune. Én er kommet videre." in said.everything
    assert "Biogas" not in said.everything + (await below(monday, said)).everything
    await passes(monday, knowledge, days=5)
    again = await preview(monday, knowledge)
    assert "Biogas: Anlægget kører." in again.everything
    assert "Lodsejermøde holdt." not in again.everything
    said = await digest(monday, knowledge)
    assert said.everything.startswith(f"*Uge {week(monday)} i alliancen* · nyt fra én kommune.")


async def offers(said: Said, labels: set[str]) -> None:
    """What can be done about the digest; the secretariat's list may stand in the same message."""
    async with asyncio.timeout(PATIENCE):
        while {"Hold tilbage", "Send alligevel"} & set(said.buttons) != labels:
            await asyncio.sleep(0.05)


async def test_held_back_it_is_not_sent_and_its_lines_come_the_next_time(
    monday: Slack, knowledge: Begin
) -> None:
    await tell(monday, knowledge, FOREST)
    ours = await preview(monday, knowledge)
    theirs = await reads(monday, COLLEAGUE, SEES)

    await asyncio.gather(
        monday.press(SECRETARIAT, ours, "Hold tilbage"),
        monday.press(COLLEAGUE, theirs, "Hold tilbage"),
    )

    for said in (ours, theirs):
        await becomes(said, "Holdt tilbage af ")
    for said in (ours, theirs):
        await offers(said, {"Send alligevel"})
    before = Said(deepcopy(theirs.message))
    await it_is(monday, knowledge, FRIDAY, 9)
    await monday.sees_nothing(ASSENS, ALLIANCE)
    await offers(theirs, set())
    await monday.press(COLLEAGUE, before, "Send alligevel")
    await reads(monday, COLLEAGUE, "Det kan kun gøres til fredag kl. 9.")
    await monday.sees_nothing(ASSENS, ALLIANCE)
    await passes(monday, knowledge, days=5)
    await preview(monday, knowledge)
    assert "Lodsejermøde holdt." in (await digest(monday, knowledge)).everything


async def test_what_was_held_back_is_sent_after_all(monday: Slack, knowledge: Begin) -> None:
    await tell(monday, knowledge, FOREST)
    ours = await preview(monday, knowledge)
    theirs = await reads(monday, COLLEAGUE, SEES)
    await monday.press(SECRETARIAT, ours, "Hold tilbage")
    await becomes(theirs, "Holdt tilbage af ")

    await monday.press(COLLEAGUE, theirs, "Send alligevel")

    await becomes(ours, SEES)
    assert "Lodsejermøde holdt." in (await digest(monday, knowledge)).everything


async def test_a_line_is_left_out_and_whoever_told_it_is_told(
    monday: Slack, knowledge: Begin
) -> None:
    await tell(monday, knowledge, FOREST)
    await tell(monday, knowledge, Update(None, Progress.DONE, "Biogas kører."), by="Vejle")
    ours = await preview(monday, knowledge)
    theirs = await reads(monday, COLLEAGUE, SEES)
    assert len(await offered(monday, COLLEAGUE, theirs, "")) == 2

    await removes(monday, COLLEAGUE, theirs, "biogas")

    told = await reads(monday, VEJLE, "Sekretariatet har ladet jeres linje ude")
    assert "Den står hos jer som før." in told.everything
    await becomes(ours, "nyt fra én kommune.")
    await becomes(theirs, "nyt fra én kommune.")
    said = await digest(monday, knowledge)
    assert "Biogas" not in said.everything + (await below(monday, said)).everything
    assert "rettet" not in said.everything
    vejle = await status_of(monday, VEJLE)
    assert "Biogas kører." in vejle.everything


async def test_a_line_that_is_left_out_afterwards_is_corrected_in_place(
    monday: Slack, knowledge: Begin
) -> None:
    await tell(monday, knowledge, FOREST)
    await tell(monday, knowledge, Update(None, Progress.DONE, "Biogas kører."), by="Vejle")
    seen = await preview(monday, knowledge)
    said = await digest(monday, knowledge)
    thread = await below(monday, said)
    await becomes(seen, SENT)

    await removes(monday, SECRETARIAT, seen, "biogas")

    await becomes(said, f"*Uge {week(monday)} i alliancen* (rettet) · nyt fra én kommune.")
    await gone(monday, "Biogas")
    assert "Lodsejermøde holdt." in thread.everything
    await removes(monday, SECRETARIAT, seen, "lodsejermøde")
    await becomes(said, "linjerne er taget tilbage.")
    await gone(monday, "Lodsejermøde")
    assert len(in_channel(monday)) == 1


async def test_a_long_thread_is_several_messages_and_shrinks_in_place(
    monday: Slack, knowledge: Begin
) -> None:
    long = "å" * 500, "æ" * 500, "ø" * 500
    ids = await has(knowledge, *(f"Indsats {n}" for n in range(7)), owner="Assens")
    lines = [Update(id, Progress.DONE, f"Linje {n}.", *long) for n, id in enumerate(ids)]
    await tell(monday, knowledge, *lines)
    seen = await preview(monday, knowledge)
    said = await digest(monday, knowledge)
    first, second = await below(monday, said), await below(monday, said)
    assert "Linje 0." in first.everything
    assert "Linje 6." in second.everything
    await becomes(seen, SENT)

    for n in range(3):
        await removes(monday, SECRETARIAT, seen, f"linje {n}.")

    await gone(monday, "Linje 2.")
    await becomes(first, "Linje 6.")
    async with asyncio.timeout(PATIENCE):
        while len(in_channel(monday)) > 2:
            await asyncio.sleep(0.05)


async def gone(slack: Slack, words: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while any(words in said for said in in_channel(slack)):
            await asyncio.sleep(0.05)


async def test_a_line_that_is_taken_back_is_gone_from_what_was_sent(
    monday: Slack, knowledge: Begin
) -> None:
    await tell(monday, knowledge, FOREST)
    await preview(monday, knowledge)
    friday = now(monday).astimezone(ZONE).date() + DAY
    cut = moment_of(friday, CUT, ZONE)
    last = await tell(
        monday, knowledge, Update(None, Progress.DONE, "For tidligt."), by="Vejle", at=cut
    )
    said = await digest(monday, knowledge)
    await below(monday, said)
    assert "For tidligt." in said.everything

    pressed = moment_of(friday, SENDING, ZONE)  # heard in time, done when the digest was sent
    press = Press("U0VEJLE", last, "da").to_payload()
    async with knowledge() as session:
        work = Work(TAKEN_BACK, "pressed at nine", monday.workspace.id, pressed, press)
        await inbox.record(session, work)

    await becomes(said, "(rettet) · nyt fra én kommune.")
    await gone(monday, "For tidligt.")
    assert len(in_channel(monday)) == 2


async def test_a_week_without_lines_has_no_digest(monday: Slack, knowledge: Begin) -> None:
    await it_is(monday, knowledge, THURSDAY, 9)
    await it_is(monday, knowledge, THURSDAY, 15)

    word = await reads(monday, SECRETARIAT, "Der er ingen linjer til alliancen i uge ")

    await offers(word, set())
    await it_is(monday, knowledge, FRIDAY, 9)
    await monday.sees_nothing(ASSENS, ALLIANCE)


async def test_what_is_not_for_the_alliance_or_held_back_is_nowhere_nor_counted(
    monday: Slack, knowledge: Begin
) -> None:
    secret = Update(None, Progress.STALLED, "Hemmeligt.", visibility=Visibility.OWN, help="Hjælp")
    await tell(monday, knowledge, FOREST)
    day = (now(monday) + 10 * DAY).date()
    await tell(monday, knowledge, secret, by="Vejle")
    later = replace(secret, visibility=Visibility.ALLIANCE, hold_until=day)
    await tell(monday, knowledge, later, by="Vejle", at=now(monday) + timedelta(minutes=1))

    seen = await preview(monday, knowledge)
    said = await digest(monday, knowledge)

    everything = seen.everything + said.everything + (await below(monday, said)).everything
    assert "nyt fra én kommune. Én er kommet videre." in said.everything
    for word in ("Vejle", "Hemmeligt", "søger sparring", "mangler", "ikke "):
        assert word not in said.everything
    assert "Hemmeligt" not in everything
    assert len(await offered(monday, SECRETARIAT, seen, "")) == 1


async def test_words_of_others_call_nobody(monday: Slack, knowledge: Begin) -> None:
    words = "<!channel> *fed* <https://x.dk|her> \u202egnirts @channel"
    await tell(
        monday, knowledge, Update(None, Progress.DONE, words, help=words, link="javascript:x")
    )
    await preview(monday, knowledge)

    said = await digest(monday, knowledge)
    thread = await below(monday, said)

    for each in (said, thread):
        assert "<!channel>" not in each.text
        assert "\u202e" not in each.everything
        kinds = str(each.blocks)
        assert "'broadcast'" not in kinds
        assert "'url'" not in kinds
    assert "<!channel> *fed*" in said.everything


async def to_be_approved(slack: Slack) -> Said:
    """As it is shown from the secretariat's list."""
    await slack.command(SECRETARIAT, "/klima admin liste")
    name = "En besked til mange (ugens overblik)"
    listed = await reads(slack, SECRETARIAT, name)
    await slack.press(SECRETARIAT, listed, "Se og godkend", at=name)
    return await reads(slack, SECRETARIAT, "sådan ser den ud i alliancens kanaler")


async def test_without_approval_it_is_not_sent_and_the_secretariat_is_told(
    unapproved: Slack, knowledge: Begin
) -> None:
    await tell(unapproved, knowledge, FOREST)
    await it_is(unapproved, knowledge, THURSDAY, 9)
    await it_is(unapproved, knowledge, THURSDAY, 15)
    await reads(unapproved, SECRETARIAT, "Det bliver ikke sendt, før en af jer har godkendt")
    await it_is(unapproved, knowledge, FRIDAY, 9)
    await unapproved.sees_nothing(ASSENS, ALLIANCE)

    seen = await to_be_approved(unapproved)
    assert "Modtagere: alliancens kanaler." in seen.everything
    await unapproved.press(SECRETARIAT, seen, "Godkend")

    assert "Lodsejermøde holdt." in (await unapproved.sees(ASSENS, ALLIANCE)).everything


async def test_before_there_is_one_an_example_is_shown_for_approval(unapproved: Slack) -> None:
    seen = await to_be_approved(unapproved)

    assert "her står det, som kommunen selv har skrevet." in seen.everything
    assert "Søger sparring" in seen.everything


async def test_somebody_else_s_press_does_nothing(monday: Slack, knowledge: Begin) -> None:
    await confirm(knowledge, "email;organisation;role\nprojektleder@kl.dk;KL;partner\n")
    await tell(monday, knowledge, FOREST)
    seen = await preview(monday, knowledge)
    await it_is(monday, knowledge, FRIDAY, 8, 50)
    async with knowledge() as session:
        payload = {
            "version": 1,
            "user": "U0ASSENS",
            "act": "hold",
            "period": f"{now(monday):%G-W%V}",
            "language": "da",
            "update": 0,
        }
        kind, at = "status.digest_pressed", now(monday)
        await inbox.record(session, Work(kind, "forged", monday.workspace.id, at, payload))

    await reads(monday, ASSENS, "Det kan kun sekretariatet gøre.")
    assert SEES in seen.everything


async def test_a_bot_that_is_down_at_nine_sends_it_when_it_is_back(
    playground: Playground, settings: Settings, knowledge: Begin
) -> None:
    slack = Slack(playground)
    async with running(settings):
        await prepare(slack, knowledge)
        await approve(slack, knowledge)
        await tell(slack, knowledge, FOREST)
        await preview(slack, knowledge)
        await it_is(slack, knowledge, FRIDAY, 8, 59)
    playground.clock.move_to(now(slack) + timedelta(minutes=31))
    assert in_channel(slack) == []

    async with running(settings):
        said = await slack.sees(ASSENS, ALLIANCE)
        assert "Lodsejermøde holdt." in said.everything
        await below(slack, said)
        await slack.sees_nothing(ASSENS, ALLIANCE)
    assert len(in_channel(slack)) == 2


async def test_a_secretariat_of_one_does_it_alone(slack: Slack, knowledge: Begin) -> None:
    await confirm(knowledge, PEOPLE)
    await home_of(slack, SECRETARIAT)
    await approve(slack, knowledge)
    await tell(slack, knowledge, FOREST)
    seen = await preview(slack, knowledge)

    await slack.press(SECRETARIAT, seen, "Hold tilbage")
    await becomes(seen, "Holdt tilbage af ")
    await slack.press(SECRETARIAT, seen, "Send alligevel")
    await becomes(seen, SEES)

    assert "Lodsejermøde holdt." in (await digest(slack, knowledge)).everything


async def test_what_nobody_could_see_before_waits(monday: Slack, knowledge: Begin) -> None:
    await tell(monday, knowledge, FOREST)

    assert "ugens overblik" not in str(in_channel(monday))
    await it_is(monday, knowledge, FRIDAY, 9, 1)

    await monday.sees_nothing(ASSENS, ALLIANCE, for_=1.5)
    await passes(monday, knowledge, days=5)
    await preview(monday, knowledge)
    assert "Lodsejermøde holdt." in (await digest(monday, knowledge)).everything
