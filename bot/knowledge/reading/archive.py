"""Looking through an Office file's archive before an extractor sees it."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from bot.knowledge.reading.limits import ENTRIES, RATIO, SMALL_ENTRY, UNPACKED, Refused

CHUNK = 256 * 1024
TYPES = "[Content_Types].xml"
ARCHIVES = frozenset(
    ".zip .jar .war .apk .7z .rar .tar .gz .tgz .bz2 .xz .zst .cab .iso .epub .odt .ods .odp"
    " .docx .docm .dotx .xlsx .xlsm .xltx .pptx .pptm .ppsx .potx".split()
)
MARKUP = frozenset((".xml", ".rels", ".vml"))
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
TAIL = max(map(len, DECLARATIONS))
DEFLATED_OR_STORED = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)
BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n"
BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, ValueError, RuntimeError)
ENCRYPTED = 1  # a bit of an entry's flags


def check_archive(raw: bytes, kind: str, main: str) -> None:
    """Unpack and count all of an archive; `main` is to be its document, of the type `kind`.

    Raises Refused for another type, a bomb, an archive within, a broken one, or declarations in its
    XML: Office writes none, and entities are how XML grows and reaches out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRIES:
                raise Refused("document.bomb")
            total = 0
            for entry in entries:
                total += _counted(archive, entry, UNPACKED - total)
            if kind.encode() not in archive.read(TYPES):
                raise Refused("document.other_type")
            if not archive.read(main).lstrip(BEFORE_XML).startswith(b"<"):
                raise Refused("document.broken")
    except BROKEN:
        raise Refused("document.broken") from None


def _counted(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """How many bytes an entry really holds."""
    _check_head(entry)
    markup = PurePosixPath(entry.filename).suffix.lower() in MARKUP
    size, tail = 0, b""
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > left or (size > SMALL_ENTRY and size > RATIO * entry.compress_size):
                raise Refused("document.bomb")
            if markup:
                tail = _undeclared(tail + chunk)
    return size


def _check_head(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename.lower())
    if entry.flag_bits & ENCRYPTED:
        raise Refused("document.encrypted")
    if entry.compress_type not in DEFLATED_OR_STORED:
        raise Refused("document.broken")
    if entry.file_size > UNPACKED:
        raise Refused("document.bomb")
    if path.suffix in ARCHIVES and "embeddings" not in path.parts:
        raise Refused("document.bomb")


def _undeclared(markup: bytes) -> bytes:
    """The end of a chunk, in which a declaration may have begun (UTF-16 has noughts between)."""
    plain = markup.replace(b"\0", b"")
    if any(declaration in plain for declaration in DECLARATIONS):
        raise Refused("document.broken")
    return plain[-TAIL:]
