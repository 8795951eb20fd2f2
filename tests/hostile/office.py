"""Office documents whose XML or whose parts are hostile."""

import random
from functools import partial

from tests.hostile import ole
from tests.hostile.archives import BODY, repacked
from tests.hostile.good import SAYS, good
from tests.hostile.hostile_file import (
    BOMB,
    BROKEN,
    EMPTY,
    ENCRYPTED,
    OTHER_TYPE,
    STOPPED,
    TOO_LONG,
    TOO_SLOW,
    either,
    read,
    refused,
)
from tests.hostile.zips import entries

OFFICE = ("docx", "pptx", "xlsx")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = "docProps/core.xml"
LAUGH = "latter"
LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else LAUGH * 10}">' for n in range(9)
).encode()  # &l8; would be 10^9 laughs


def document(content: str, head: bytes = b"") -> bytes:
    """A Word document with this content in its body, and this before its root."""
    xml = f"<w:document {W}><w:body>{content}</w:body></w:document>"
    return repacked("docx", {BODY["docx"]: b'<?xml version="1.0"?>' + head + xml.encode()})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def laughing(suffix: str, part: str) -> bytes:
    """The good document with entities within entities in one of its parts."""
    xml = entries(good(suffix))[part]
    head, _, rest = xml.partition(b"?>")
    root, closed, content = rest.partition(b">")
    name = root.lstrip().split()[0].strip(b"<")
    doctype = b"<!DOCTYPE " + name + b" [" + LAUGHS + b"]>"
    return repacked(suffix, {part: head + b"?>" + doctype + root + closed + b"&l8;" + content})


def quadratic() -> bytes:
    """One long entity, named ten thousand times: a gigabyte."""
    head = f'<!DOCTYPE d [<!ENTITY a "{LAUGH * 15_000}">]>'.encode()
    return document(paragraph("&a;" * 10_000), head)


def without(suffix: str, part: str) -> bytes:
    return repacked(suffix, {part: None})


def deep(levels: int) -> bytes:
    return document("<w:sdt>" * levels + paragraph(SAYS) + "</w:sdt>" * levels)


def words(characters: int) -> str:
    """Prose that does not pack well."""
    dice = random.Random(2020)
    letters = "".join(dice.choices("abcdefghijklmnoprstuvyæøå", k=10_000))
    text = " ".join(letters[n : n + 7] for n in (dice.randrange(9990) for _ in range(125_000)))
    return (text + " ") * (characters // len(text)) + text[: characters % len(text)]


def long_document(characters: int) -> bytes:
    text = words(characters)
    pieces = (text[n : n + 1000] for n in range(0, len(text), 1000))
    return document("".join(paragraph(piece) for piece in pieces))


def huge_attribute() -> bytes:
    noise = random.Random(1).randbytes(4_000_000).hex()
    return document(paragraph(SAYS).replace("<w:p>", f'<w:p w:rsidR="{noise}">'))


def many_attributes() -> bytes:
    names = " ".join(f'w:a{n}=""' for n in range(100_000))
    return document(paragraph(SAYS).replace("<w:p>", f"<w:p {names}>"))


def with_macros() -> bytes:
    """A document with macros under a document's name."""
    types = entries(good("docx"))["[Content_Types].xml"]
    macros = types.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert macros != types
    parts = {"[Content_Types].xml": macros, "word/vbaProject.bin": ole.word_97()}
    return repacked("docx", parts)


FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe'
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
NAMED_OTHERWISE = [(a, b) for a in OFFICE for b in OFFICE if a != b]

FILES = (
    *(refused(f"laughs.{s}", partial(laughing, s, BODY[s]), BOMB, BROKEN) for s in OFFICE),
    refused("laughs-in-strings.xlsx", partial(laughing, "xlsx", "xl/sharedStrings.xml"),
            BOMB, BROKEN),
    *(refused(f"laughs-in-properties.{s}", partial(laughing, s, CORE), BOMB, BROKEN)
      for s in OFFICE),
    refused("laughs-in-types.docx", partial(laughing, "docx", "[Content_Types].xml"),
            BOMB, BROKEN),
    refused("quadratic.docx", quadratic, BOMB, BROKEN),
    *(refused(f"no-types.{s}", partial(without, s, "[Content_Types].xml"), BROKEN, OTHER_TYPE)
      for s in OFFICE),
    *(either(f"no-relations.{s}", partial(without, s, "_rels/.rels"), BROKEN, OTHER_TYPE,
             says=SAYS) for s in OFFICE),
    refused("no-document.docx", partial(without, "docx", BODY["docx"]), BROKEN, OTHER_TYPE),
    refused("no-slide.pptx", partial(without, "pptx", BODY["pptx"]), BROKEN, EMPTY),
    refused("no-sheet.xlsx", partial(without, "xlsx", BODY["xlsx"]), BROKEN, EMPTY),
    refused("no-workbook.xlsx", partial(without, "xlsx", "xl/workbook.xml"), BROKEN, OTHER_TYPE),
    either("200-levels.docx", partial(deep, 200), BROKEN, BOMB, says=SAYS),
    either("100000-levels.docx", partial(deep, 100_000), BROKEN, BOMB, *STOPPED, says=SAYS),
    either("huge-attribute.docx", huge_attribute, BROKEN, BOMB, says=SAYS),
    either("100000-attributes.docx", many_attributes, BROKEN, BOMB, TOO_SLOW, says=SAYS),
    either("macros.docx", with_macros, OTHER_TYPE, says=SAYS),
    *(refused(f"password.{s}", ole.encrypted, ENCRYPTED) for s in OFFICE),
    refused("word-97.docx", ole.word_97, OTHER_TYPE),
    refused("excel-97.xlsx", ole.excel_97, OTHER_TYPE),
    *(refused(f"{is_}-named.{named}", partial(good, is_), OTHER_TYPE)
      for is_, named in NAMED_OTHERWISE),
    refused("slide-as-text.docx", lambda: repacked("docx", {
        BODY["docx"]: entries(good("pptx"))[BODY["pptx"]]}), BROKEN, EMPTY, OTHER_TYPE),
    refused("not-xml.docx", lambda: repacked("docx", {BODY["docx"]: b"Klimaplan"}), BROKEN),
    refused("not-utf-8.docx", lambda: repacked("docx", {
        BODY["docx"]: entries(good("docx"))[BODY["docx"]].replace("å".encode(), b"\xe5")}), BROKEN),
    refused("blank.docx", partial(document, "<w:p/>"), EMPTY),
    refused("spaces.docx", partial(document, paragraph(" \u00a0\u200b\ufeff ") * 9), EMPTY),
    read("9900000-characters.docx", partial(long_document, 9_900_000)),
    refused("10100000-characters.docx", partial(long_document, 10_100_000), TOO_LONG),
    read("field-with-command.docx", partial(document, paragraph(SAYS) + FIELD), SAYS, "cmd.exe"),
)  # fmt: skip
