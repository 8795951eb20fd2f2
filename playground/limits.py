"""How often Slack lets an app call: docs.slack.dev, apis/web-api/rate-limits."""

import math
from collections import defaultdict, deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final

from playground.clocks import SlackTime
from playground.refused import TooMany

MINUTE = 60.0


@dataclass(frozen=True)
class Rate:
    """At most `calls` in any span of `seconds`."""

    calls: int
    seconds: float = MINUTE


TIER_1: Final = Rate(1)
TIER_2: Final = Rate(20)
TIER_3: Final = Rate(50)
TIER_4: Final = Rate(100)
# "Special": Slack gives no figure for these. Posting is about one message a second in a channel,
# where 'short bursts' pass, and several hundred a minute in a workspace.
POSTING_IN_A_CHANNEL: Final = Rate(10, 10.0)
POSTING_IN_A_WORKSPACE: Final = Rate(300)
SPECIAL: Final = Rate(600)


class RateLimits:
    """Counts the calls that were let through, on Slack's clock."""

    def __init__(self, time: SlackTime) -> None:
        self._time = time
        self._calls: dict[Hashable, deque[float]] = defaultdict(deque)

    def count(self, key: Hashable, rate: Rate) -> None:
        """Let one more call through. Raises TooMany with the seconds until there is room."""
        self.count_all({key: rate})

    def count_all(self, rates: Mapping[Hashable, Rate]) -> None:
        """Let one call through that counts in several places, or in none of them."""
        now = self._time.now()
        for key, rate in rates.items():
            calls = self._calls[key]
            while calls and calls[0] <= now - rate.seconds:
                calls.popleft()
            if len(calls) >= rate.calls:
                raise TooMany(max(1, math.ceil(calls[0] + rate.seconds - now)))
        for key in rates:
            self._calls[key].append(now)
