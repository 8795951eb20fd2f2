"""The secretariat writes to many: looked at, approved by another, and taken back in time."""

import asyncio
from datetime import datetime, timedelta

import pytest

from storage.engine import Begin
from tests.conversations.office_hours import tuesday_at
from tests.conversations.slack import PATIENCE, Said, Slack, spoken
from tests.conversations.test_rights import confirm
from tests.conversations.test_ways_in import home_of

SECRETARIAT, COLLEAGUE = "Sekretariatet", "Projektleder, KL"
ASSENS, KOEGE = "Klimakoordinator, Assens", "Klimakoordinator, Køge"
COLUMNS = "email;organisation;role\n"
MEMBERS = (
    f"{COLUMNS}klimakoordinator@assens.dk;Assens;koordinator\n"
    "klimakoordinator@koege.dk;Køge;koordinator\n"
    "ikke-i-slack@vejle.dk;Vejle;koordinator\n"
)
TWO = f"{MEMBERS}projektleder@kl.dk;sekretariatet;sekretariat\n"
WORDS = "Fristen for indsatskataloget er fredag. Skriv, hvis I mangler noget."


@pytest.fixture
def starts_at() -> datetime:
    return tuesday_at(10)


async def pass_by(slack: Slack, minutes: float) -> None:
    slack.playground.clock.move_by(timedelta(minutes=minutes))
    await asyncio.sleep(0.4)  # the bot looks at its clock often


@pytest.fixture
async def office(slack: Slack, knowledge: Begin) -> Slack:
    """A Tuesday morning with two in the secretariat, who have both met the bot."""
    await confirm(knowledge, TWO)
    await home_of(slack, COLLEAGUE)
    return slack


async def written(slack: Slack, words: str = WORDS) -> Said:
    """The draft, as whoever wrote it reads it."""
    home = await home_of(slack, SECRETARIAT)
    await slack.choose(SECRETARIAT, home, "Skriv til mange")
    await slack.sees_modal(SECRETARIAT)
    assert await slack.submit(SECRETARIAT, {"Hvad skal den sige?": words}) is None
    return await slack.sees(SECRETARIAT)


