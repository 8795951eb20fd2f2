"""Hostile PDF files."""

import zlib
from functools import partial

from fpdf.enums import EncryptionMethod

from tests.hostile import pdfs
from tests.hostile.good import SAYS, drawn, good
from tests.hostile.hostile_file import (
    BOMB,
    BROKEN,
    EMPTY,
    ENCRYPTED,
    OTHER_TYPE,
    STOPPED,
    TOO_LONG,
    either,
    read,
    refused,
)
from tests.hostile.pdfs import WORDS, page, stream, written

FLATE = b"/Filter/FlateDecode"
TWICE = b"/Filter[/FlateDecode/FlateDecode]"
ODD = (BROKEN, EMPTY)  # it may be mended, or the person is told


def locked(user: str) -> bytes:
    """The good document, with a password to open it unless `user` is empty."""
    document = drawn()
    document.set_encryption("ejer", user, encryption_method=EncryptionMethod.RC4)
    return document.getvalue()


def bomb(filters: bytes, start: bytes = b"") -> bytes:
    """A page whose content is 400 MB, packed once or twice."""
    packed = pdfs.zeros(400, start)
    if filters is TWICE:
        packed = zlib.compress(packed)
    return page(contents=stream(packed, filters))


def with_tree(pages: bytes) -> bytes:
    """A document whose tree of pages is this object."""
    return written([b"<</Type/Catalog/Pages 2 0 R>>", pages, b"<</Type/Page/Parent 2 0 R>>"])


def with_start(offset: bytes) -> bytes:
    """The good page with another place for its table of objects."""
    before, _, _ = page().rpartition(b"startxref\n")
    return before + b"startxref\n" + offset + b"\n%%EOF\n"


def in_loop() -> bytes:
    start = page().index(b"\nxref") + 1
    return page(trailer=b"/Prev %d" % start)


