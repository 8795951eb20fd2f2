"""Rich text: sections, lists, quotes and preformatted text (blocks/rich-text-block)."""

from playground.kit import limits
from playground.kit.kinds import Kind, block, by_type, kind
from playground.kit.rules import Form, Rule, boolean, integer, many, one_of, string

_MARKS = ("bold", "italic", "strike", "code", "underline")
_MENTION_MARKS = (*_MARKS, "highlight", "client_highlight", "unlink")


def _run(
    required: dict[str, Rule],
    optional: dict[str, Rule] | None = None,
    marks: tuple[str, ...] = _MARKS,
) -> Kind:
    style = Form({}, dict.fromkeys(marks, boolean))
    return kind(required, {**(optional or {}), "style": style})


_URL: dict[str, Rule] = {"url": string(limits.URL)}

WORDS = {
    "text": _run({"text": string()}),
    "link": _run(_URL, {"text": string(), "unsafe": boolean}),
}
INLINE = {
    **WORDS,
    "user": _run({"user_id": string()}, marks=_MENTION_MARKS),
    "usergroup": _run({"usergroup_id": string()}, marks=_MENTION_MARKS),
    "channel": _run({"channel_id": string()}, marks=_MENTION_MARKS),
    "team": _run({"team_id": string()}, marks=_MENTION_MARKS),
    "emoji": _run({"name": string()}, {"unicode": string(), "skin_tone": integer(1, 6)}),
    "date": _run({"timestamp": integer(), "format": string()}, {**_URL, "fallback": string()}),
    "broadcast": _run({"range": one_of("here", "channel", "everyone")}),
    "color": _run({"value": string()}),
}

_runs: dict[str, Rule] = {"elements": many(by_type(INLINE))}
_border: dict[str, Rule] = {"border": integer(0, 1)}

SECTION = {"rich_text_section": kind(_runs)}

# A list holds sections; a list inside a list is a list of its own, with a greater indent.
PARTS = {
    **SECTION,
    "rich_text_list": kind(
        {"style": one_of("bullet", "ordered"), "elements": many(by_type(SECTION))},
        {"indent": integer(), "offset": integer(), **_border},
    ),
    "rich_text_quote": kind(_runs, _border),
    "rich_text_preformatted": kind(
        {"elements": many(by_type(WORDS))}, {"language": string(), **_border}
    ),
}

RICH_TEXT = {"rich_text": block({"elements": many(by_type(PARTS))})}
rich_text = by_type(RICH_TEXT)
