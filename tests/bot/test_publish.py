import os
from pathlib import Path

import pytest

from bot.alliance.founding import found_alliance
from bot.cli.publishing import published
from bot.clock import SystemClock
from bot.errors import DocumentUnreadable
from bot.knowledge.about import About
from bot.knowledge.folders import documents_in
from bot.knowledge.publish import OURS, publish_file, starter_pages
from bot.knowledge.reading import Reader, Readers
from bot.knowledge.withdrawing import withdraw
from storage import passages
from storage.engine import Begin
from storage.knowledge import Published
from storage.terms import DocumentKind, OrganisationUnknown, System, Visibility

TEST = System("tests")
NOTHING = About()
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{c}: &{c} [{', '.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.fixture
async def founded(begin: Begin) -> Begin:
    async with begin() as session:
        await found_alliance(session)
    return begin


async def publish(begin: Begin, path: Path, told: About = NOTHING) -> Published:
    async with Reader() as reader, begin() as session:
        return await publish_file(session, TEST, reader, path, SystemClock(), told)


def write(tmp_path: Path, content: str | bytes, name: str = "note.md") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


async def test_a_file_is_new_then_the_same_then_changed(founded: Begin, tmp_path: Path) -> None:
    path = write(tmp_path, "# Skov\n\nAssens planter skov.")

    assert await publish(founded, path) is Published.NEW
    assert await publish(founded, path) is Published.SAME
    write(tmp_path, "# Skov\n\nAssens har plantet skov.")
    assert await publish(founded, path) is Published.CHANGED


@pytest.mark.parametrize("name", ["plan.md", "plan.txt"])
async def test_front_matter_says_whose_it_is_and_who_may_see_it(
    founded: Begin, tmp_path: Path, name: str
) -> None:
    about = "title: Klimaplan\norganisation: Køge\nvisibility: own\ndate: 2020-12-15\n"
    (tmp_path / name).write_text(f"---\n{about}---\nKøge vil halvere.", "utf-8")
    await publish(founded, tmp_path / name)

    async with founded(read_only=True) as session:
        [found] = await passages.passages(session, TEST)
    assert (found.title, found.scope) == ("Klimaplan", "own:259")
    assert found.passage.date == "2020-12-15"


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("plan.odt", b"PK", "document.unknown_type"),
        ("note.md", b"k\x81ge", "document.not_text"),
        ("note.md", b"", "document.empty"),
        ("note.md", b"# Kun en overskrift", "document.empty"),
        ("note.md", b"---\na: [b\n---\nSkov.", "document.front_matter"),
        ("note.md", b"---\nvisibility=own\n---\nSkov.", "document.front_matter"),
        ("note.md", b"---\nvisibility own\n---\nSkov.", "document.front_matter"),
        ("note.md", b"---\n- visibility: own\n---\nSkov.", "document.front_matter"),
        ("note.md", b"---\nvisibility: own\n\nSkov.", "document.front_matter"),
        ("note.md", b"\n---\nvisibility: own\n---\nSkov.", "document.front_matter"),
        ("note.md", b"---\nsynlighed: own\n---\nSkov.", "document.front_matter"),
        ("note.txt", b"---\nsynlighed: own\n---\nSkov.", "document.front_matter"),
        ("note.md", "\u202a---\nvisibility: own\n---\nSkov.".encode(), "document.front_matter"),
        ("note.txt", "\u3000---\nvisibility: own\n---\nSkov.".encode(), "document.front_matter"),
        (
            "note.md",
            b"---\nvisibility: own\nvisibility: alliance\n---\nS.",
            "document.front_matter",
        ),
        ("note.md", b"---\nurl: " + b"x" * 2001 + b"\n---\nSkov.", "document.front_matter"),
        ("note.txt", b"---\nvisibility=own\n---\nSkov.", "document.front_matter"),
        ("note.md", b"---\nvisibility:\n---\nSkov.", "document.visibility"),
        ("note.md", b"---\nkind: avis\n---\nSkov.", "document.kind"),
        ("note.md", b"---\nvisibility: alle\n---\nSkov.", "document.visibility"),
        ("note.md", b"---\nvisibility: own\n---\nSkov.", "document.owner"),
    ],
)
async def test_what_cannot_be_read_says_why_and_leaves_nothing(
    founded: Begin, tmp_path: Path, name: str, content: bytes, key: str
) -> None:
    with pytest.raises(DocumentUnreadable) as caught:
        await publish(founded, write(tmp_path, content, name))

    assert caught.value.key == key
    async with founded(read_only=True) as session:
        assert await passages.count_documents(session, TEST) == 0


