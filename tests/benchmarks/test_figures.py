import pytest

from tests.benchmarks.conversations import spent
from tests.benchmarks.figures import percentile


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [
        ([7.0], 0.95, 7.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([1.0] * 19 + [9.0], 0.95, 1.0),  # one in twenty is slow: 95 % are not
        ([1.0] * 18 + [9.0] * 2, 0.95, 9.0),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(
    values: list[float], share: float, found: float
) -> None:
    assert percentile(values, share) == found


def test_a_conversation_takes_its_setup_and_its_call_but_not_its_teardown() -> None:
    report = """
    0.20s setup    tests/conversations/test_help.py::test_help[@Klimabot hjælp]
    0.05s call     tests/conversations/test_help.py::test_help[@Klimabot hjælp]
    9.00s teardown tests/conversations/test_help.py::test_help[@Klimabot hjælp]
    ============ 1 passed in 9.25s ============
    """

    assert spent(report) == {
        "tests/conversations/test_help.py::test_help[@Klimabot hjælp]": pytest.approx(0.25)
    }