def forms(count: int) -> bytes:
    """Forms that each draw the next one twice: 2^count drawings."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    made = [stream(b"/X Do /X Do", head % (n + 7)) for n in range(count)]
    last = stream(WORDS, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]")
    return page(WORDS + b" /X Do", kept=b"/XObject<</X 6 0 R>>", more=[*made, last])


def form_of_itself() -> bytes:
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    return page(WORDS + b" /X Do", kept=b"/XObject<</X 6 0 R>>", more=[stream(b"/X Do", head)])


def picture(content: bytes, side: int, words: bytes = b"") -> bytes:
    """A page that shows a picture, and perhaps words."""
    size = b"/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray" % (side, side)
    drawn = stream(content, b"/Type/XObject/Subtype/Image" + size + FLATE)
    show = words + b" q 500 0 0 500 0 0 cm /X Do Q"
    return page(show, kept=b"/XObject<</X 6 0 R>>", more=[drawn])


def action(kind: bytes) -> bytes:
    return page(catalogue=b"/OpenAction<</S/%b>>" % kind)


def attached() -> bytes:
    names = b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a.zip)/EF<</F 6 0 R>>>>]>>>>"
    return page(catalogue=names, more=[stream(b"PK\3\4 hemmelig", b"/Type/EmbeddedFile")])


def titled(title: bytes) -> bytes:
    return page(more=[b"<</Title<%b>>>" % title], trailer=b"/Info 6 0 R")


def half(suffix: str = "pdf") -> bytes:
    return good(suffix)[: len(good(suffix)) // 2]


DEEP = b"/Klima" + b"[" * 100_000 + b"]" * 100_000
DEEPER = b"/Klima" + b"<</A" * 100_000 + b" 0" + b">>" * 100_000

FILES = (
    refused("password.pdf", partial(locked, "klima"), ENCRYPTED),
    either("password-to-change.pdf", partial(locked, ""), ENCRYPTED, says=SAYS),
    refused("unknown-lock.pdf", lambda: page(trailer=b"/Encrypt<</Filter/Klima/V 9/R 9>>"),
            ENCRYPTED, BROKEN),
    either("half.pdf", half, *ODD),
    refused("only-a-head.pdf", lambda: b"%PDF-1.7\n", BROKEN),
    either("objects-in-loop.pdf", in_loop, *ODD, says=SAYS),
    *(either(f"objects-at{at}.pdf", partial(with_start, at.encode()), *ODD, says=SAYS)
      for at in ("0", "99999999", "-1", "99999999999999999999", "klima")),
    refused("tree-in-loop.pdf",
            partial(with_tree, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), *ODD, TOO_LONG),
    refused("no-pages.pdf", partial(with_tree, b"<</Type/Pages/Kids[]/Count 0>>"), *ODD),
    refused("claims-100-million-pages.pdf",
            partial(with_tree, b"<</Type/Pages/Kids[3 0 R]/Count 100000000>>"), *ODD, TOO_LONG),
    read("10000-pages.pdf", partial(pdfs.pages, 10_000), SAYS),
    refused("10001-pages.pdf", partial(pdfs.pages, 10_001), TOO_LONG),
    refused("100000-pages.pdf", partial(pdfs.pages, 100_000), TOO_LONG),
    refused("400-mb.pdf", partial(bomb, FLATE), BOMB, *ODD, *STOPPED),
    refused("400-mb-packed-twice.pdf", partial(bomb, TWICE), BOMB, *ODD, *STOPPED),
    either("400-mb-after-words.pdf", partial(bomb, FLATE, WORDS), BOMB, *ODD, *STOPPED, says=SAYS),
    either("400-mb-picture.pdf", lambda: picture(pdfs.zeros(400), 20_000, WORDS),
           BOMB, *STOPPED, says=SAYS),
    refused("only-a-picture.pdf", lambda: picture(pdfs.zeros(1), 1000), EMPTY),
    refused("blank.pdf", lambda: page(b" "), EMPTY),
    either("deep-list.pdf", lambda: page(catalogue=DEEP), *ODD, says=SAYS),
    either("deep-dictionary.pdf", lambda: page(catalogue=DEEPER), *ODD, says=SAYS),
    either("deep-list-on-page.pdf", lambda: page(WORDS + b"[" * 200_000), *ODD, says=SAYS),
    either("saved-200000-times.pdf", lambda: page(b"q " * 200_000 + WORDS), *ODD, says=SAYS),
    either("form-of-itself.pdf", form_of_itself, *ODD, says=SAYS),
    either("forms-twice.pdf", partial(forms, 30), *ODD, *STOPPED, BOMB, says=SAYS),
    read("script.pdf", partial(action, b"JavaScript/JS(app.alert\\(1\\))"), SAYS, "app.alert"),
    read("launch.pdf", partial(action, b"Launch/F(/bin/sh)/Win<</F(cmd.exe)>>"), SAYS, "cmd.exe"),
    read("attachment.pdf", attached, SAYS, "hemmelig"),
    *(either(f"box-{n}.pdf", partial(page, box=box), *ODD, says=SAYS)
      for n, box in enumerate((b"0 0 1e9 1e9", b"0 0 0 0", b"9 9 -9 -9", b"0 0 nan inf", b""))),
    *(read(f"title-{title.decode()}.pdf", partial(titled, title), SAYS)
      for title in (b"FEFFD800", b"FEFF0", b"FFFE00D8", b"EFBBBFFF", b"004B", b"FEFF004B00000041")),
    read("invisible.pdf", lambda: page(b"3 Tr " + WORDS), SAYS),
    either("length-too-long.pdf", lambda: page(contents=stream(WORDS).replace(
        b"/Length ", b"/Length 99999999")), *ODD, says=SAYS),
    either("length-negative.pdf", lambda: page(contents=stream(WORDS).replace(
        b"/Length ", b"/Length -")), *ODD, says=SAYS),
    either("length-of-itself.pdf", lambda: page(contents=b"<</Length 4 0 R>>\nstream\n%b\nendstream"
           % WORDS), *ODD, says=SAYS),
    either("zip-after.pdf", lambda: good("pdf") + good("docx"), OTHER_TYPE, says=SAYS),
    either("page-before.pdf", lambda: b"<html><!--" + good("pdf"), OTHER_TYPE, BROKEN, says=SAYS),
    refused("pdf-named.docx", partial(good, "pdf"), OTHER_TYPE),
    refused("pdf-named.xlsx", lambda: good("pdf") + good("xlsx"), OTHER_TYPE),
    refused("pdf-named.txt", partial(good, "pdf"), OTHER_TYPE),
    refused("pdf-named.html", partial(good, "pdf"), OTHER_TYPE),
    refused("html-named.pdf", partial(good, "html"), OTHER_TYPE),
    refused("docx-named.pdf", partial(good, "docx"), OTHER_TYPE),
)  # fmt: skip
