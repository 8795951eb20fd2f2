"""Zip bombs and archives whose headers lie, as Office documents."""

import random
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from zipfile import ZIP_BZIP2

from tests.hostile.good import SAYS, good
from tests.hostile.hostile_file import BOMB, BROKEN, ENCRYPTED, OTHER_TYPE, either, read, refused
from tests.hostile.zips import Entry, closed, deflated, entries, entry, written, zipped

MIB = 1024 * 1024
BODY = {
    "docx": "word/document.xml",
    "pptx": "ppt/slides/slide1.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
}
PICTURE = "word/media/image1.png"


def repacked(suffix: str, parts: Mapping[str, bytes | None]) -> bytes:
    """The good document with these parts replaced, added or (None) left out."""
    kept = {**entries(good(suffix)), **parts}
    return zipped((name, content) for name, content in kept.items() if content is not None)


def padded(suffix: str, megabytes: int) -> bytes:
    """The good document with spaces after its text."""
    text = entries(good(suffix))[BODY[suffix]]
    return repacked(suffix, {BODY[suffix]: text + b" " * megabytes * 1_000_000})


def with_pictures(count: int, size: int) -> bytes:
    """The good document with so many pictures of so many bytes."""
    pictures: dict[str, bytes | None] = {f"word/media/{n}.png": bytes(size) for n in range(count)}
    return repacked("docx", pictures)


def with_entries(count: int) -> bytes:
    """The good document with so many entries in all."""
    return with_pictures(count - len(entries(good("docx"))), 1)


def of_ratio(ratio: float) -> bytes:
    """The good document with a picture of 2 MiB that packs to a `ratio`-th of that."""
    size = 2 * MIB
    noise = random.Random(1).randbytes(round(size / ratio - size / 1030))
    return repacked("docx", {PICTURE: noise + bytes(size - len(noise))})


def lying(central: int | None = None, local: int | None = None, size: int = 300) -> bytes:
    """A document of `size` MB whose headers claim other sizes."""
    honest = [entry(name, content) for name, content in entries(good("docx")).items()]
    spaces = entries(good("docx"))[BODY["docx"]] + b" " * size * 1_000_000
    real = entry(BODY["docx"], spaces)
    claims = replace(real, size=real.size if central is None else central, local_size=local)
    return written([claims if e.name == real.name else e for e in honest])


def changed(change: Callable[[Entry], Entry]) -> bytes:
    """The good document with the headers of its text changed."""
    contents = [entry(name, content) for name, content in entries(good("docx")).items()]
    body = BODY["docx"].encode()
    return written([change(e) if e.name == body else e for e in contents])


def overlapping() -> bytes:
    """A thousand entries that are one and the same stream of 1 MB."""
    kernel = entry(PICTURE, bytes(MIB))
    start = written([entry(name, c) for name, c in entries(good("docx")).items()])
    body = start[: start.index(b"PK\1\2")]
    return closed(body + kernel.local() + kernel.packed, [kernel.central(len(body))] * 1000)


def quoting(count: int = 30, size: int = 10_000_000) -> bytes:
    """Entries whose streams hold the next entry's header and go on into its stream.

    The construction is David Fifield's: A better zip bomb (WOOT 2019), section 3.
    """
    content = bytes(size)
    body = deflated(content)
    crc, length, heads = zlib.crc32(content), size, list[tuple[int, Entry]]()
    for number in reversed(range(count)):
        one = Entry(f"word/media/{number}.png".encode(), body, length, crc)
        head = one.local()
        heads.append((len(body) + len(head), one))
        content = head + content
        quote = struct.pack("<BHH", 0, len(head), len(head) ^ 0xFFFF)
        crc, length, body = zlib.crc32(content), length + len(head), quote + head + body
    whole = body[5:]  # the outermost entry is quoted by nobody
    return closed(whole, [one.central(len(whole) - end) for end, one in heads])


def named(name: str) -> bytes:
    """The good document with one more entry of this name."""
    contents = [entry(n, content) for n, content in entries(good("docx")).items()]
    return written([*contents, entry(name, b"Klimakoordinator, Assens")])


def doubled() -> bytes:
    contents = [entry(n, content) for n, content in entries(good("docx")).items()]
    return written([*contents, *contents])


