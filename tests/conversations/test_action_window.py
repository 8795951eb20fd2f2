"""Writing a climate action in Slack: adding, editing, closing, and nothing that is lost."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from storage import actions, alliance, drafts
from storage.actions import Action, Effect, KeptAction
from storage.engine import Begin
from storage.terms import Phase, System, Visibility
from tests.conversations.slack import PATIENCE, Said, Screen, Slack
from tests.conversations.test_actions import CHARGERS, VEJLE, known, read_by
from tests.conversations.test_rights import confirm
from tests.conversations.test_ways_in import home_of

KOEGE, POLITICIAN = "Klimakoordinator, Køge", "Udvalgsmedlem"
HEAD = "Udvalgsmedlem"  # the second of Vejle's people in the workspace, as its head
COLUMNS = "email;organisation;role\n"
TWO_OF_VEJLE = f"{COLUMNS}udvalgsmedlem@vejle.dk;Vejle;leder\n"
OF_KOEGE = f"{COLUMNS}klimakoordinator@koege.dk;Køge;koordinator\n"
SYSTEM = System("tests")
EFFECT = "Effekt (ton CO2e om året)"
CLOSE = "Er den slut?"
TICK = "Luk indsatsen (den vises ikke længere)"
PURPOSE = "Flere skal kunne lade i midtbyen."
HOSTILE = "<!channel> *fed* <https://x.dk|her> =HYPERLINK(1) & ‮omvendt"
SHOWN = "<!channel> *fed* <https://x.dk|her> =HYPERLINK(1) & omvendt"


async def kept(begin: Begin) -> Sequence[Action]:
    async with begin(read_only=True) as session:
        return [one.action for one in await of_vejle(session)]


async def of_vejle(session: Any) -> Sequence[KeptAction]:
    vejle = await alliance.get_organisation(session, SYSTEM, "Vejle")
    return await actions.actions_of(session, SYSTEM, vejle)


async def to_add(slack: Slack, person: str = VEJLE) -> Screen:
    said = await read_by(slack, person)
    await slack.press(person, said, "Tilføj en indsats")
    return await slack.sees_modal(person)


async def to_edit(
    slack: Slack, person: str = VEJLE, name: str = "2 Ladestandere ved rådhuset"
) -> Screen:
    said = await read_by(slack, person)
    await slack.choose(person, said, "Ret en indsats …", name)
    return await slack.sees_modal(person)


async def handed_in(slack: Slack, person: str = VEJLE, **fields: str) -> Said:
    """What comes of a window that is filled in so; a field by its heading."""
    assert await slack.submit(person, {name: words for name, words in fields.items()}) is None
    return await slack.sees(person)


async def test_an_action_is_added_with_all_that_is_known_of_it(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge)
    window = await to_add(slack)
    assert window.title == "Tilføj en indsats"
    assert len([b for b in window.blocks if b["type"] == "input"]) == 18
    assert "Hele alliancen: også partnerne." in window.everything

    said = await handed_in(
        slack,
        **{
            "Indsats": "Delebiler",
            "Nr.": "3",
            "Fase": "besluttet",
            EFFECT: "1.250,5",
            "Formål": "Færre biler.\n\nMere plads.",
            "Hvem må se den": "kun kommunerne",
        },
    )

    assert said.text == "Gemt: 3 Delebiler.\nKun kommunerne kan se den, ikke partnerne."
    assert list(said.buttons) == ["Ret igen"]
    assert await kept(knowledge) == [
        Action(
            "Delebiler",
            number="3",
            phase=Phase.DECIDED,
            effect=Effect(1250.5),
            purpose="Færre biler.\n\nMere plads.",
            visibility=Visibility.MUNICIPALITIES,
        )
    ]
    await slack.press(VEJLE, said, "Ret igen")
    again = await slack.sees_modal(VEJLE)
    assert again.title == "Ret en indsats"
    assert "Færre biler." in str(again.blocks)


async def test_klimabots_own_page_has_the_button_for_those_who_may(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge)
    await slack.choose(VEJLE, await home_of(slack, VEJLE), "Tilføj en indsats")

    assert (await slack.sees_modal(VEJLE)).title == "Tilføj en indsats"
    assert "Tilføj" not in (await home_of(slack, KOEGE)).everything, "nobody has confirmed them"


async def test_only_what_is_changed_is_kept(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge, replace(CHARGERS, purpose="Med ‮skjult"))
    window = await to_edit(slack)
    assert "1.250,5" in str(window.blocks)
    assert "‮" not in str(window.blocks)

    said = await handed_in(slack, Fase="gennemført", Sektor="")

    assert said.text == "Ændret i 2 Ladestandere ved rådhuset: Sektor og Fase."
    changed = replace(CHARGERS, purpose="Med ‮skjult", phase=Phase.DONE, sector="")
    assert await kept(knowledge) == [changed]


async def test_a_window_that_is_handed_in_as_it_was_changes_nothing(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge, CHARGERS)
    await to_edit(slack)

    assert (await handed_in(slack)).text == "Intet er ændret i 2 Ladestandere ved rådhuset."
    async with knowledge(read_only=True) as session:
        [one] = await of_vejle(session)
    assert (one.action, one.revision) == (CHARGERS, 1)


async def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge)
    await to_add(slack)

    left = await slack.submit(VEJLE, {"Indsats": "Delebiler", EFFECT: "mange", "Formål": PURPOSE})

    assert left is not None
    assert list(left.errors) == [EFFECT]
    assert left.errors[EFFECT].startswith("Skriv effekten som et tal på dansk")
    said = await handed_in(slack, **{"Indsats": "Delebiler", EFFECT: "ca. 300 ton"})
    assert said.text.startswith("Gemt: Delebiler.")


async def test_an_action_has_a_name(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge)
    await to_add(slack)

    left = await slack.submit(VEJLE, {"Indsats": " ‮ "})

    assert left is not None
    assert left.errors == {"Indsats": "Indsatsen mangler et navn."}


async def test_a_number_that_is_taken_is_told_and_everything_still_stands_there(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge, CHARGERS)
    await to_add(slack)
    said = await handed_in(
        slack, **{"Indsats": "Delebiler", "Nr.": "2", "Formål": PURPOSE, "Spor": "forebyggelse"}
    )
    assert said.text.startswith("Det nummer har 2 Ladestandere ved rådhuset allerede, så 2 Dele")
    assert await kept(knowledge) == [CHARGERS]

    await slack.press(VEJLE, said, "Fortsæt")
    window = await slack.sees_modal(VEJLE)
    assert "Det er ikke gemt i kataloget endnu" in window.everything
    assert PURPOSE in str(window.blocks)
    left = await slack.submit(VEJLE, {EFFECT: "mange"})
    assert left is not None
    assert list(left.errors) == [EFFECT]
    kept_now = await handed_in(slack, **{"Nr.": "3", EFFECT: ""})

    assert kept_now.text.startswith("Gemt: 3 Delebiler.")
    _, added = await kept(knowledge)
    assert (added.purpose, added.track) == (PURPOSE, "reduction")
    assert "ikke gemt" not in (await to_add(slack)).everything, "the draft is gone"


async def test_what_waits_is_offered_when_the_window_is_opened_again(
    slack: Slack, knowledge: Begin
) -> None:
    taught = Action("Klimaundervisning", number="10")
    await known(knowledge, CHARGERS, taught)
    await to_edit(slack, name="10 Klimaundervisning")
    said = await handed_in(slack, **{"Nr.": "2", "Barrierer": "tid"})
    assert said.text.startswith("Det nummer har 2 Ladestandere")

    window = await to_edit(slack, name="10 Klimaundervisning")
    assert "Her er det, du skrev sidst" in window.everything
    said = await handed_in(slack, **{"Nr.": "11"})

    assert said.text == "Ændret i 11 Klimaundervisning: Nr. og Barrierer."
    assert (await kept(knowledge))[1] == replace(taught, number="11", barriers="tid")


async def test_what_waits_can_be_dropped(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge, CHARGERS)
    await to_add(slack)
    await handed_in(slack, **{"Indsats": "Delebiler", "Nr.": "2"})
    window = await to_add(slack)

    await slack.choose(VEJLE, window, "Begynd forfra")
    async with asyncio.timeout(PATIENCE):
        while "Delebiler" in str((await slack.sees_modal(VEJLE)).blocks):
            await asyncio.sleep(0.02)
    left = await slack.submit(VEJLE, {"Indsats": " "})

    assert left is not None
    assert left.errors == {"Indsats": "Indsatsen mangler et navn."}, "nothing of before is in it"
    assert "Delebiler" not in str((await to_add(slack)).blocks)


async def test_two_colleagues_who_change_different_fields_both_win(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge, CHARGERS)
    await confirm(knowledge, TWO_OF_VEJLE)
    await to_edit(slack)
    await to_edit(slack, HEAD)

    first = await handed_in(slack, Fase="gennemført")
    second = await handed_in(slack, HEAD, Sektor="trafik")

    assert first.text.endswith(": Fase.")
    assert second.text.endswith(": Sektor.")
    assert await kept(knowledge) == [replace(CHARGERS, phase=Phase.DONE, sector="trafik")]


async def test_of_the_same_field_the_later_one_wins_and_reads_what_stood_there(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge, CHARGERS)
    await confirm(knowledge, TWO_OF_VEJLE)
    await to_edit(slack)
    await to_edit(slack, HEAD)
    theirs = HOSTILE + "æ" * (3_000 - len(HOSTILE))

    await handed_in(slack, **{"Formål": theirs, "Fase": "gennemført"})
    second = await handed_in(slack, HEAD, **{"Formål": PURPOSE, "Fase": "idé"})

    assert second.text.startswith("Ændret i 2 Ladestandere ved rådhuset: Formål og Fase.")
    assert "En kollega rettede det samme, mens du skrev" in second.everything
    assert f"Formål{SHOWN}" in second.everything
    assert second.everything.count("æ") >= 3_000 - len(HOSTILE)
    assert "Fasegennemført" in second.everything
    assert await kept(knowledge) == [replace(CHARGERS, purpose=PURPOSE, phase=Phase.IDEA)]


async def test_a_window_that_is_delivered_twice_keeps_one_action(
    slack: Slack, knowledge: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    await known(knowledge)
    await to_add(slack)
    once = slack.acts.deliveries.once

    async def twice(*told: Any) -> Any:
        await once(*told)
        return await once(*told)

    monkeypatch.setattr(slack.acts.deliveries, "once", twice)
    await handed_in(slack, Indsats="Delebiler")

    await slack.sees_nothing(VEJLE)
    assert await kept(knowledge) == [Action("Delebiler")]


async def test_work_that_is_done_twice_keeps_one_action(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge)
    await to_add(slack)
    await handed_in(slack, Indsats="Delebiler")

    async with knowledge() as session:  # the process died before it could say that it was done
        again = "update inbox set state = 'new', settled_at = null where kind = 'action.written'"
        await session.execute(text(again))
    await read_by(slack, VEJLE)  # what was recorded later is done later

    assert await kept(knowledge) == [Action("Delebiler")]


async def test_an_action_is_closed_and_opened_again(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge, CHARGERS, Action("Delebiler", number="3"))
    await to_edit(slack)
    said = await handed_in(slack, **{CLOSE: TICK})
    assert said.text.startswith("2 Ladestandere ved rådhuset er lukket og vises ikke længere.")

    ours = await read_by(slack, VEJLE)
    assert "Ladestandere" not in ours.everything
    assert "1 lukket indsats" in ours.everything
    others = await read_by(slack, "Realdania", "/klima indsatser Vejle")
    assert others.everything == "*Indsatser i Vejle: 1*3 Delebiler\n"

    await slack.press(VEJLE, ours, "Vis de lukkede")
    closed = await slack.sees(VEJLE)
    assert closed.text == "Lukkede indsatser i Vejle: 1"
    await slack.choose(VEJLE, closed, "Ret en indsats …", "2 Ladestandere ved rådhuset")
    await slack.sees_modal(VEJLE)
    opened = await handed_in(slack, **{CLOSE: "", "Fase": "idé"})

    assert opened.text.startswith("Ændret i 2 Ladestandere ved rådhuset: Fase.")
    assert opened.text.endswith("2 Ladestandere ved rådhuset er åben igen.")
    assert (await kept(knowledge))[0] == replace(CHARGERS, phase=Phase.IDEA)


async def test_who_edits_what_a_colleague_closes_meanwhile_loses_nothing(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge, CHARGERS)
    await confirm(knowledge, TWO_OF_VEJLE)
    await to_edit(slack)
    await to_edit(slack, HEAD)
    await handed_in(slack, **{CLOSE: TICK})

    said = await handed_in(slack, HEAD, **{"Formål": PURPOSE})
    assert said.text.startswith("2 Ladestandere ved rådhuset er blevet lukket, mens du skrev")
    assert await kept(knowledge) == []

    await slack.press(HEAD, said, "Fortsæt")
    assert PURPOSE in str((await slack.sees_modal(HEAD)).blocks)
    again = await handed_in(slack, HEAD, **{CLOSE: ""})
    assert again.text.endswith("er åben igen.")
    assert await kept(knowledge) == [replace(CHARGERS, purpose=PURPOSE)]


async def test_what_is_there_no_more_can_be_kept_as_a_new_action(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge, CHARGERS)
    await to_edit(slack)
    async with knowledge() as session:
        await session.execute(text("delete from action"))

    said = await handed_in(slack, **{"Formål": PURPOSE})
    assert said.text.startswith("Indsatsen findes ikke længere, så din ændring er ikke gemt.")
    await slack.press(VEJLE, said, "Fortsæt")
    await slack.sees_modal(VEJLE)
    await handed_in(slack)

    assert await kept(knowledge) == [replace(CHARGERS, purpose=PURPOSE)]


@pytest.mark.parametrize("person", ["Realdania", KOEGE, POLITICIAN])
async def test_others_read_without_writing(slack: Slack, knowledge: Begin, person: str) -> None:
    await known(knowledge, CHARGERS)
    await confirm(knowledge, OF_KOEGE)
    await confirm(knowledge, f"{COLUMNS}udvalgsmedlem@vejle.dk;Vejle;politiker\n")

    said = await read_by(slack, person, "/klima indsatser Vejle")

    assert said.text == "Indsatser i Vejle: 1"
    assert set(said.buttons) <= {"Hent som regneark"}


async def test_nobody_confirmed_writes_nothing(slack: Slack) -> None:
    said = await read_by(slack, VEJLE)

    assert list(said.buttons) == ["Hent som regneark"]


@pytest.mark.parametrize("role", ["Vejle;politiker", "Køge;koordinator", "Realdania;partner"])
async def test_who_may_no_more_is_refused_at_the_window_and_in_the_work(
    slack: Slack, knowledge: Begin, role: str
) -> None:
    await known(knowledge, CHARGERS)
    said = await read_by(slack, VEJLE)
    await to_edit(slack)
    await confirm(knowledge, f"{COLUMNS}klimakoordinator@vejle.dk;{role}\n")

    refused = await handed_in(slack, Fase="gennemført")
    assert refused.text.startswith("Kun kommunens egen koordinator")
    assert refused.buttons == {}
    await slack.press(VEJLE, said, "Tilføj en indsats")
    assert (await slack.sees(VEJLE)).text == refused.text
    await slack.choose(VEJLE, said, "Ret en indsats …", "2 Ladestandere ved rådhuset")
    assert (await slack.sees(VEJLE)).text == refused.text
    assert await kept(knowledge) == [CHARGERS]


async def test_another_municipality_s_action_is_not_found_by_its_number_here(
    slack: Slack, knowledge: Begin
) -> None:
    await known(knowledge, CHARGERS)
    await known(knowledge, Action("Køge Dige"), owner="Køge")
    said = await read_by(slack, VEJLE)
    [element] = [
        e for b in said.blocks for e in b.get("elements", []) if e["type"] == "static_select"
    ]
    ours = element["options"][0]["value"]
    async with knowledge(read_only=True) as session:
        theirs = await session.scalar(text("select id from action where title = 'Køge Dige'"))
    element["options"][0]["value"] = f"{ours.rpartition(':')[0]}:{theirs}"  # forged

    await slack.choose(VEJLE, said, "Ret en indsats …", "2 Ladestandere ved rådhuset")

    assert (await slack.sees(VEJLE)).text.startswith("Den indsats findes ikke længere.")


@pytest.mark.parametrize("words", [HOSTILE, "æ" * 150])
async def test_what_somebody_writes_is_kept_and_shown_as_words(
    slack: Slack, knowledge: Begin, words: str
) -> None:
    await known(knowledge)
    await to_add(slack)
    said = await handed_in(
        slack, **{"Indsats": words, "Sektor": words, "Formål": (words + " ") * 19}
    )
    plain = words.replace("‮", "")

    [one] = await kept(knowledge)
    assert (one.title, one.sector) == (plain, plain)
    assert one.purpose == ((plain + " ") * 19).strip()
    assert f"Gemt: {plain}." in said.everything
    assert {b["type"] for b in said.blocks} == {"rich_text", "actions"}
    assert "<!channel>" not in said.text
    window = await to_edit(slack, name=plain if len(plain) <= 75 else plain[:74] + "…")
    assert plain in str(window.blocks)
    assert (await handed_in(slack)).text.startswith("Intet er ændret")


async def test_a_personal_number_goes_no_further(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge, CHARGERS)
    await to_add(slack)
    await handed_in(slack, **{"Indsats": "Ring til 010190-1234", "Nr.": "2"})

    async with knowledge(read_only=True) as session:
        for table in ("inbox", "draft", "action"):
            rows = (await session.execute(text(f"SELECT * FROM {table}"))).all()  # noqa: S608
            assert "90-1234" not in str(rows)


async def test_what_cannot_be_kept_at_all_stays_a_draft(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge)
    await to_add(slack)
    async with knowledge() as session:
        await session.execute(text("alter table action rename to elsewhere"))

    said = await handed_in(slack, Indsats="Delebiler")
    async with knowledge() as session:
        await session.execute(text("alter table elsewhere rename to action"))

    assert said.text.startswith("Din indsats er ikke gemt endnu, men din tekst er.")
    await slack.press(VEJLE, said, "Fortsæt")
    await slack.sees_modal(VEJLE)
    assert (await handed_in(slack)).text.startswith("Gemt: Delebiler.")
    async with knowledge(read_only=True) as session:
        draft = await drafts.find_draft(session, SYSTEM, "T0DK2020", "U0VEJLE", "action:new")
    assert draft is None


async def test_in_english(slack: Slack, knowledge: Begin) -> None:
    await known(knowledge, CHARGERS)
    await slack.command(VEJLE, "/klima actions")
    said = await slack.sees(VEJLE)
    await slack.choose(VEJLE, said, "Edit an action …", "2 Ladestandere ved rådhuset")
    window = await slack.sees_modal(VEJLE)
    assert window.title == "Edit an action"

    left = await slack.submit(VEJLE, {"Effect (tonnes of CO2e a year)": "many"})
    assert left is not None
    assert next(iter(left.errors.values())).startswith("Write the effect as a number in Danish")
    told = await handed_in(slack, **{"Effect (tonnes of CO2e a year)": "indirect"})

    assert told.text == ("Changed in 2 Ladestandere ved rådhuset: Effect (tonnes of CO2e a year).")
