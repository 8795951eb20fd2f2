"""Messages as a view shows them: drawn, dated, and with the thread that hangs on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from markupsafe import Markup

from playground.messages import Message, is_reply
from playground.page import blocks, mrkdwn
from playground.page.author import Author, author
from playground.workspace import Workspace

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ONE_BREATH = timedelta(minutes=5)  # within this, a person's next message needs no name


@dataclass(frozen=True)
class Line:
    """A message as it is drawn."""

    message: Message
    author: Author
    at: datetime
    body: Markup
    continues: bool = False
    replies: Sequence[Message] = ()
    repliers: Sequence[Author] = ()

    @property
    def answers(self) -> int:
        """Replies that everybody sees, which are those that Slack counts."""
        return sum("only" not in reply for reply in self.replies)

    @property
    def last_reply(self) -> datetime:
        return moment(self.replies[-1])


@dataclass(frozen=True)
class Day:
    date: date
    lines: Sequence[Line]


@dataclass(frozen=True)
class Thread:
    """A thread that stands open."""

    ts: str
    first: Line | None  # none when it was deleted
    replies: Sequence[Line]

    @property
    def answers(self) -> int:
        return sum("only" not in line.message for line in self.replies)


@dataclass(frozen=True)
class Drawing:
    """Draws messages of one workspace. The messages it is given include those in threads."""

    workspace: Workspace
    surface: blocks.Surface

    def days(self, messages: Sequence[Message], shown: int) -> Sequence[Day]:
        """A channel's latest messages, day by day."""
        threads = _threads(messages)
        top = [message for message in messages if not is_reply(message)][-shown:]
        lines = [self._with_replies(line, threads) for line in self._lines(top)]
        return [Day(d, list(ls)) for d, ls in groupby(lines, key=lambda line: line.at.date())]

    def thread(self, messages: Sequence[Message], ts: str) -> Thread:
        first = next((self._line(m) for m in messages if m["ts"] == ts), None)
        return Thread(ts, first, self._lines(_threads(messages).get(ts, ())))

    def _lines(self, messages: Iterable[Message]) -> Sequence[Line]:
        """Messages one below the other, named where somebody begins to speak."""
        drawn = [self._line(message) for message in messages]
        return [*drawn[:1], *(replace(b, continues=_goes_on(a, b)) for a, b in pairwise(drawn))]

    def _line(self, message: Message) -> Line:
        body = (
            blocks.draw(message["blocks"], self.surface)
            if message.get("blocks")
            else mrkdwn.draw(message.get("text", ""), self.surface.names)
        )
        who = author(self.workspace, message.get("user", ""))
        return Line(message, who, moment(message), body)

    def _with_replies(self, line: Line, threads: Mapping[str, Sequence[Message]]) -> Line:
        replies = threads.get(line.message["ts"], ())
        users = dict.fromkeys(message.get("user", "") for message in replies)
        return replace(line, replies=replies, repliers=[author(self.workspace, u) for u in users])


def moment(message: Message) -> datetime:
    """When it was written, in local time."""
    return datetime.fromtimestamp(float(message["ts"]), COPENHAGEN)


def _threads(messages: Iterable[Message]) -> Mapping[str, Sequence[Message]]:
    threads: dict[str, list[Message]] = {}
    for message in filter(is_reply, messages):
        threads.setdefault(message["thread_ts"], []).append(message)
    return threads


def _goes_on(before: Line, line: Line) -> bool:
    return (
        line.author == before.author
        and line.at - before.at < ONE_BREATH
        and line.at.date() == before.at.date()
        and "only" not in line.message
        and "only" not in before.message
    )
