"""What one message shows of a municipality's actions, and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from bot.asking.pages import Page
from bot.asking.register import KOMMUNE
from storage.actions import KeptAction
from storage.terms import Organisation

ACTIONS = 15  # in one message, so that they stay far below 13,000 characters


@dataclass(frozen=True)
class Listed:
    """What one message shows: a page of what the reader may see. `sought` are words that all of it
    has; `closed` is how many more are closed, `are_closed` that these are."""

    about: Organisation
    kept: Sequence[KeptAction]
    page: Page
    sought: str = field(default="", repr=False)
    closed: int = 0
    are_closed: bool = False
    may_write: bool = False

    @property
    def name(self) -> str:
        return self.about.name.removesuffix(KOMMUNE)

    @property
    def pages(self) -> int:
        return max(ceil(len(self.kept) / ACTIONS), 1)

    @property
    def number(self) -> int:
        return min(self.page.number, self.pages)

    @property
    def shown(self) -> Sequence[KeptAction]:
        return self.kept[(self.number - 1) * ACTIONS : self.number * ACTIONS]
