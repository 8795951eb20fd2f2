"""What a model's answers took, and how many of its claims stand, over many questions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from bot.asking.account import Account
from bot.asking.answer import Answer, Note
from bot.asking.evaluation import Share


def shares(accounts: Sequence[Account], answers: Sequence[Answer]) -> Mapping[str, Share]:
    """Of its claims those that stand and what is wrong with the others; of the answers those that
    fell back on the sources' own sentences or broke off; of its calls those that failed, by why."""
    written = sum(account.written for account in accounts)
    dropped = sum((account.dropped for account in accounts), Counter())
    noted = Counter(answer.note for answer in answers)
    failures = Counter(account.failure for account in accounts if account.failure)
    counted = {
        "claims_standing": (sum(account.standing for account in accounts), written),
        **{f"dropped_{reason.name.lower()}": (n, written) for reason, n in dropped.most_common()},
        "fell_back": (noted[Note.MODEL_AWAY], len(answers)),
        "broke_off": (noted[Note.CUT], len(answers)),
        **{f"failed: {why}": (n, len(accounts)) for why, n in failures.most_common()},
    }
    return {name: Share(*figures) for name, figures in counted.items()}


def spreads(accounts: Iterable[Account]) -> Mapping[str, tuple[float, float]]:
    """The median with the 90th percentile of tokens, the 95th of seconds, of what did not fail."""
    whole = [account for account in accounts if account.failure is None]
    spent = [account.spent for account in whole]
    first = [account.first for account in whole if account.first is not None]
    return {
        "tokens_read": _spread([one.prompt for one in spent], 90),
        "tokens_written": _spread([one.completion for one in spent], 90),
        "tokens": _spread([one.prompt + one.completion for one in spent], 90),
        "seconds_to_first_claim": _spread(first, 95),
        "seconds": _spread([account.seconds for account in whole], 95),
    }


def _spread(values: Sequence[float], percent: int) -> tuple[float, float]:
    if not values:
        return 0.0, 0.0
    median, high = np.percentile(values, [50, percent])
    return float(median), float(high)
