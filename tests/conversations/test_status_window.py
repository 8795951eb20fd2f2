"""Telling the week's status in a window: an action, how it goes, a line, and who may see it."""

import asyncio
from datetime import date, datetime, timedelta

import pytest

from playground.delivery import payloads
from playground.delivery.envelope import Kind
from playground.kit import check_message
from storage import actions, reports
from storage.engine import Begin
from storage.reports import KeptUpdate, Update
from storage.terms import Phase, Progress, Visibility
from tests.conversations.office_hours import MONDAY, weekday_at
from tests.conversations.slack import PATIENCE, Screen, Slack
from tests.conversations.test_actions import CHARGERS
from tests.conversations.test_broadcasts import becomes
from tests.conversations.test_status import (
    ASSENS,
    SECOND,
    TEST,
    TITLE,
    TOLD,
    VEJLE,
    municipality,
    now,
    prompt,
    status_of,
    week,
)
from tests.conversations.test_status import monday as monday  # a fixture

ABOUT, HOW, LINE = "Hvilken indsats?", "Hvordan går det?", "En linje om, hvad der er sket"
WHO, UNTIL = "Hvem må se linjen?", "Vis først efter den"
MORE, ANOTHER = "Tilføj mere", "Endnu en indsats"


@pytest.fixture
def starts_at() -> datetime:
    return weekday_at(MONDAY, 8)


async def has(begin: Begin, *titles: str, owner: str = "Vejle", timeline: str = "") -> list[int]:
    own = await municipality(begin, owner)
    async with begin() as session:
        new = [actions.Action(title, timeline=timeline) for title in titles]
        then = weekday_at(MONDAY, 8)
        return [await actions.add_action(session, own, each, now=then) for each in new]


async def opened(slack: Slack, person: str = VEJLE) -> Screen:
    said = await status_of(slack, person)
    await slack.press(person, said, next(name for name in said.buttons if "Skriv" in name))
    return await slack.sees_modal(person)


async def chooses(slack: Slack, name: str, *words: str, person: str = VEJLE) -> Screen:
    """In the window, which shows what follows."""
    before = await slack.sees_modal(person)
    seen = before.opened.view["hash"]
    await slack.choose(person, before, name, *words)
    async with asyncio.timeout(PATIENCE):
        while (screen := await slack.sees_modal(person)).opened.view["hash"] == seen:
            await asyncio.sleep(0.02)
    return screen


async def told(begin: Begin, owner: str = "Vejle") -> list[KeptUpdate]:
    own = await municipality(begin, owner)
    async with begin(read_only=True) as session:
        return list(await reports.newest_updates(session, TEST, own, today=date.max))


async def test_a_status_is_told_in_one_window(monday: Slack, knowledge: Begin) -> None:
    await has(knowledge, "Ladestandere ved rådhuset", "Skovrejsning")
    asked = await prompt(monday, knowledge, VEJLE)
    colleague = await monday.sees(SECOND)

    await monday.press(VEJLE, asked, "Skriv status")
    window = await monday.sees_modal(VEJLE)
    await chooses(monday, ABOUT, "Skovrejsning")
    await chooses(monday, HOW, "Følger planen")
    left = await monday.submit(VEJLE, {LINE: "Lodsejermøde holdt, afventer tilsagn."})

    assert window.title == "Skriv status"
    assert left is None
    said = await monday.sees(VEJLE)
    check_message(said.blocks)
    assert said.text == f"Tak, noteret for Vejle i uge {week(monday)}."
    assert "Skovrejsning: Lodsejermøde holdt, afventer tilsagn. (følger planen)" in said.everything
    assert "Ses af kommunerne og alliancens partnere" in said.everything
    assert set(said.buttons) == {"Skriv mere", "Fortryd"}
    await becomes(asked, TOLD)
    await becomes(colleague, " har sendt status for Vejle")
    assert "Lodsejermøde holdt" in colleague.everything
    [kept] = await told(knowledge)
    assert kept.update.progress is Progress.ON_TRACK
    assert kept.update.visibility is Visibility.ALLIANCE


