"""What kind of document the bytes are, whatever the name says."""

import os
import stat
from pathlib import Path, PurePath

from bot.knowledge.reading.archive import check_archive
from bot.knowledge.reading.limits import ON_DISK, Refused

TEXTS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".txt": "txt"}
OFFICE = {  # the type of what is the document itself, and where it lies
    ".docx": ("wordprocessingml.document.main+xml", "word/document.xml"),
    ".pptx": ("presentationml.presentation.main+xml", "ppt/presentation.xml"),
    ".xlsx": ("spreadsheetml.sheet.main+xml", "xl/workbook.xml"),
}
SUFFIXES = (".pdf", *OFFICE, *TEXTS)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office before 2007, and Office with a password
LOCKED = "EncryptedPackage".encode("utf-16-le")
NO_TEXT = (
    b"%PDF-", b"PK\3\4", b"PK\5\6", OLE, b"MZ", b"\x7fELF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff",
    b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"\xca\xfe\xba\xbe",
)  # fmt: skip
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def bytes_of(path: Path) -> bytes:
    """What a file holds. Raises Refused: it is not there, no file, or too big."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # a pipe may be silent
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise Refused("document.not_there")
            if about.st_size > ON_DISK:
                raise Refused("document.too_big")
            raw = file.read(ON_DISK + 1)
    except (OSError, ValueError):
        raise Refused("document.not_there") from None
    if len(raw) > ON_DISK:
        raise Refused("document.too_big")
    return raw


def suffix_of(name: str) -> str:
    """The end of a name that says what kind it is. Raises Refused for one we do not read."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise Refused("document.unknown_type")
    return suffix


def checked(name: str, raw: bytes) -> str:
    """`pdf`, `docx`, `pptx`, `xlsx`, `html`, `md` or `txt`, by name and content alike.

    Raises Refused where they differ, and for what its archive hides.
    """
    suffix = suffix_of(name)
    if suffix in OFFICE:
        _check_office(raw, *OFFICE[suffix])
    elif suffix == ".pdf":
        if not raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
            raise Refused("document.other_type" if raw else "document.empty")
    else:
        check_text(raw)
    return TEXTS.get(suffix, suffix[1:])


def _check_office(raw: bytes, kind: str, main: str) -> None:
    if raw.startswith(OLE):
        raise Refused("document.encrypted" if LOCKED in raw else "document.other_type")
    if not raw.startswith((b"PK\3\4", b"PK\5\6")):
        raise Refused("document.other_type" if raw else "document.empty")
    check_archive(raw, kind, main)


def check_text(raw: bytes) -> None:
    """Raises Refused for bytes that are no text."""
    if raw.startswith(NO_TEXT) or (b"\0" in raw and not raw.startswith(UTF_16)):
        raise Refused("document.other_type")
