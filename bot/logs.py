"""Structured logs: ids, codes and durations. Never what somebody wrote, a name or a token."""

import logging
import sys
from pathlib import Path
from traceback import extract_tb
from typing import Any

import structlog
from structlog.typing import EventDict


def where_it_failed(_: Any, __: str, event: EventDict) -> EventDict:
    """An exception as its name and the lines it passed: its message may hold a person's words."""
    if event.pop("exc_info", None):
        error = sys.exc_info()[1]
        frames = extract_tb(error.__traceback__) if error else []
        event["exception"] = type(error).__name__
        event["passed"] = [f"{Path(f.filename).name}:{f.lineno}" for f in frames[-8:]]
    return event


def log_to_stderr(level: int = logging.INFO) -> None:
    """One line an event: coloured where a person looks on, JSON otherwise."""
    looked_on = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            where_it_failed,
            structlog.dev.ConsoleRenderer() if looked_on else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    handler = _ToStderr()
    handler.setFormatter(_Terse())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class _ToStderr(logging.Handler):
    """Writes to whatever stderr is by then."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(self.format(record) + "\n")


class _Terse(logging.Formatter):
    """Libraries' own log lines, down to who says it: they may quote a whole request."""

    def format(self, record: logging.LogRecord) -> str:
        where = f"{Path(record.pathname).name}:{record.lineno}"
        return f"{record.levelname.lower()} {record.name} {where}"