async def test_up_to_five_actions_with_all_that_can_be_said(
    monday: Slack, knowledge: Begin
) -> None:
    titles = ["Biogas", "Delebiler", "Fjernvarme", "Skov", "Vådområder", "Energirenovering"]
    await has(knowledge, *titles)
    await opened(monday)

    for title in titles[:4]:
        await chooses(monday, ABOUT, title)
        await chooses(monday, HOW, "Gennemført")
        screen = await chooses(monday, ANOTHER)
        assert f"{title} (gennemført)" in screen.everything
    await chooses(monday, ABOUT, titles[4])
    await chooses(monday, HOW, "Sat i bero")
    screen = await chooses(monday, MORE)
    assert ANOTHER not in screen.everything
    day = (now(monday) + timedelta(days=3)).date()
    left = await monday.submit(
        VEJLE,
        {
            LINE: "Afventer jordfordeling.",
            "Hvad står i vejen?": "Lodsejerne er uenige.",
            "Hvad vil I gerne have hjælp eller sparring til?": "Jordfordeling",
            "Hvad har I lært, som andre kan bruge?": "Begynd tidligt.",
            "Link": "https://www.vejle.dk/klima",
            UNTIL: day.isoformat(),
        },
    )

    assert left is None
    said = await monday.sees(VEJLE)
    check_message(said.blocks)
    assert said.everything.count(": gennemført") == 4
    assert "Ses af kommunerne og alliancens partnere, efter " in said.everything
    last = next(each for each in await told(knowledge) if each.title == titles[4])
    assert last.update == Update(
        last.update.action,
        Progress.PAUSED,
        "Afventer jordfordeling.",
        barrier="Lodsejerne er uenige.",
        help="Jordfordeling",
        learned="Begynd tidligt.",
        link="https://www.vejle.dk/klima",
        hold_until=day,
    )


@pytest.mark.parametrize("progress", ["Gået i stå", "Risiko for forsinkelse"])
async def test_trouble_is_the_municipality_s_own_until_it_says_otherwise(
    monday: Slack, knowledge: Begin, progress: str
) -> None:
    await has(knowledge, "Skovrejsning")
    await opened(monday)
    fine = await chooses(monday, ABOUT, "Skovrejsning")
    assert "ses af kommunerne og alliancens partnere" in fine.everything

    trouble = await chooses(monday, HOW, progress)
    assert "Linjen ses kun af jer selv" in trouble.everything
    await chooses(monday, MORE)
    shared = await chooses(monday, WHO, "Kun kommunerne")

    assert "Linjen ses af kommunerne, ikke af partnerne" in shared.everything
    assert await monday.submit(VEJLE, {LINE: "Midlerne mangler."}) is None
    assert "Ses af kommunerne, ikke af partnerne" in (await monday.sees(VEJLE)).everything


async def test_what_is_known_of_an_action_is_filled_in(monday: Slack, knowledge: Begin) -> None:
    vejle = await municipality(knowledge, "Vejle")
    async with knowledge() as session:
        await actions.add_action(session, vejle, CHARGERS, now=now(monday))
    assert CHARGERS.phase is Phase.IN_PROGRESS
    await opened(monday)
    await chooses(monday, ABOUT, "2 Ladestandere ved rådhuset")
    await chooses(monday, HOW, "Risiko for forsinkelse")
    assert await monday.submit(VEJLE, {LINE: "Elnettet er fuldt."}) is None
    await monday.sees(VEJLE)

    await opened(monday)
    screen = await chooses(monday, ABOUT, "2 Ladestandere ved rådhuset")

    assert "Linjen ses kun af jer selv" in screen.everything  # as it was: at risk
    placeholders = [b["element"].get("placeholder") for b in screen.blocks if b["type"] == "input"]
    assert {"type": "plain_text", "text": "Sidst: Elnettet er fuldt."} in placeholders


async def test_actions_that_want_a_line_come_first(monday: Slack, knowledge: Begin) -> None:
    moment = now(monday)
    await has(knowledge, "Biogas", timeline=f"{moment:%Y-%m}")
    await has(knowledge, "Delebiler")
    for title in ("Biogas", "Delebiler"):
        await opened(monday)
        await chooses(monday, ABOUT, title)
        await chooses(monday, HOW, "Følger planen")
        await monday.submit(VEJLE)
        await monday.sees(VEJLE)

    screen = await opened(monday)

    [about] = [b for b in screen.blocks if b.get("element", {}).get("type") == "static_select"]
    groups = about["element"]["option_groups"]
    names = [[o["text"]["text"] for o in group["options"]] for group in groups]
    assert names == [["Biogas"], ["Delebiler"], ["Klimaarbejdet som helhed"]]


