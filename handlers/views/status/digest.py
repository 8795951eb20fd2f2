"""How the week's digest looks: its message, its thread, and its preview with what can be done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.asking import register
from bot.asking.register import KOMMUNE
from bot.status.digest import lines as digest
from bot.status.digest.contents import Contents, may_be_held
from bot.status.digest.pressing import Act
from bot.status.rounds.periods import period_name
from handlers.views.blocks import (
    DIVIDER,
    HERE,
    Block,
    Message,
    around,
    bullets,
    button,
    fallback,
    line,
    link,
    person,
    rich_text,
    section,
    visible,
    words,
)
from handlers.views.status.words import said_of
from prompts import text
from prompts.dates import moment
from prompts.numbers import in_words
from storage.reports import KeptUpdate

PRESS = "digest_"  # begins what is pressed
LINES = "digest_lines:"  # begins the block that lines are chosen in
OPTION, OPTIONS = 75, 100  # characters of one, and how many


@dataclass(frozen=True)
class Section:
    """What stands below a heading, and what of an update is said there."""

    heading: str
    belongs: Callable[[KeptUpdate], bool]
    said: Callable[[KeptUpdate, str], str]


def _title(each: KeptUpdate, language: str) -> str:
    return visible(each.title, digest.MOST_TITLE) or text("status.as_a_whole", language)


def _help(each: KeptUpdate, language: str) -> str:
    return f"{_title(each, language)}: {visible(each.update.help, digest.MOST_LINE)}"


def _learned(each: KeptUpdate, language: str) -> str:
    return f"{_title(each, language)}: {visible(each.update.learned, digest.MOST_LINE)}"


SECTIONS = (
    Section("digest.moved", digest.has_moved, said_of),
    Section("digest.stuck", digest.is_stuck, said_of),
    Section("digest.help", digest.wants_help, _help),
    Section("digest.learned", digest.has_learned, _learned),
)


def digest_message(contents: Contents, language: str) -> Message:
    """The week in a few lines; of nobody is said that they told nothing."""
    head = _head(contents, language)
    shown = [part for each in SECTIONS for part in _section(each, contents.lines, language)]
    blocks = [section(head), *([rich_text(shown)] if shown else [])]
    return Message(fallback(head.replace("*", "")), tuple(blocks))


def _head(contents: Contents, language: str) -> str:
    week = period_name(contents.digest.period, language).capitalize()
    title = text("digest.title", language, week=week)
    if contents.is_changed:
        title = f"{title} {text('digest.changed', language)}"
    if not contents.lines:
        return f"{title} · {text('digest.nothing_left', language)}"
    return f"{title} · {_counts(contents.lines, language)}"


def _counts(lines: Sequence[KeptUpdate], language: str) -> str:
    """`nyt fra ni kommuner. To er kommet videre, tre søger sparring.`"""
    told = len(digest.municipalities(lines))
    key = "digest.from_one" if told == 1 else "digest.from_many"
    news = text(key, language, count=in_words(told, language))
    moved = len(digest.municipalities([each for each in lines if digest.has_moved(each)]))
    help = len(digest.municipalities([each for each in lines if digest.wants_help(each)]))
    counted = list[str]()
    if moved:
        key = "digest.one_moved" if moved == 1 else "digest.many_moved"
        counted.append(text(key, language, count=in_words(moved, language)))
    if help:
        key = "digest.one_wants_help" if help == 1 else "digest.many_want_help"
        counted.append(text(key, language, count=in_words(help, language)))
    said = ", ".join(counted)
    return f"{news} {said[0].upper()}{said[1:]}." if said else news


def _section(each: Section, lines: Sequence[KeptUpdate], language: str) -> list[Block]:
    """The first few; the others stand in the thread."""
    own = digest.one_of_each_first([one for one in lines if each.belongs(one)])
    if not own:
        return []
    first = own[: digest.MOST_OF_A_SECTION]
    said = [f"{_name(one)}, {each.said(one, language)}" for one in first]
    rest = len(own) - len(first)
    more = [line(words(text("digest.more_below", language, count=rest)))] if rest else []
    return [line(_bold(text(each.heading, language))), bullets(said), *more]


def part_message(lines: Sequence[KeptUpdate], language: str) -> Message:
    """A part of the thread: each municipality's lines, and all that was said in them."""
    shown, names = list[Block](), list[str]()
    for own in digest.by_municipality(lines).values():
        names.append(_name(own[0]))
        shown += [line(_bold(_told_by(own, language)))]
        items = [_whole(each, language) for each in own]
        shown.append({"type": "rich_text_list", "style": "bullet", "elements": items})
    return Message(fallback(", ".join(names)), (rich_text(shown),))


