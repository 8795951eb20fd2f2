import logging

import pytest
import structlog

from bot.logs import log_to_stderr

WORDS = "hvorfor er biogasanlægget i Give gået i stå"


@pytest.fixture(autouse=True)
def to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr()


def fail() -> None:
    raise ValueError(WORDS)


def test_an_exception_is_logged_by_name_and_place_without_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("work.failed", id=7)

    logged = capsys.readouterr().err
    assert '"exception": "ValueError"' in logged
    assert "test_logs.py:" in logged
    assert WORDS not in logged


def test_a_library_s_line_is_logged_by_who_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("slack_bolt").warning("Unhandled request (%s)", WORDS)
    try:
        fail()
    except ValueError:
        logging.getLogger("asyncio").exception("Task failed: %s", WORDS)

    logged = capsys.readouterr().err
    assert "warning slack_bolt test_logs.py:" in logged
    assert WORDS not in logged
