"""How long a conversation test takes: `python -m tests.benchmarks.conversations`."""

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping

from tests.benchmarks.figures import milliseconds, percentile, show

PYTEST = ("-m", "pytest", "tests/conversations", "-n0", "--durations=0", "--durations-min=0")
PHASE = re.compile(r"^\s*([\d.]+)s (?:setup|call)\s+(.+)$", re.MULTILINE)
SLOWEST = 3


def spent(report: str) -> Mapping[str, float]:
    """Seconds of setup and call by test, as pytest's `--durations` tells them."""
    seconds: defaultdict[str, float] = defaultdict(float)
    for took, test in PHASE.findall(report):
        seconds[test] += float(took)
    return seconds


def main() -> None:
    run = subprocess.run([sys.executable, *PYTEST], capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stdout + run.stderr)
    seconds = spent(run.stdout)
    times = list(seconds.values())
    rows = [
        (f"median of {len(times)} (target: under 300)", milliseconds(percentile(times, 0.5))),
        ("p95", milliseconds(percentile(times, 0.95))),
    ]
    slowest = sorted(seconds, key=lambda test: seconds[test], reverse=True)[:SLOWEST]
    rows += [(test.rpartition("::")[2], milliseconds(seconds[test])) for test in slowest]
    show("A conversation test, setup and call", ("", "ms"), rows)


if __name__ == "__main__":
    main()