async def test_what_is_told_of_a_document_has_no_personal_number(
    founded: Begin, tmp_path: Path
) -> None:
    front = "title: Aftale 010190-1234\n"
    await publish(founded, write(tmp_path, f"---\n{front}---\nAssens planter skov."))
    await publish(founded, write(tmp_path, "Køge bygger et dige.", "brev 010190-1234.txt"))

    async with founded(read_only=True) as session:
        titles = [found.title for found in await passages.passages(session, TEST)]

    assert sorted(titles) == ["Aftale [cpr]", "brev [cpr]"]


async def test_a_file_that_is_not_there_says_so(founded: Begin, tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable) as caught:
        await publish(founded, tmp_path / "mangler.md")

    assert caught.value.key == "document.not_there"


async def test_an_unknown_owner_is_told(founded: Begin, tmp_path: Path) -> None:
    with pytest.raises(OrganisationUnknown):
        await publish(founded, write(tmp_path, "---\norganisation: Andeby\n---\nSkov."))


@pytest.mark.parametrize("bomb", [BOMB, BOMB + "title: *h\n", "a: " + "[" * 5_000 + "]" * 5_000])
async def test_front_matter_that_multiplies_itself_is_refused_at_once(
    founded: Begin, tmp_path: Path, bomb: str
) -> None:
    path = write(tmp_path, f"---\n{bomb}\n---\nAssens planter skov.")

    with pytest.raises(DocumentUnreadable) as caught:
        await publish(founded, path)

    assert caught.value.key == "document.front_matter"


def test_a_folder_gives_its_documents_and_nothing_else(tmp_path: Path) -> None:
    for folder in ("under", ".skjult"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "b", "b.PDF")
    wanted = [write(tmp_path, "a", "a.md"), tmp_path / "under" / "b.PDF"]
    for name in ("c.odt", ".skjult.md", "~$plan.docx"):
        write(tmp_path, "c", name)
    (tmp_path / "under" / "rundt").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "under" / "andres.md").symlink_to(wanted[0])

    assert documents_in(tmp_path) == wanted


async def test_names_and_details_that_no_database_keeps_stop_no_other_file(
    founded: Begin, tmp_path: Path
) -> None:
    told = (
        '---\ntitle: "K\\ud800ge\\0s\\nplan"\nurl: "https://koege.dk\\0"\n---\nKøge bygger et dige.'
    )
    paths = [
        write(tmp_path, "Assens planter skov.", "assens.txt"),
        write(tmp_path, "Køge bygger et dige.", os.fsdecode(b"k\xf8ge.txt")),
        write(tmp_path, told, "plan.md"),
        write(tmp_path, "Vejle planter skov.", "vejle.txt"),
    ]

    async with Readers(1) as readers:
        files = [(path, NOTHING) for path in paths]
        outcomes = [outcome async for outcome in published(founded, readers, files)]

    assert outcomes == [Published.NEW] * 4
    async with founded(read_only=True) as session:
        found = await passages.passages(session, TEST)
    assert [p.title for p in found] == ["assens", "k\\xf8ge", "K ge s plan", "vejle"]


async def test_the_starter_pages_are_new_once_and_then_the_same(founded: Begin) -> None:
    pages = starter_pages()

    async def publish_all() -> list[Published]:
        async with Reader() as reader, founded() as session:
            return [
                await publish_file(session, TEST, reader, page, SystemClock(), OURS)
                for page in pages
            ]

    assert await publish_all() == [Published.NEW] * len(pages)
    assert await publish_all() == [Published.SAME] * len(pages)
    async with founded(read_only=True) as session:
        assert await passages.count_documents(session, TEST) == len(pages)
        assert {p.scope for p in await passages.passages(session, TEST)} == {"alliance"}


