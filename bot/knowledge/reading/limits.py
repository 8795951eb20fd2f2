"""How much a document may ask of us, and how the child keeps to it."""

import resource

MB = 1024 * 1024
ON_DISK = 20 * MB
ENTRIES = 2_000  # of an archive
UNPACKED = 100_000_000  # bytes, by counting: the headers may lie
RATIO = 100  # unpacked to packed, of entries over
SMALL_ENTRY = 1_000_000
PAGES = 10_000
CHARACTERS = 10_000_000
PROCESSOR_SECONDS = 10
WALL_SECONDS = 30.0
RESIDENT = 512 * MB
GUARD = 440 * MB  # at which the child is stopped: it grows between two looks
WRITABLE = 480 * MB  # private memory, by the kernel where it counts that (Linux)
OPEN_FILES = 64


class Refused(Exception):
    """A document is not read. `key` says why; the parent adds its name."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def check_length(characters: int) -> None:
    """Raises Refused for more than ten million characters."""
    if characters > CHARACTERS:
        raise Refused("document.too_long")


def hold_myself() -> None:
    """No core dumps, no files, few handles, and only so much memory."""
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_DATA: WRITABLE,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def allow_one_more() -> None:
    """Ten more seconds of processor time, counted from here."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + PROCESSOR_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
