"""Good documents with something wrong in them: the same seed gives the same file."""

import random
import re
from collections.abc import Callable

from tests.hostile.good import GOOD, good
from tests.hostile.zips import entries, zipped

Dice = random.Random
Mutator = Callable[[Dice, bytes], bytes]
SUFFIXES = tuple(GOOD)
NUMBER = re.compile(rb"\d+")


def fuzzed(seed: int) -> tuple[str, bytes]:
    """A file's name and its bytes: the formats take turns, and so do the mutators of each."""
    dice = random.Random(seed)
    turn, place = divmod(seed, len(SUFFIXES))
    suffix = SUFFIXES[place]
    mutators = (*ANY, *OF_FORMAT.get(suffix, ()))
    mutate = mutators[turn % len(mutators)]
    name = f"{mutate.__name__.strip('_')}-{seed}.{suffix}"
    return name, mutate(dice, good(suffix))


def _flipped(dice: Dice, content: bytes) -> bytes:
    """A few bits the other way."""
    changed = bytearray(content)
    for _ in range(dice.choice((1, 4, 16, 256))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _truncated(dice: Dice, content: bytes) -> bytes:
    return content[: dice.randrange(len(content))]


def _spliced(dice: Dice, content: bytes) -> bytes:
    """The start of this and the end of another."""
    other = good(dice.choice(SUFFIXES))
    return content[: dice.randrange(len(content))] + other[dice.randrange(len(other)) :]


def _repeated(dice: Dice, content: bytes) -> bytes:
    """One piece of it many times."""
    start = dice.randrange(len(content))
    end = start + dice.choice((1, 16, 256, 4096))
    return content[:end] + content[start:end] * dice.choice((1, 10, 100)) + content[end:]


def _cut_out(dice: Dice, content: bytes) -> bytes:
    start = dice.randrange(len(content))
    return content[:start] + content[start + dice.choice((1, 16, 256, 4096)) :]


def _overwritten(dice: Dice, content: bytes) -> bytes:
    """Bytes that parsers trip over, in the place of others."""
    start = dice.randrange(len(content))
    piece = dice.choice((b"\0", b"\xff\xff\xff\xff", b"<", b"&", b"]]>", b"\xed\xa0\x80", b"%"))
    return content[:start] + piece * dice.choice((1, 4, 64)) + content[start + len(piece) :]


def _part_changed(dice: Dice, content: bytes) -> bytes:
    """One entry of the archive changed, and the archive sound."""
    parts = entries(content)
    name = dice.choice(sorted(n for n, part in parts.items() if part))
    return zipped({**parts, name: dice.choice(ANY)(dice, parts[name])}.items())


def _part_gone(dice: Dice, content: bytes) -> bytes:
    parts = entries(content)
    del parts[dice.choice(sorted(parts))]
    return zipped(parts.items())


def _parts_swapped(dice: Dice, content: bytes) -> bytes:
    parts = entries(content)
    one, other = dice.sample(sorted(parts), 2)
    return zipped({**parts, one: parts[other], other: parts[one]}.items())


def _part_number(dice: Dice, content: bytes) -> bytes:
    """A number in one entry becomes another: indices, sizes, places."""
    parts = entries(content)
    name = dice.choice(sorted(n for n, part in parts.items() if NUMBER.search(part)))
    return zipped({**parts, name: _number(dice, parts[name])}.items())


def _number(dice: Dice, content: bytes) -> bytes:
    """A number becomes another: of an object, a length, a place."""
    found = dice.choice(list(NUMBER.finditer(content)))
    other = dice.choice((b"0", b"-1", b"1", b"7", b"65536", b"2147483648", b"9" * 30))
    return content[: found.start()] + other + content[found.end() :]


ANY: tuple[Mutator, ...] = (_flipped, _truncated, _spliced, _repeated, _cut_out, _overwritten)
IN_ARCHIVE: tuple[Mutator, ...] = (_part_changed, _part_gone, _parts_swapped, _part_number)
OF_FORMAT: dict[str, tuple[Mutator, ...]] = {
    "pdf": (_number,),
    "docx": IN_ARCHIVE,
    "pptx": IN_ARCHIVE,
    "xlsx": IN_ARCHIVE,
}