async def test_a_file_that_became_unreadable_leaves_what_was_read_before(
    founded: Begin, tmp_path: Path
) -> None:
    path = write(tmp_path, "Assens planter skov.")
    await publish(founded, path)

    with pytest.raises(DocumentUnreadable):
        await publish(founded, write(tmp_path, b"k\x81ge"))

    async with founded(read_only=True) as session:
        [found] = await passages.passages(session, TEST)
    assert found.passage.text == "Assens planter skov."


async def test_a_new_visibility_is_a_change_and_who_saw_it_before_sees_it_no_more(
    founded: Begin, tmp_path: Path
) -> None:
    about = "---\norganisation: Assens\nvisibility: {}\n---\nAssens planter skov."
    path = write(tmp_path, about.format("municipalities"))
    await publish(founded, path)

    write(tmp_path, about.format("own"))
    assert await publish(founded, path) is Published.CHANGED

    async with founded(read_only=True) as session:
        assert [p.scope for p in await passages.passages(session, TEST)] == ["own:420"]


async def test_what_is_not_told_again_stays_as_it_was(founded: Begin, tmp_path: Path) -> None:
    path = write(tmp_path, "Køge vil halvere udledningen.", "plan.txt")
    told = About(
        owner="Køge",
        kind=DocumentKind.PLAN,
        visibility=Visibility.OWN,
        date="2020-12",
        url="https://koege.dk/plan",
    )
    await publish(founded, path, told)

    assert await publish(founded, path) is Published.SAME
    write(tmp_path, "Køge bygger et dige.", "plan.txt")
    assert await publish(founded, path, About(owner="Køge")) is Published.CHANGED

    async with founded(read_only=True) as session:
        [found] = await passages.passages(session, TEST)
    assert (found.scope, found.kind) == ("own:259", DocumentKind.PLAN)
    assert (found.passage.date, found.passage.url) == ("2020-12", "https://koege.dk/plan")


async def test_a_document_is_not_taken_over_by_another_owner(
    founded: Begin, tmp_path: Path
) -> None:
    path = write(tmp_path, "Køge vil halvere udledningen.", "plan.txt")
    await publish(founded, path, About(owner="Køge", visibility=Visibility.OWN))
    write(tmp_path, "Assens planter skov.", "plan.txt")

    with pytest.raises(DocumentUnreadable) as caught:
        await publish(founded, path, About(owner="Assens", visibility=Visibility.ALLIANCE))

    assert caught.value.key == "document.another_owner"
    async with founded(read_only=True) as session:
        [found] = await passages.passages(session, TEST)
    assert (found.scope, found.passage.text) == ("own:259", "Køge vil halvere udledningen.")


async def test_what_nobody_owned_may_be_given_an_owner(founded: Begin, tmp_path: Path) -> None:
    path = write(tmp_path, "Køge vil halvere udledningen.", "plan.txt")
    await publish(founded, path)

    await publish(founded, path, About(owner="Køge", visibility=Visibility.OWN))

    async with founded(read_only=True) as session:
        assert [p.scope for p in await passages.passages(session, TEST)] == ["own:259"]


