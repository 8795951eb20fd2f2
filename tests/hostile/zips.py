"""Zip archives as they are, entry by entry, so that each field of them can lie."""

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

DAY = 0x5D78  # 24.11.2026 as a zip writes it


def entries(archive: bytes) -> dict[str, bytes]:
    """What stands in an archive, by name."""
    with ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(contents: Iterable[tuple[str, bytes]], method: int = ZIP_DEFLATED) -> bytes:
    """An honest archive; the same contents give the same bytes."""
    file = BytesIO()
    with ZipFile(file, "w", method, compresslevel=1) as archive:
        for name, content in contents:
            archive.writestr(ZipInfo(name), content, method)
    return file.getvalue()


def deflated(content: bytes) -> bytes:
    """Packed as a zip packs, without a head."""
    packer = zlib.compressobj(1, wbits=-15)
    return packer.compress(content) + packer.flush()


@dataclass(frozen=True)
class Entry:
    """One entry as its two headers tell it, whatever its stream says."""

    name: bytes
    packed: bytes
    size: int
    crc: int
    method: int = ZIP_DEFLATED
    flags: int = 0
    local_size: int | None = None  # None: the same as in the central directory

    def local(self) -> bytes:
        """The header before the stream."""
        size = self.size if self.local_size is None else self.local_size
        fields = (20, self.flags, self.method, 0, DAY, self.crc, len(self.packed), size)
        return struct.pack("<4s5H3L2H", b"PK\3\4", *fields, len(self.name), 0) + self.name

    def central(self, offset: int) -> bytes:
        """The line of the central directory."""
        fields = (20, 20, self.flags, self.method, 0, DAY, self.crc, len(self.packed), self.size)
        tail = (len(self.name), 0, 0, 0, 0, 0, offset)
        return struct.pack("<4s6H3L5H2L", b"PK\1\2", *fields, *tail) + self.name


def entry(name: str, content: bytes) -> Entry:
    """An honest entry."""
    return Entry(name.encode(), deflated(content), len(content), zlib.crc32(content))


def written(contents: Sequence[Entry]) -> bytes:
    """An archive of these entries, with what their headers claim."""
    body, offsets = b"", []
    for one in contents:
        offsets.append(len(body))
        body += one.local() + one.packed
    return closed(body, [e.central(o) for e, o in zip(contents, offsets, strict=True)])


def closed(body: bytes, central: Sequence[bytes]) -> bytes:
    """A body of entries with the central directory after it."""
    directory = b"".join(central)
    fields = (0, 0, len(central), len(central), len(directory), len(body), 0)
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", *fields)
