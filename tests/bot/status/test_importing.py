"""A municipality's own sheet is read as it is, and nothing is kept before it was seen."""

from collections.abc import Sequence
from time import monotonic

import pytest

from bot.alliance.founding import found_alliance
from bot.errors import CatalogueUnreadable
from bot.knowledge.reading import Sheet, Workbook
from bot.status.catalogue import importing
from bot.status.catalogue.importing import Preview
from bot.status.catalogue.starter import keep_starter_actions
from storage import actions, alliance
from storage.actions import Action, Effect
from storage.engine import Begin
from storage.terms import Organisation, Phase, Role, Visibility
from tests.storage.builders import ASSENS, KOEGE, MONDAY, REALDANIA, SECRETARIAT, TEST, person

OWN = (
    ("Klimaplan 2020 – indsatser", "", "", "", "", ""),
    (),
    ("Nr.", "Tiltag", "Tema", "CO₂-effekt (ton/år)", "Status", "Bemærkning"),
    ("1", "Udtagning af lavbundsjord", "Landbrug", "1.250,5", "Igangværende", ""),
    ("2", "Ladestandere ved rådhuset", "Transport", "ca. 300 ton", "Planlagt", "se bilag"),
)


def book(*rows: Sequence[str], name: str = "Indsatser", first: int = 1) -> Workbook:
    return Workbook((Sheet(name, first, tuple(map(tuple, rows))),))


@pytest.fixture
async def catalogue(begin: Begin) -> Begin:
    async with begin() as session:
        for organisation in (ASSENS, KOEGE, REALDANIA):
            await alliance.save_organisation(session, organisation, [])
    return begin


async def preview(
    begin: Begin, sheet: Workbook, organisation: Organisation | None = KOEGE
) -> Preview:
    async with begin(read_only=True) as session:
        return await importing.preview(session, TEST, sheet, organisation)


async def keep(begin: Begin, sheet: Workbook, organisation: Organisation | None = KOEGE) -> int:
    async with begin() as session:
        seen = await importing.preview(session, TEST, sheet, organisation)
        return await importing.keep(session, seen, now=MONDAY)


async def kept(begin: Begin) -> Sequence[Action]:
    async with begin(read_only=True) as session:
        return [one.action for one in await actions.actions_of(session, TEST)]


async def test_a_municipality_s_own_sheet_is_read_as_it_is(catalogue: Begin) -> None:
    seen = await preview(catalogue, book(*OWN))

    assert {column.heading: column.field for column in seen.columns} == {
        "Nr.": "number",
        "Tiltag": "title",
        "Tema": "sector",
        "CO₂-effekt (ton/år)": "effect",
        "Status": "phase",
        "Bemærkning": None,
    }
    assert [line.action for line in seen.new] == [
        Action(
            "Udtagning af lavbundsjord",
            number="1",
            sector="Landbrug",
            effect=Effect(1250.5),
            phase=Phase.IN_PROGRESS,
        ),
        Action(
            "Ladestandere ved rådhuset",
            number="2",
            sector="Transport",
            effect=Effect(300),
            phase=Phase.DECIDED,
        ),
    ]
    assert seen.wrong == []
    assert await kept(catalogue) == []


async def test_reading_the_same_sheet_again_changes_nothing(catalogue: Begin) -> None:
    first, second = [await keep(catalogue, book(*OWN)) for _ in range(2)]

    assert (first, second) == (2, 0)
    assert (await preview(catalogue, book(*OWN))).unchanged == 2


async def test_what_would_change_is_told_by_field_and_what_has_no_column_stays(
    catalogue: Begin,
) -> None:
    await keep(catalogue, book(*OWN))
    later = book(("Nr.", "Tiltag", "Fase"), ("1", "Udtagning af lavbundsjord", "gennemført"))

    [line] = (await preview(catalogue, later)).changed
    await keep(catalogue, later)

    assert line.changed == ["phase"]
    first, second = await kept(catalogue)
    assert (first.phase, first.effect) == (Phase.DONE, Effect(1250.5))
    assert second.phase is Phase.DECIDED


async def test_a_cell_that_was_emptied_empties_the_field(catalogue: Begin) -> None:
    await keep(catalogue, book(*OWN))

    await keep(catalogue, book(("Nr.", "Tiltag", "Tema"), ("1", "Udtagning af lavbundsjord", "")))

    assert [action.sector for action in await kept(catalogue)] == ["", "Transport"]


