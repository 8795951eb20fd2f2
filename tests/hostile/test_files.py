"""The hostile files are what their names say, and the same every time."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest

from tests.hostile.archives import PICTURE, lying, of_ratio, overlapping, quoting, with_entries
from tests.hostile.files import FILES
from tests.hostile.fuzz import SUFFIXES, fuzzed
from tests.hostile.good import GOOD, good

SEEDS = range(200)


def test_names_are_told_apart() -> None:
    assert len({hostile.name for hostile in FILES}) == len(FILES) >= 70


@pytest.mark.parametrize("suffix", GOOD)
def test_good_document_is_small_and_the_same_every_time(suffix: str) -> None:
    assert GOOD[suffix]() == good(suffix)
    assert len(good(suffix)) < 50_000


@pytest.mark.parametrize("ratio", [95, 105])
def test_picture_packs_as_its_document_is_named(ratio: int) -> None:
    packed = ZipFile(BytesIO(of_ratio(ratio))).getinfo(PICTURE)
    assert packed.file_size / packed.compress_size == pytest.approx(ratio, abs=3)


@pytest.mark.parametrize("count", [2000, 2001])
def test_archive_has_the_entries_of_its_name(count: int) -> None:
    assert len(ZipFile(BytesIO(with_entries(count))).infolist()) == count


@pytest.mark.parametrize("bomb", [overlapping, quoting])
def test_small_bomb_claims_more_than_300_mb(bomb: type[bytes]) -> None:
    claimed = ZipFile(BytesIO(bomb())).infolist()
    assert sum(entry.file_size for entry in claimed) > 300_000_000
    assert len(bomb()) < 200_000


def test_quoting_entries_unpack_soundly() -> None:
    """Else they would be refused as broken, and the limits never tried."""
    archive = ZipFile(BytesIO(quoting(5, 1000)))
    assert [archive.testzip(), len(archive.namelist())] == [None, 5]


def test_lying_entry_unpacks_to_more_than_it_claims() -> None:
    archive = ZipFile(BytesIO(lying(central=100, size=1)))
    with pytest.raises(BadZipFile, match="CRC"):
        archive.read("word/document.xml")


def test_same_seed_is_the_same_file() -> None:
    assert [fuzzed(seed) for seed in SEEDS] == [fuzzed(seed) for seed in SEEDS]


def test_every_format_is_damaged_in_every_batch() -> None:
    names = [fuzzed(seed)[0] for seed in range(25)]
    assert {name.rpartition(".")[2] for name in names} == set(SUFFIXES)


def test_most_damaged_files_differ_from_the_good_one() -> None:
    files = [fuzzed(seed) for seed in SEEDS]
    changed = [name for name, content in files if content != good(name.rpartition(".")[2])]
    assert len(changed) > 0.95 * len(SEEDS)
