"""What Slack says no to."""

from typing import Any


class Refused(Exception):
    """Slack would answer `ok: false` with this error."""

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.error = error
        self.answer: dict[str, Any] = {"ok": False, "error": error, **details}


class TooMany(Refused):
    """More calls than Slack takes: HTTP 429, and so many seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after
