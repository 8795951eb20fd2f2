"""Messages as a view shows them: drawn, dated, and with the thread that hangs on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from markupsafe import Markup

from playground.choices.state import Values
from playground.clocks import COPENHAGEN
from playground.content.conversation import Conversation, Message, is_alive, is_seen_by
from playground.page import blocks, mrkdwn
from playground.page.author import Author, author
from playground.page.emoji import NAMES
from playground.workspace import Person, Workspace

DELETED = Markup("<em>Beskeden er slettet.</em>")
ONE_BREATH = timedelta(minutes=5)  # within this, a person's next message needs no name


@dataclass(frozen=True)
class Reaction:
    """An emoji on a message, and who put it there."""

    name: str
    emoji: str
    people: str
    count: int
    is_mine: bool


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
    reactions: Sequence[Reaction] = ()
    is_growing: bool = False

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
    """Draws one channel's messages as one person sees them."""

    workspace: Workspace
    person: Person
    conversation: Conversation
    surface: blocks.Surface
    chosen: Mapping[tuple[str, str, str], Values]  # by person, channel and ts
    now: float  # on Slack's clock

    def days(self, messages: Sequence[Message]) -> Sequence[Day]:
        """The channel itself, day by day."""
        lines = [self._with_replies(line) for line in self._lines(messages)]
        return [Day(d, list(ls)) for d, ls in groupby(lines, key=lambda line: line.at.date())]

    def thread(self, ts: str) -> Thread:
        """A thread beside the channel. What stands in both has ids of its own in each."""
        beside = replace(self, surface=replace(self.surface, prefix="t-"))
        first = self.conversation.find(ts)
        drawn = beside._line(first) if first else None
        return Thread(ts, drawn, beside._lines(self._replies(ts)))

    def _replies(self, ts: str) -> Sequence[Message]:
        return [m for m in self.conversation.replies(ts) if is_seen_by(m, self.person.id)]

    def _lines(self, messages: Iterable[Message]) -> Sequence[Line]:
        """Messages one below the other, named where somebody begins to speak."""
        drawn = [self._line(message) for message in messages]
        return [*drawn[:1], *(replace(b, continues=_goes_on(a, b)) for a, b in pairwise(drawn))]

    def _line(self, message: Message) -> Line:
        who = author(self.workspace, message.get("user", ""))
        return Line(
            message,
            who,
            moment(message),
            self._body(message),
            reactions=self._reactions(message),
            is_growing=is_alive(message, self.now),
        )

    def _body(self, message: Message) -> Markup:
        """Its blocks, or else its text; a file's message says both."""
        if message.get("subtype") == "tombstone":
            return DELETED
        chosen = self.chosen.get((self.person.id, message["channel"], message["ts"]), {})
        prefix = f"{self.surface.prefix}{message['ts']}-"
        surface = replace(self.surface, prefix=prefix, values=chosen)
        words = mrkdwn.draw(message.get("text", ""), surface.names, surface.now)
        if not message.get("blocks"):
            return words
        drawn = blocks.draw(message["blocks"], surface)
        return words + drawn if message.get("files") else drawn

    def _reactions(self, message: Message) -> Sequence[Reaction]:
        return [
            Reaction(
                reaction["name"],
                NAMES.get(reaction["name"], f":{reaction['name']}:"),
                ", ".join(author(self.workspace, user).name for user in reaction["users"]),
                reaction["count"],
                self.person.id in reaction["users"],
            )
            for reaction in message.get("reactions", [])
        ]

    def _with_replies(self, line: Line) -> Line:
        replies = self._replies(line.message["ts"])
        users = dict.fromkeys(message.get("user", "") for message in replies)
        return replace(line, replies=replies, repliers=[author(self.workspace, u) for u in users])


def moment(message: Message) -> datetime:
    """When it was written, in local time."""
    return datetime.fromtimestamp(float(message["ts"]), COPENHAGEN)


def _goes_on(before: Line, line: Line) -> bool:
    return (
        line.author == before.author
        and line.at - before.at < ONE_BREATH
        and line.at.date() == before.at.date()
        and "only" not in line.message
        and "only" not in before.message
    )