async def test_an_action_without_a_number_is_known_by_its_name_and_gets_one(
    catalogue: Begin,
) -> None:
    await keep(catalogue, book(("Indsats",), ("Skovrejsning",)))

    seen = await preview(catalogue, book(("Nr.", "Indsats"), ("7", "skovrejsning")))

    [line] = seen.changed
    assert line.changed == ["title", "number"]


async def test_every_wrong_cell_is_told_by_row_and_heading(catalogue: Begin) -> None:
    rows = book(
        *OWN,
        ("3", "", "Energi", "12", "Afsluttet", ""),
        ("4", "Skovrejsning", "Arealanvendelse", "1.5", "Måske", "x"),
        ("2", "Endnu en", "", "", "", ""),
    )

    seen = await preview(catalogue, rows)

    assert [(wrong.row, wrong.heading, wrong.key) for wrong in seen.wrong] == [
        (6, "Tiltag", "action.wrong.no_title"),
        (7, "CO₂-effekt (ton/år)", "action.wrong.effect"),
        (7, "Status", "action.wrong.choice"),
        (8, "Tiltag", "action.wrong.twice"),
    ]
    assert seen.wrong[-1].values == {"first": 5}
    assert [line.row for line in seen.lines] == [4, 5]


async def test_two_rows_are_not_about_one_action_by_its_number_and_by_its_name(
    catalogue: Begin,
) -> None:
    await keep(catalogue, book(*OWN))
    rows = book(
        ("Nr.", "Tiltag", "Tema"),
        ("1", "Udtagning af lavbundsjord", "Jord"),
        ("", "udtagning af lavbundsjord", "Natur"),
    )

    seen = await preview(catalogue, rows)

    assert [line.row for line in seen.lines] == [2]
    assert [(wrong.row, wrong.key) for wrong in seen.wrong] == [(3, "action.wrong.twice")]


async def test_two_rows_do_not_give_one_number_to_two_actions(catalogue: Begin) -> None:
    await keep(catalogue, book(("Indsats",), ("Skovrejsning",)))
    rows = book(("Nr.", "Indsats"), ("7", "Skovrejsning"), ("7", "Vådområder"))

    seen = await preview(catalogue, rows)

    assert [(wrong.row, wrong.key) for wrong in seen.wrong] == [(3, "action.wrong.twice")]
    assert await keep(catalogue, rows) == 1


async def test_nobody_changes_what_they_may_not_see(catalogue: Begin) -> None:
    rows = book(("Nr.", "Indsats", "Synlighed"), ("1", "Jordkøb", "kun os selv"), ("2", "Skov", ""))
    await keep(catalogue, rows)
    later = book(("Nr.", "Indsats"), ("1", "Jordkøb ved åen"), ("2", "Skovrejsning"))

    async with catalogue(read_only=True) as session:
        staff = person(Role.SECRETARIAT, SECRETARIAT)
        by_staff = await importing.preview(session, staff, later, KOEGE)
        by_own = await importing.preview(session, person(Role.DEPUTY, KOEGE), later, KOEGE)

    assert [(wrong.row, wrong.key) for wrong in by_staff.wrong] == [(2, "action.wrong.not_seen")]
    assert [line.row for line in by_staff.changed] == [3]
    assert [line.row for line in by_own.changed] == [2, 3]


async def test_what_hides_in_a_cell_or_breaks_a_database_is_not_kept(catalogue: Begin) -> None:
    await keep(catalogue, book(("Indsats", "Tema"), ("Skov\u202e\x00rejsning", "\ud800jord")))

    [action] = await kept(catalogue)
    assert (action.title, action.sector) == ("Skov rejsning", "jord")


async def test_two_thousand_rows_are_compared_soon_enough(catalogue: Begin) -> None:
    rows = book(("Nr.", "Indsats"), *((str(n), f"Indsats {n}") for n in range(2000)))
    await keep(catalogue, rows)

    began = monotonic()
    assert (await preview(catalogue, rows)).unchanged == 2000
    assert monotonic() - began < 10  # on a busy machine


async def test_a_column_whose_cells_are_something_else_is_not_used(catalogue: Begin) -> None:
    told = ("går fint", "venter på byrådet", "kører", "i gang")
    rows = [("Indsats", "Status"), *((f"Indsats {n}", words) for n, words in enumerate(told))]

    seen = await preview(catalogue, book(*rows))

    assert [column.field for column in seen.columns] == ["title", None]
    assert len(seen.new) == 4
    assert seen.wrong == []


async def test_who_may_read_is_never_guessed(catalogue: Begin) -> None:
    headings = ("Indsats", "Synlighed")
    rows = [(f"Jordkøb {n}", word) for n, word in enumerate(("fortroligt", "lukket", "?", "-"))]

    seen = await preview(catalogue, book(headings, *rows))

    assert seen.lines == []
    assert [wrong.key for wrong in seen.wrong] == ["action.wrong.choice"] * 4