@pytest.mark.parametrize("date", ["21. maj 2021", "2020-13", "2020-02-30", "i går"])
async def test_a_date_that_cannot_be_is_refused(founded: Begin, tmp_path: Path, date: str) -> None:
    with pytest.raises(DocumentUnreadable) as caught:
        await publish(founded, write(tmp_path, f"---\ndate: {date}\n---\nSkov."))

    assert caught.value.key in ("document.date", "document.front_matter")


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("note.md", "Assens planter skov på 40 hektar.", "note"),
        ("note.md", "Assens planter skov.\n\n# *Skov* og vand\n\nMere skov.", "Skov og vand"),
        ("note.md", f"---\ntitle: {'Skov ' * 50}\n---\nAssens planter skov.", ("Skov " * 40)),
        ("note.md", f"# {'Skov ' * 50}\n\nAssens planter skov.", ("Skov " * 40)),
        ("note.html", f"<title>{'Skov ' * 50}</title>Assens planter skov.", ("Skov " * 40)),
    ],
)
async def test_a_title_is_a_heading_of_at_most_200_characters_or_the_file_s_name(
    founded: Begin, tmp_path: Path, name: str, content: str, title: str
) -> None:
    await publish(founded, write(tmp_path, content, name))

    async with founded(read_only=True) as session:
        assert {p.title for p in await passages.passages(session, TEST)} == {title.strip()}


async def test_a_picture_alone_is_no_passage(founded: Begin, tmp_path: Path) -> None:
    await publish(founded, write(tmp_path, "## Biogas\n\n![](kort.png)\n\nGive er gået i stå."))

    async with founded(read_only=True) as session:
        [found] = await passages.passages(session, TEST)
    assert found.passage.text == "Give er gået i stå."


async def test_what_is_told_with_a_file_goes_before_what_it_says_itself(
    founded: Begin, tmp_path: Path
) -> None:
    said = (
        "---\norganisation: Assens\nkind: referat\ndate: 2019\n---\n# Skov\n\nAssens planter skov."
    )
    told = About(owner="Køge", visibility=Visibility.OWN, date="2026-11-24")

    await publish(founded, write(tmp_path, said), told)

    async with founded(read_only=True) as session:
        [found] = await passages.passages(session, TEST)
    assert (found.scope, found.kind) == ("own:259", DocumentKind.MINUTES)
    assert (found.title, found.passage.date) == ("Skov", "2026-11-24")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("klimaplan", DocumentKind.PLAN),
        ("Indsatskatalog", DocumentKind.CATALOGUE),
        ("klimaregnskab", DocumentKind.INVENTORY),
        ("referat", DocumentKind.MINUTES),
        ("vejledning", DocumentKind.GUIDE),
        ("plan", DocumentKind.PLAN),
    ],
)
async def test_a_kind_has_a_danish_and_an_english_name(
    founded: Begin, tmp_path: Path, word: str, kind: DocumentKind
) -> None:
    await publish(founded, write(tmp_path, f"---\nkind: {word}\n---\nAssens planter skov."))

    async with founded(read_only=True) as session:
        [found] = await passages.passages(session, TEST)
    assert found.kind is kind


@pytest.mark.parametrize("word", ["starter", "status"])
async def test_nobody_s_file_becomes_a_page_of_ours_or_a_status(
    founded: Begin, tmp_path: Path, word: str
) -> None:
    with pytest.raises(DocumentUnreadable) as caught:
        await publish(founded, write(tmp_path, f"---\nkind: {word}\n---\nAssens planter skov."))

    assert caught.value.key == "document.kind"


async def test_a_path_of_any_length_is_kept(founded: Begin, tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["å" * 100] * 12)
    folder.mkdir(parents=True)

    assert await publish(founded, write(folder, "Assens planter skov.")) is Published.NEW
    assert await publish(founded, folder / "note.md") is Published.SAME


async def test_what_was_closed_stays_closed_when_it_is_withdrawn_and_comes_again(
    founded: Begin, tmp_path: Path
) -> None:
    path, closed = write(tmp_path, "Køge bygger."), About(owner="Køge", visibility=Visibility.OWN)
    await publish(founded, path, closed)
    async with founded() as session:
        await withdraw(session, TEST, path)

    await publish(founded, path)

    async with founded(read_only=True) as session:
        [found] = await passages.passages(session, TEST)
    assert found.scope == "own:259"
    async with founded() as session:
        await withdraw(session, TEST, path)
    await publish(founded, path, About(owner="Vejle", visibility=Visibility.ALLIANCE))
    async with founded(read_only=True) as session:
        [found] = await passages.passages(session, TEST)
    assert (found.scope, found.owner and found.owner.name) == ("alliance", "Vejle Kommune")