NAMES = {
    "climbing": "../../../../../../tmp/klimabot-was-here",
    "absolute": "/tmp/klimabot-was-here",  # noqa: S108 - it must never be written
    "drive": "C:\\Windows\\klimabot-was-here",
    "nul": "word/\0document.xml",
    "long": "word/" + "æ" * 30_000,
    "line-break": "word/a\nb.xml",
    "nameless": "",
}

FILES = (
    refused("300-mb-of-text.docx", lambda: padded("docx", 300), BOMB),
    refused("300-mb-of-text.pptx", lambda: padded("pptx", 300), BOMB),
    refused("300-mb-of-text.xlsx", lambda: padded("xlsx", 300), BOMB),
    refused("300-mb-picture.docx", lambda: with_pictures(1, 300_000_000), BOMB),
    read("99-mb-unpacked.docx", lambda: with_pictures(109, 900_000), SAYS),
    refused("105-mb-unpacked.docx", lambda: with_pictures(117, 900_000), BOMB),
    read("2000-entries.docx", lambda: with_entries(2000), SAYS),
    refused("2001-entries.docx", lambda: with_entries(2001), BOMB),
    read("ratio-95.docx", lambda: of_ratio(95), SAYS),
    refused("ratio-105.docx", lambda: of_ratio(105), BOMB),
    read("ratio-900-but-small.docx", lambda: with_pictures(1, 900_000), SAYS),
    refused("overlapping.docx", overlapping, BOMB, BROKEN),
    refused("quoting.docx", quoting, BOMB, BROKEN, OTHER_TYPE),
    refused("claims-100-bytes.docx", lambda: lying(central=100, local=100), BOMB, BROKEN),
    refused("claims-nothing-inside.docx", lambda: lying(local=0), BOMB, BROKEN),
    refused("claims-100-in-directory.docx", lambda: lying(central=100), BOMB, BROKEN),
    refused("claims-4-gb.docx", lambda: lying(central=2**32 - 2, size=0), BOMB, BROKEN),
    refused("bzip2-bomb.docx", lambda: zipped([(PICTURE, bytes(120_000_000))], ZIP_BZIP2),
            BOMB, BROKEN, OTHER_TYPE),
    refused("zip-inside.docx", lambda: repacked("docx", {"word/a.zip": good("docx")}), BOMB),
    refused("jar-inside.pptx", lambda: repacked("pptx", {"ppt/a.jar": good("docx")}), BOMB),
    refused("docx-inside.xlsx", lambda: repacked("xlsx", {"xl/a.docx": good("docx")}), BOMB),
    read("sheet-embedded.docx", lambda: repacked("docx", {
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx": good("xlsx")}), SAYS),
    read("ole-embedded.docx", lambda: repacked("docx", {
        "word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 512}), SAYS),
    either("zip-as-picture.docx", lambda: repacked("docx", {PICTURE: good("docx")}), BOMB,
           says=SAYS),
    refused("only-a-zip-inside.docx", lambda: zipped([("a.zip", good("docx"))]),
            BOMB, BROKEN, OTHER_TYPE),
    either("two-of-each-entry.docx", doubled, BROKEN, BOMB, says=SAYS),
    refused("half.docx", lambda: good("docx")[: len(good("docx")) // 2], BROKEN),
    refused("half.xlsx", lambda: good("xlsx")[: len(good("xlsx")) // 2], BROKEN),
    refused("half.pptx", lambda: good("pptx")[: len(good("pptx")) // 2], BROKEN),
    refused("no-entries.docx", lambda: closed(b"", []), BROKEN, OTHER_TYPE),
    refused("wrong-checksum.docx", partial(changed, lambda e: replace(e, crc=1)), BROKEN),
    refused("unknown-packing.docx", partial(changed, lambda e: replace(e, method=97)), BROKEN),
    refused("says-it-is-stored.docx", partial(changed, lambda e: replace(e, method=0)), BROKEN),
    refused("locked-entry.docx", partial(changed, lambda e: replace(e, flags=1)),
            ENCRYPTED, BROKEN),
    refused("program-before.docx", lambda: b"MZ" + bytes(500) + good("docx"), OTHER_TYPE, BROKEN),
    read("long-comment.docx", lambda: good("docx")[:-2] + b"\xff\xff" + b"k" * 0xFFFF, SAYS),
    *(either(f"{kind}-name-inside.docx", partial(named, name), BROKEN, BOMB, says=SAYS)
      for kind, name in NAMES.items()),
)  # fmt: skip