async def becomes(said: Said, words: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while words not in said.everything:
            await asyncio.sleep(0.02)


async def approved(slack: Slack) -> tuple[Said, Said]:
    """The draft and the colleague's request, once it is approved."""
    draft = await written(slack)
    await slack.press(SECRETARIAT, draft, "Bed om godkendelse")
    asked = await slack.sees(COLLEAGUE)
    await slack.press(COLLEAGUE, asked, "Godkend")
    await becomes(draft, "Godkendt. Den bliver sendt ")
    return draft, asked


async def test_whoever_writes_sees_first_how_it_looks_and_whom_it_reaches(office: Slack) -> None:
    draft = await written(office)

    assert draft.text.startswith("*Besked til mange* · sådan ser den ud for 2 modtagere:")
    assert WORDS in draft.everything
    assert "Når frem hos Assens, Køge." in draft.everything
    assert "Når ikke frem til alle hos Vejle" in draft.everything
    assert list(draft.buttons) == ["Send den til mig først", "Bed om godkendelse", "Drop den"]
    await office.sees_nothing(ASSENS)


async def test_it_can_be_tried_on_oneself_first(office: Slack) -> None:
    draft = await written(office)

    await office.press(SECRETARIAT, draft, "Send den til mig først")

    assert (await office.sees(SECRETARIAT)).everything == f"*Fra sekretariatet*{WORDS}"
    await office.sees_nothing(ASSENS)


async def test_a_second_person_approves_and_after_two_minutes_each_gets_it_once(
    office: Slack,
) -> None:
    await approved(office)
    await office.sees_nothing(ASSENS)

    await pass_by(office, 3)

    for person in (ASSENS, KOEGE):
        assert (await office.sees(person)).everything == f"*Fra sekretariatet*{WORDS}"
        await office.sees_nothing(person)


async def test_whoever_wrote_it_does_not_approve_it_while_a_colleague_can(office: Slack) -> None:
    draft = await written(office)
    await office.press(SECRETARIAT, draft, "Bed om godkendelse")
    await office.sees(COLLEAGUE)

    await becomes(draft, "Venter på, at en anden i sekretariatet godkender den.")
    assert list(draft.buttons) == ["Drop den"]


async def test_alone_one_may_approve_after_ten_minutes(slack: Slack, knowledge: Begin) -> None:
    await confirm(knowledge, MEMBERS)
    draft = await written(slack)
    await slack.press(SECRETARIAT, draft, "Bed om godkendelse")
    await becomes(draft, "Du kan selv godkende den fra ")

    await slack.press(SECRETARIAT, draft, "Godkend")
    assert (await slack.sees(SECRETARIAT)).text.startswith("Det kan ikke lade sig gøre")
    await pass_by(slack, 11)
    await slack.press(SECRETARIAT, draft, "Godkend")
    await becomes(draft, "Godkendt.")
    await pass_by(slack, 3)

    assert WORDS in (await slack.sees(ASSENS)).everything


async def test_it_is_stopped_before_anybody_got_it(office: Slack) -> None:
    draft, _ = await approved(office)

    await office.press(SECRETARIAT, draft, "Stop")
    await becomes(draft, "Stoppet, før nogen fik den.")
    await pass_by(office, 3)

    await office.sees_nothing(ASSENS)


async def test_it_is_taken_back_from_those_who_got_it(office: Slack) -> None:
    _, asked = await approved(office)
    await pass_by(office, 3)
    for person in (ASSENS, KOEGE):
        await office.sees(person)

    await office.press(COLLEAGUE, asked, "Træk tilbage")
    await becomes(asked, "Trukket tilbage.")

    async with asyncio.timeout(PATIENCE):
        while any(WORDS in str(m) for p in (ASSENS, KOEGE) for m in office.stands(p)):
            await asyncio.sleep(0.05)


async def test_after_an_hour_it_stands(office: Slack) -> None:
    draft, _ = await approved(office)
    await pass_by(office, 3)
    await office.sees(ASSENS)
    await pass_by(office, 60)

    await office.press(SECRETARIAT, draft, "Træk tilbage")

    assert (await office.sees(SECRETARIAT)).text.startswith("Det kan ikke lade sig gøre")
    assert WORDS in str(office.stands(ASSENS))


async def test_a_colleague_may_say_no(office: Slack) -> None:
    draft = await written(office)
    await office.press(SECRETARIAT, draft, "Bed om godkendelse")
    asked = await office.sees(COLLEAGUE)

    await office.press(COLLEAGUE, asked, "Godkend ikke")

    await becomes(draft, "Droppet. Den bliver ikke sendt.")
    assert draft.buttons == {}


async def test_what_somebody_writes_rings_nobody_and_is_no_markup(office: Slack) -> None:
    draft = await written(office, "<!channel> *læs* <https://firma.example|her>")
    await office.press(SECRETARIAT, draft, "Send den til mig først")

    trial = await office.sees(SECRETARIAT)

    assert "&lt;!channel&gt;" in trial.text
    assert "rich_text" in str(trial.blocks)


async def test_lines_stay_lines_and_an_address_is_a_link(office: Slack) -> None:
    draft = await written(office, "To ting:\nSe https://www.kl.dk/klima, og svar fredag.")

    sections = [p for b in draft.blocks if b["type"] == "rich_text" for p in b["elements"]]

    assert spoken(sections[0]) == "To ting:"
    assert [e.get("url") for e in sections[1]["elements"]] == [
        None,
        "https://www.kl.dk/klima",
        None,
    ]


async def test_an_empty_message_is_refused_where_it_is_written(office: Slack) -> None:
    home = await home_of(office, SECRETARIAT)
    await office.choose(SECRETARIAT, home, "Skriv til mange")
    await office.sees_modal(SECRETARIAT)

    left = await office.submit(SECRETARIAT, {"Hvad skal den sige?": "   "})

    assert left is not None
    assert left.errors == {"Hvad skal den sige?": "Skriv, hvad beskeden skal sige."}


class TestInTheEvening:
    @pytest.fixture
    def starts_at(self) -> datetime:
        return tuesday_at(20)

    async def test_what_is_approved_then_goes_out_in_the_morning_and_can_be_stopped_till_then(
        self, office: Slack
    ) -> None:
        draft, _ = await approved(office)
        assert "kl. 8.00, kan stoppes indtil da" in draft.everything
        await pass_by(office, 60 * 10)

        await office.press(SECRETARIAT, draft, "Stop")

        await becomes(draft, "Stoppet, før nogen fik den.")
        await office.sees_nothing(ASSENS)