async def test_a_line_that_may_name_somebody_is_asked_about_first(
    monday: Slack, knowledge: Begin
) -> None:
    await has(knowledge, "Skovrejsning")
    await opened(monday)
    await chooses(monday, ABOUT, "Skovrejsning")
    await chooses(monday, HOW, "Følger planen")
    words = "Karen Møller på Skovvej 12 siger ja, cpr 010190-1234."

    asked = await monday.submit(VEJLE, {LINE: words})

    assert asked is not None
    assert "Det her kan ligne en person" in asked.everything
    assert "Karen Møller" in asked.everything
    assert await told(knowledge) == []
    assert await monday.submit(VEJLE, {LINE: words}) is None
    await monday.sees(VEJLE)
    [kept] = await told(knowledge)
    assert kept.update.line == "Karen Møller på Skovvej 12 siger ja, cpr [cpr]."


async def test_what_is_missing_is_said_at_the_field(monday: Slack, knowledge: Begin) -> None:
    await has(knowledge, "Skovrejsning")
    await opened(monday)
    wrong = await chooses(monday, ANOTHER)
    assert "Vælg, hvad linjen handler om." in wrong.everything

    await chooses(monday, ABOUT, "Skovrejsning")
    wrong = await chooses(monday, ANOTHER)
    assert "Vælg, hvordan det går." in wrong.everything
    await chooses(monday, HOW, "Følger planen")
    await chooses(monday, MORE)
    left = await monday.submit(VEJLE, {"Link": "javascript:alert(1)"})

    assert left is not None
    assert "Linket skal begynde med https://" in left.everything
    assert await told(knowledge) == []


async def test_what_is_written_is_there_again_after_the_window_was_closed(
    monday: Slack, knowledge: Begin
) -> None:
    await has(knowledge, "Skovrejsning", "Biogas")
    await opened(monday)
    await chooses(monday, ABOUT, "Skovrejsning")
    await chooses(monday, HOW, "Gennemført")
    await chooses(monday, ANOTHER)
    await chooses(monday, ABOUT, "Biogas")
    await monday.acts.close(monday.workspace.person(VEJLE))

    again = await opened(monday)

    assert "Her er det, du havde skrevet. Intet er sendt endnu." in again.everything
    assert "Skovrejsning (gennemført)" in again.everything
    await chooses(monday, HOW, "Sat i bero")
    assert await monday.submit(VEJLE) is None
    await monday.sees(VEJLE)
    assert {each.title for each in await told(knowledge)} == {"Skovrejsning", "Biogas"}
    assert "Her er det, du havde skrevet" not in (await opened(monday)).everything


async def test_a_finished_line_is_changed_and_another_is_left_out(
    monday: Slack, knowledge: Begin
) -> None:
    await has(knowledge, "Skovrejsning", "Biogas")
    await opened(monday)
    for title in ("Skovrejsning", "Biogas"):
        await chooses(monday, ABOUT, title)
        await chooses(monday, HOW, "Gennemført")
        await chooses(monday, ANOTHER)

    await overflows(monday, 1, "Fjern")
    await overflows(monday, 0, "Ret")
    await chooses(monday, HOW, "Sat i bero")
    assert await monday.submit(VEJLE) is None

    await monday.sees(VEJLE)
    [kept] = await told(knowledge)
    assert (kept.title, kept.update.progress) == ("Skovrejsning", Progress.PAUSED)


async def overflows(slack: Slack, number: int, label: str) -> None:
    screen = await slack.sees_modal(VEJLE)
    [block] = [b for b in screen.blocks if b.get("block_id") == f"status_finished:{number}"]
    element = block["accessory"]
    [option] = [o for o in element["options"] if o["text"]["text"] == label]
    chosen = {"type": "overflow", "selected_option": option}
    seen = screen.opened.view["hash"]
    await slack.acts.choose(slack.workspace.person(VEJLE), screen.opened, block, element, chosen)
    async with asyncio.timeout(PATIENCE):
        while (await slack.sees_modal(VEJLE)).opened.view["hash"] == seen:
            await asyncio.sleep(0.02)


