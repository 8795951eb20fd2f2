"""Sheets as they were made, read in the child."""

from pathlib import Path

import pytest

from bot.errors import DocumentUnreadable
from bot.knowledge.reading import Reader, Sheet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


async def sheets(path: Path) -> tuple[Sheet, ...]:
    async with Reader() as reader:
        return (await reader.read_workbook(path)).sheets


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
async def test_a_csv_is_read_however_it_was_saved(
    folder: Path, encoding: str, delimiter: str
) -> None:
    path = folder / "køge.csv"
    rows = (("Nr.", "Indsats"), ("1", "Åben skov"), ("2", "Ærø og\nSamsø"))
    lines = (delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    path.write_bytes("\r\n".join(lines).encode(encoding))

    [sheet] = await sheets(path)

    assert (sheet.name, sheet.first) == ("køge.csv", 1)
    assert sheet.rows == (rows[0], rows[1], ("2", "Ærø og Samsø"))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Indsats\nSkov, mark og eng", (("Indsats",), ("Skov, mark og eng",))),
        ("Nr.;Tiltag, kort, klart\n1;Skov", (("Nr.", "Tiltag, kort, klart"), ("1", "Skov"))),
        ("Indsats;Note\nSkov;'=1+1", (("Indsats", "Note"), ("Skov", "=1+1"))),
    ],
)
async def test_a_comma_in_a_sentence_parts_no_cells(
    folder: Path, text: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    (folder / "a.csv").write_text(text, "utf-8")

    [sheet] = await sheets(folder / "a.csv")

    assert sheet.rows == rows


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.pdf", b"%PDF-1.7", "document.no_table"),
        ("a.csv", b"PK\3\4", "document.other_type"),
        ("a.csv", b"", "document.empty"),
        ("a.csv", b";;;\r\n;;;", "document.empty"),
        ("a.csv", b'"aldrig lukket', "document.broken"),
        ("a.csv", b'"' + b"a" * 1_000_001 + b'"', "document.broken"),
        ("a.csv", b"a" * 10_000_001, "document.too_long"),
        ("a.xlsx", b"PK\3\4", "document.broken"),
        ("a.xlsx", b"Nr.;Indsats", "document.other_type"),
    ],
)
async def test_what_is_no_table_is_refused_with_the_reason(
    folder: Path, name: str, content: bytes, key: str
) -> None:
    (folder / name).write_bytes(content)

    with pytest.raises(DocumentUnreadable) as refused:
        await sheets(folder / name)

    assert refused.value.key == key


async def test_a_file_that_is_not_there_is_said_to_be_missing(folder: Path) -> None:
    with pytest.raises(DocumentUnreadable) as refused:
        await sheets(folder / "a.csv")

    assert refused.value.key == "document.not_there"
