"""Whoever slept through its lease posts all the same, sees that it was too late, and deletes it."""

import os

import pytest

from tests.faults.office import SETTLED_WITHIN, Office
from tests.faults.sleepers import Sleepers

TIMES = int(os.environ.get("KLIMABOT_FAULT_TIMES", "1"))
PAUSES = 50 * TIMES

pytestmark = [pytest.mark.faults, pytest.mark.timeout(3_600 * TIMES)]


async def test_pauses_longer_than_the_lease_leave_no_twin(
    office: Office, request: pytest.FixtureRequest
) -> None:
    sleepers = Sleepers(office)

    count = await sleepers.sleep(PAUSES)

    print(f"\n{request.node.name}: {sleepers.pauses} pauses; {count}")  # noqa: T201
    assert count.wrong == 0
    assert count.twins > 0
    assert count.seconds <= SETTLED_WITHIN