async def test_taken_back_the_lines_are_gone_and_the_words_are_there(
    monday: Slack, knowledge: Begin
) -> None:
    await has(knowledge, "Skovrejsning")
    asked = await prompt(monday, knowledge, VEJLE)
    await monday.press(VEJLE, asked, "Skriv status")
    await monday.sees_modal(VEJLE)
    await chooses(monday, ABOUT, "Skovrejsning")
    await chooses(monday, HOW, "Følger planen")
    await monday.submit(VEJLE, {LINE: "Plantet 2 hektar."})
    said = await monday.sees(VEJLE)

    await monday.press(VEJLE, said, "Fortryd")

    await becomes(said, "Fortrudt.")
    await becomes(asked, "tager et minut")
    assert await told(knowledge) == []
    await monday.press(VEJLE, said, "Skriv status")
    window = await monday.sees_modal(VEJLE)
    assert "Her er det, du havde skrevet" in window.everything
    assert await monday.submit(VEJLE) is None
    await monday.sees(VEJLE)
    assert [each.update.line for each in await told(knowledge)] == ["Plantet 2 hektar."]


async def test_a_window_that_is_sent_twice_tells_it_once(monday: Slack, knowledge: Begin) -> None:
    await has(knowledge, "Skovrejsning")
    await opened(monday)
    await chooses(monday, ABOUT, "Skovrejsning")
    await chooses(monday, HOW, "Følger planen")
    someone = monday.workspace.person(VEJLE)
    view = (await monday.sees_modal(VEJLE)).opened.view
    sent = payloads.interaction(
        monday.workspace, someone, {"type": "view_submission", "view": view, "response_urls": []}
    )

    for _ in range(2):
        await monday.acts.deliveries.once(Kind.INTERACTION, sent)

    await monday.sees(VEJLE)
    await monday.sees_nothing(VEJLE)
    assert len(await told(knowledge)) == 1


@pytest.mark.parametrize(
    "words", ["<!channel> *fed* `kode`", "=SUM(A1)", "\u202egnirts", "å" * 300, "a\nb"]
)
async def test_odd_text_is_shown_as_it_is_and_calls_nobody(
    monday: Slack, knowledge: Begin, words: str
) -> None:
    await has(knowledge, "Skovrejsning")
    await opened(monday)
    await chooses(monday, ABOUT, "Skovrejsning")
    await chooses(monday, HOW, "Følger planen")

    assert await monday.submit(VEJLE, {LINE: words}) is None

    said = await monday.sees(VEJLE)
    check_message(said.blocks)
    assert "<!channel>" not in said.text
    shown = [part for block in said.blocks for part in block.get("elements", ())]
    assert all(part["type"] != "broadcast" for part in shown)


async def test_fifty_three_actions_of_a_hundred_letters_fit(
    monday: Slack, knowledge: Begin
) -> None:
    await has(knowledge, *(f"{'Lang titel ' * 12}{n}" for n in range(53)), owner="Vejle")

    screen = await opened(monday)

    [about] = [b for b in screen.blocks if b.get("element", {}).get("type") == "static_select"]
    groups = about["element"]["option_groups"]
    assert sum(len(group["options"]) for group in groups) == 54


async def test_without_actions_the_work_as_a_whole_can_be_told(
    monday: Slack, knowledge: Begin
) -> None:
    said = await status_of(monday, ASSENS)
    await without_actions(knowledge)
    assert said.text.startswith(TITLE)
    await monday.press(ASSENS, said, "Skriv status")
    await monday.sees_modal(ASSENS)
    await chooses(monday, HOW, "Følger planen", person=ASSENS)

    left = await monday.submit(ASSENS, {LINE: "Ny klimaplan vedtaget."})

    assert left is None
    assert (
        "Klimaarbejdet som helhed: Ny klimaplan vedtaget." in (await monday.sees(ASSENS)).everything
    )


async def without_actions(begin: Begin) -> None:
    async with begin(read_only=True) as session:
        own = await municipality(begin, "Assens")
        assert await actions.actions_of(session, TEST, own) == []
