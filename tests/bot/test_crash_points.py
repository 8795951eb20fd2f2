import subprocess
import sys

import pytest

from bot.delivery import crash_points
from bot.delivery.crash_points import Point

PASS = """
from bot.delivery.crash_points import Point, at
for kind in ("answer", "apology", "answer"):
    at(Point.POSTED, kind)
    at(Point.SETTLED, kind)
    print(kind, flush=True)
"""


def passes(where: str) -> tuple[int, list[str]]:
    """How a process ends that passes two points three times, and how far it came."""
    done = subprocess.run(
        [sys.executable, "-c", PASS],
        env={"KLIMABOT_CRASH_AT": where, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.split()


@pytest.mark.parametrize(
    ("where", "came_to"),
    [
        ("POSTED", []),
        ("SETTLED:apology", ["answer"]),
        ("POSTED:answer:2", ["answer", "apology"]),
        ("POSTED::3", ["answer", "apology"]),
    ],
)
def test_a_process_dies_where_it_is_told_to(where: str, came_to: list[str]) -> None:
    assert passes(where) == (-9, came_to)


@pytest.mark.parametrize("where", ["", "POSTED:welcome", "BEFORE_POST"])
def test_it_lives_where_it_does_not_come_to_the_point(where: str) -> None:
    assert passes(where) == (0, ["answer", "apology", "answer"])


def test_a_point_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        crash_points.arm("NOWHERE")


def test_each_point_has_a_number_of_its_own() -> None:
    assert len({int(point) for point in Point}) == len(Point) >= 12
