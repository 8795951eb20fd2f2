"""Files that stay just within a limit or go just beyond it, of one family each."""

import random
import re
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.hostile import pages, pdfs, sheets
from tests.hostile.archives import PICTURE, repacked, with_pictures
from tests.hostile.good import SAYS, good
from tests.hostile.hostile_file import BOMB, TOO_BIG, TOO_HEAVY, TOO_LONG
from tests.hostile.zips import Entry, deflated, entries, entry, written

MILLION = 1_000_000
PIECE = 1000  # characters of a paragraph or cell: each becomes a passage of its own
LINE = 20_000  # characters of a line of a PDF; pdfium reads no more than 32,767
STORED = 5  # bytes before what is packed as it is
SLIDE, LISTED = "ppt/slides/slide1.xml", "ppt/presentation.xml"
BOX = (
    '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id="2" name=""/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
    f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{SAYS}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>"
)


@dataclass(frozen=True)
class Edge:
    """A file of the size `within` is read; one of the size `beyond` is refused with this reason."""

    name: str
    make: Callable[[int], bytes]
    within: int
    beyond: int
    reason: str
    slow: bool = False  # several seconds of the processor


def slides(count: int) -> bytes:
    """A show that has one small slide so many times."""
    parts = entries(good("pptx"))
    slide = re.sub(r"<p:spTree>.*</p:spTree>", BOX, parts[SLIDE].decode(), flags=re.DOTALL)
    show = parts[LISTED].decode()
    [one] = re.findall(r"<p:sldId [^>]*>", show)
    listed = "".join(re.sub(r' id="\d+"', f' id="{256 + n}"', one) for n in range(count))
    return repacked("pptx", {SLIDE: slide.encode(), LISTED: show.replace(one, listed).encode()})


def pieces(characters: int, length: int = PIECE) -> Sequence[str]:
    """So many letters that do not pack well, in pieces."""
    letters = "".join(random.Random(2020).choices("abcdefghijklmnoprstuvy", k=characters))
    return [letters[n : n + length] for n in range(0, characters, length)]


def text(characters: int) -> bytes:
    return "".join(pieces(characters)).encode()


def markdown(characters: int) -> bytes:
    """Paragraphs, counted with the empty lines between them."""
    text = "\n\n".join(pieces(characters, PIECE - 2))
    return text[:characters].encode()


def web_page(characters: int) -> bytes:
    return pages.page("".join(f"<p>{piece}" for piece in pieces(characters)))


def sheet(characters: int) -> bytes:
    cells = (f'<c t="inlineStr"><is><t>{piece}</t></is></c>' for piece in pieces(characters))
    return sheets.workbook("".join(f"<row>{cell}</row>" for cell in cells))


def pdf(characters: int) -> bytes:
    """A page for every line."""
    lines = pieces(characters, LINE)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(lines)))
    made = [b"<</Type/Catalog/Pages 2 0 R>>"]
    made.append(
        b"<</Type/Pages/Kids[%b]/Count %d/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>>>"
        % (kids, len(lines))
    )
    made.append(pdfs.FONT)
    for n, line in enumerate(lines):
        made.append(b"<</Type/Page/Parent 2 0 R/Contents %d 0 R>>" % (5 + 2 * n))
        made.append(pdfs.stream(b"BT /F1 1 Tf 0 400 Td (%b) Tj ET" % line.encode()))
    return pdfs.written(made)


def spread(rows: int) -> bytes:
    """A sheet of 2,000 columns and so many rows, nearly all empty: five million cells at most."""
    place = f"{sheets.letters(1999)}{rows}"
    last = f'<c r="{place}" t="inlineStr"><is><t>Samsø</t></is></c>'
    return sheets.workbook(f'{sheets.FIRST}<row r="{rows}">{last}</row>')


def unpacked(size: int) -> bytes:
    """The good document with pictures, of so many bytes in all."""
    left = size - sum(map(len, entries(good("docx")).values()))
    parts = {f"word/media/{n}.png": bytes(900_000) for n in range(left // 900_000)}
    return repacked("docx", {**parts, "word/media/last.png": bytes(left % 900_000)})


def picture(size: int) -> bytes:
    """The good document with a picture of so many bytes that packs to nearly nothing."""
    return with_pictures(1, size)


def packed_to_20000(size: int) -> bytes:
    """The good document with a picture of so many bytes that is packed to 20,000."""
    contents = [entry(name, content) for name, content in entries(good("docx")).items()]
    return written([*contents, _packed(size, 20_000)])


def _packed(size: int, length: int) -> Entry:
    """Noughts, of which as many are stored as they are as make up the length."""
    stored, rest = 0, deflated(bytes(size))
    while STORED + stored + len(rest) != length:
        stored = length - STORED - len(rest)
        rest = deflated(bytes(size - stored))
    head = struct.pack("<BHH", 0, stored, stored ^ 0xFFFF)
    return Entry(PICTURE.encode(), head + bytes(stored) + rest, size, zlib.crc32(bytes(size)))


EDGES = (
    Edge("disk.html", pages.padded, 20 * 1024 * 1024, 20 * 1024 * 1024 + 1, TOO_BIG),
    Edge("slides.pptx", slides, 10_000, 10_001, TOO_LONG),
    Edge("characters.txt", text, 10 * MILLION, 10 * MILLION + 1, TOO_LONG),
    Edge("characters.md", markdown, 10 * MILLION, 10 * MILLION + 1, TOO_LONG),
    Edge("characters.html", web_page, 10 * MILLION, 10 * MILLION + 1, TOO_LONG),
    Edge("characters.xlsx", sheet, 10 * MILLION, 10 * MILLION + 1, TOO_LONG),
    Edge("characters.pdf", pdf, 10 * MILLION, 10 * MILLION + 1, TOO_LONG, slow=True),
    Edge("rows.xlsx", spread, 2500, 2501, TOO_HEAVY, slow=True),
    Edge("unpacked.docx", unpacked, 100 * MILLION, 100 * MILLION + 1, BOMB),
    Edge("ratio.docx", packed_to_20000, 2 * MILLION, 2 * MILLION + 1, BOMB),
    Edge("small-entry.docx", picture, MILLION, MILLION + 1, BOMB),
)