def _told_by(own: Sequence[KeptUpdate], language: str) -> str:
    """The municipality, and as what they are in it who told it."""
    roles = dict.fromkeys(each.role for each in own if each.role in register.ROLES)
    named = [text(register.ROLES[role], language) for role in roles]
    return " · ".join([_name(own[0]), *named])


def _whole(each: KeptUpdate, language: str) -> Block:
    said = each.update
    rest = (
        ("digest.said.barrier", said.barrier),
        ("digest.said.help", said.help),
        ("digest.said.learned", said.learned),
    )
    shown = [words(said_of(each, language))]
    shown += [_said(key, told, language) for key, told in rest if told]
    if 0 < len(said.link) <= digest.MOST_LINK:
        shown += [words("\n"), link(said.link, said.link)]
    return line(*shown)


def _said(key: str, told: str, language: str) -> Block:
    return words(f"\n{text(key, language)} {visible(told, digest.MOST_TEXT)}")


@dataclass(frozen=True)
class Preview:
    """As the secretariat sees it: what would be sent, and whether it may be."""

    contents: Contents
    is_approved: bool
    now: datetime
    zone: ZoneInfo


def preview_message(preview: Preview, language: str) -> Message:
    """Exactly what would be sent, what becomes of it, and what can be done."""
    contents = preview.contents
    if not contents.lines and contents.digest.sent_at is None:
        week = period_name(contents.digest.period, language)
        nothing = text("digest.preview.nothing", language, week=week)
        return Message(fallback(nothing), (section(nothing),))
    shown = digest_message(contents, language)
    below = [DIVIDER, rich_text([line(*_state(preview, language))]), *_presses(preview, language)]
    return replace(shown, blocks=(*shown.blocks, *below))


def _state(preview: Preview, language: str) -> Sequence[Block]:
    held = preview.contents.digest
    if held.held_by is not None and held.held_at is not None:
        time = moment(held.held_at.astimezone(preview.zone), language)
        said = text("digest.preview.held", language, whom=HERE, time=time)
        return around(said, person(held.held_by))
    if held.sent_at is not None:
        return [words(text("digest.preview.sent", language))]
    key = "digest.preview.waits" if preview.is_approved else "digest.preview.not_approved"
    return [words(text(key, language))]


def _presses(preview: Preview, language: str) -> Sequence[Block]:
    held = preview.contents.digest
    presses = list[Block]()
    if may_be_held(held, preview.now):
        act = Act.HOLD if held.held_at is None else Act.SEND
        value = f"{language}:{held.period}"
        presses.append(button(text(LABELS[act], language), f"{PRESS}{act}", value))
    if preview.contents.lines:
        presses.append(_chooser(language))
    if not presses:
        return []
    return [{"type": "actions", "block_id": f"{LINES}{held.period}", "elements": presses}]


LABELS: Mapping[Act, str] = {Act.HOLD: "digest.hold", Act.SEND: "digest.send_anyway"}


def _chooser(language: str) -> Block:
    """Its options are asked for when it is opened: there may be hundreds."""
    confirm = {
        "title": _plain("digest.leave_out", language),
        "text": _plain("digest.is_told", language),
        "confirm": _plain("digest.leave_out", language),
        "deny": _plain("digest.keep", language),
    }
    return {
        "type": "external_select",
        "action_id": f"{PRESS}{Act.LEAVE_OUT}",
        "min_query_length": 0,
        "placeholder": _plain("digest.leave_out", language),
        "confirm": confirm,
    }


def offered(contents: Contents, typed: str, language: str) -> list[Block]:
    """The lines that have what was typed in them."""
    named = [(each, f"{_name(each)}, {said_of(each, language)}") for each in contents.lines]
    wanted = typed.strip().casefold()
    found = [(each, said) for each, said in named if wanted in said.casefold()]
    period = contents.digest.period
    return [
        {
            "text": {"type": "plain_text", "text": visible(said, OPTION)},
            "value": f"{language}:{period}:{each.id}",
        }
        for each, said in found[:OPTIONS]
    ]


def left_out_message(each: KeptUpdate | None, language: str) -> Message:
    """To whoever told a line that stands in no digest."""
    title = _title(each, language) if each else text("digest.a_line", language)
    said = text("digest.left_out", language, title=title)
    return Message(fallback(said), (rich_text([line(words(said))]),))


def _name(each: KeptUpdate) -> str:
    return each.organisation.name.removesuffix(KOMMUNE)


def _bold(said: str) -> Block:
    return {**words(said), "style": {"bold": True}}


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}
