"""What one answer of a model took, and what became of its claims."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from bot.asking.claims import Weakness
from bot.counts import MODEL_CALLS_FAILED
from bot.llm import Spent

logger = structlog.get_logger()


@dataclass
class Account:
    """Of one call. `first` is seconds to the first claim that stands, None while none does."""

    spent: Spent = field(default_factory=Spent)
    began: float = field(default_factory=time.monotonic)
    first: float | None = None
    seconds: float = 0.0
    standing: int = 0
    dropped: Counter[Weakness] = field(default_factory=Counter)
    failure: str | None = None

    @property
    def written(self) -> int:
        """Claims, whether they stand or not."""
        return self.standing + self.dropped.total()

    def stands(self) -> None:
        """One more claim stands."""
        self.standing += 1
        if self.first is None:
            self.first = time.monotonic() - self.began

    def close(self) -> None:
        self.seconds = time.monotonic() - self.began


Tell = Callable[[Account], None]


def log(account: Account) -> None:
    """Figures alone: what was asked and written is in no log."""
    MODEL_CALLS_FAILED.inc(account.failure is not None)
    logger.info(
        "model.wrote",
        prompt=account.spent.prompt,
        completion=account.spent.completion,
        first=account.first and round(account.first, 1),
        seconds=round(account.seconds, 1),
        standing=account.standing,
        dropped={reason.name.lower(): count for reason, count in account.dropped.items()},
    )