async def test_saying_nothing_of_who_may_read_opens_nothing(catalogue: Begin) -> None:
    await keep(catalogue, book(("Indsats", "Synlighed"), ("Jordkøb", "kun os selv")))

    seen = await preview(catalogue, book(("Indsats", "Synlighed"), ("Jordkøb", "")))

    assert seen.changed == []
    assert [action.visibility for action in await kept(catalogue)] == [Visibility.OWN]


async def test_a_sheet_of_thousands_of_columns_is_not_looked_through(catalogue: Begin) -> None:
    wide = tuple(f"Indsatsområde {n} i alt" for n in range(16_000))

    seen = await preview(catalogue, book(("Indsats", *wide), ("Skovrejsning",)))

    assert len(seen.columns) == 100


async def test_a_sheet_of_many_says_whose_each_action_is(catalogue: Begin) -> None:
    rows = book(
        ("Kommune", "Indsats"),
        ("Assens", "Skovrejsning"),
        ("259", "Køge Dige"),
        ("Odense", "Letbane"),
        ("Realdania", "Kampagne"),
    )

    seen = await preview(catalogue, rows, None)

    assert [(line.organisation, line.action.title) for line in seen.new] == [
        (ASSENS, "Skovrejsning"),
        (KOEGE, "Køge Dige"),
    ]
    assert [(wrong.row, wrong.key) for wrong in seen.wrong] == [
        (4, "action.wrong.municipality"),
        (5, "action.wrong.municipality"),
    ]


async def test_nobody_reads_in_for_another_municipality(catalogue: Begin) -> None:
    rows = book(("Kommune", "Indsats"), ("Assens", "Skovrejsning"))

    seen = await preview(catalogue, rows, KOEGE)

    assert seen.lines == []
    assert [wrong.key for wrong in seen.wrong] == ["action.wrong.municipality"]


@pytest.mark.parametrize(
    ("rows", "organisation", "key"),
    [
        ((("Bemærkning",), ("Skovrejsning",)), KOEGE, "action.no_titles"),
        ((("Indsats",), ("Skovrejsning",)), None, "action.whose"),
        ((("Indsats",), *((f"Skov {n}",) for n in range(2001))), KOEGE, "action.too_many"),
    ],
)
async def test_what_is_no_catalogue_is_refused_with_the_reason(
    catalogue: Begin, rows: Sequence[Sequence[str]], organisation: Organisation | None, key: str
) -> None:
    with pytest.raises(CatalogueUnreadable) as refused:
        await preview(catalogue, book(*rows), organisation)

    assert refused.value.key == key


async def close(begin: Begin, *titles: str) -> None:
    async with begin() as session:
        for one in await actions.actions_of(session, TEST):
            if one.action.title in titles:
                await actions.change_action(session, one, one.action, now=MONDAY, is_closed=True)


async def test_a_closed_action_that_is_in_the_plan_is_opened_again(catalogue: Begin) -> None:
    await keep(catalogue, book(*OWN))
    await close(catalogue, "Ladestandere ved rådhuset")
    assert len(await kept(catalogue)) == 1

    seen = await preview(catalogue, book(*OWN))

    assert [(line.action.number, line.is_reopened) for line in seen.changed] == [("2", True)]
    assert (len(seen.new), seen.unchanged) == (0, 1)
    assert await keep(catalogue, book(*OWN)) == 1
    assert [action.number for action in await kept(catalogue)] == ["1", "2"]


async def test_of_two_with_one_name_the_row_is_about_the_open_one(catalogue: Begin) -> None:
    await keep(catalogue, book(("Nr.", "Indsats"), ("7", "Skovrejsning")))
    await close(catalogue, "Skovrejsning")
    async with catalogue() as session:
        await actions.add_action(session, KOEGE, Action("Skovrejsning"), now=MONDAY)

    seen = await preview(catalogue, book(("Indsats", "Tema"), ("skovrejsning", "Natur")))

    [line] = seen.changed
    assert not line.is_reopened


async def test_a_municipality_that_closed_all_of_the_starter_s_gets_them_no_more(
    catalogue: Begin,
) -> None:
    async with catalogue() as session:
        await found_alliance(session)
        first = await keep_starter_actions(session, TEST, now=MONDAY)
    await close(catalogue, *(action.title for action in await kept(catalogue)))

    async with catalogue() as session:
        again = await keep_starter_actions(session, TEST, now=MONDAY)

    assert first > 10
    assert again == 0
