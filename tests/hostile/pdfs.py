"""PDF written object by object, so that each of them can be wrong."""

import zlib
from collections.abc import Iterable, Sequence

WORDS = b"BT /F1 12 Tf 40 400 Td (Udtagning af lavbundsjord) Tj ET"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def written(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    pieces, offsets, length = [b"%PDF-1.7\n"], list[int](), 9
    for number, content in enumerate(objects, 1):
        offsets.append(length)
        pieces.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        length += len(pieces[-1])
    count = len(objects) + 1
    pieces.append(b"xref\n0 %d\n0000000000 65535 f \n" % count)
    pieces += [b"%010d 00000 n \n" % offset for offset in offsets]
    pieces.append(b"trailer\n<</Size %d/Root 1 0 R%b>>\n" % (count, trailer))
    return b"".join(pieces) + b"startxref\n%d\n%%%%EOF\n" % length


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A stream object, with its length told rightly."""
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(content), more, content)


def page(
    content: bytes = WORDS,
    *,
    contents: bytes | None = None,
    catalogue: bytes = b"",
    kept: bytes = b"",
    box: bytes = b"0 0 595 842",
    more: Iterable[bytes] = (),
    trailer: bytes = b"",
) -> bytes:
    """A PDF of one page; objects after the fifth are `more`."""
    resources = b"/Resources<</Font<</F1 5 0 R>>%b>>" % kept
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R%b>>" % catalogue,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R%b>>" % (box, resources),
            contents or stream(content),
            FONT,
            *more,
        ],
        trailer,
    )


def pages(count: int) -> bytes:
    """A PDF of so many pages, which all show the same words."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, count + 5))
    resources = b"/Resources<</Font<</F1 4 0 R>>>>"
    parent = b"<</Type/Pages/Kids[%b]/Count %d/MediaBox[0 0 595 842]%b>>"
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            parent % (kids, count, resources),
            stream(WORDS),
            FONT,
            *[b"<</Type/Page/Parent 2 0 R/Contents 3 0 R>>"] * count,
        ]
    )


def zeros(megabytes: int, start: bytes = b"", fill: bytes = b" ") -> bytes:
    """`start` and so many megabytes of one character, packed."""
    packer = zlib.compressobj(1)
    packed = [packer.compress(start)]
    packed += [packer.compress(fill * 1_000_000) for _ in range(megabytes)]
    return b"".join(packed) + packer.flush()
