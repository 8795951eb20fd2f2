import sys
from collections.abc import Iterator
from threading import Thread

import pytest

from bot.knowledge.index.rows import Rows
from bot.knowledge.index.within import ANYTHING, bounds
from storage.passages import FoundPassage
from storage.terms import Audience, DocumentKind, Passage

CHANNEL = Audience("T0DK2020", "C0ALLIANCEN")
TEXT = Passage(0, "", "Vejle planter skov.")
SKOV = FoundPassage(1, 1, "alliance", "skov", DocumentKind.FILE, None, TEXT, "skov")


@pytest.fixture
def threads_in_turns() -> Iterator[None]:
    """Threads take turns as often as they can, so that what can go wrong does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("threads_in_turns")
def test_a_search_keeps_to_what_is_there_while_passages_come() -> None:
    rows, kept_to = Rows(), bounds(CHANNEL, ANYTHING)
    adding = Thread(target=lambda: rows.swap((), [(1, rows.add(SKOV)) for _ in range(20_000)]))

    adding.start()
    seen = set()
    while adding.is_alive():
        seen.add(int(rows.allowed(kept_to).sum()))
    adding.join()

    assert seen <= set(range(20_001))
    assert rows.allowed(kept_to).sum() == 20_000
