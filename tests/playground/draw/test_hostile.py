import re
from html.parser import HTMLParser
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.choices import elements, kinds
from playground.page import blocks, inline, mrkdwn
from tests.playground.draw.samples import (
    NAMES,
    NOW,
    SURFACE,
    Block,
    actions,
    ask,
    button,
    option,
    plain,
    rich,
    text_block,
)


class OnlyOurs(HTMLParser):
    """Reads drawn HTML and fails on whatever we would not draw."""

    TAGS = frozenset(
        "a article b blockquote br button caption code del details div em figcaption figure"
        " h4 hr i img input label li meter ol optgroup option p path pre s section select small"
        " span strong summary svg table tbody td textarea th thead tr u ul".split()
    )
    ATTRIBUTES = frozenset(
        "accept alt autocomplete autofocus checked class d disabled focusable for formnovalidate"
        " hidden href id inputmode label max maxlength min minlength multiple name open"
        " placeholder rel role rows scope selected src start step tabindex target title type"
        " value viewbox".split()
    )
    PREFIXES = ("aria-", "data-")

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.TAGS
        for name, value in attrs:
            assert name in self.ATTRIBUTES or name.startswith(self.PREFIXES)
            assert name != "href" or inline.is_safe(value or "")
            assert name != "src" or (value or "").startswith(("/static/", SURFACE.address + "/"))

    def handle_data(self, data: str) -> None:
        assert not re.search("[<>]", data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


hostile = st.text() | st.text(alphabet="<>&;|\"'*_~`@#!-:/^{}.\n agltjvscriphe01[]()")
at_leisure = settings(
    deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow], max_examples=100
)


@at_leisure
@given(hostile)
def test_no_text_becomes_html(text: str) -> None:
    OnlyOurs(mrkdwn.draw(text, NAMES, NOW))


def every_block(text: str) -> list[Block]:
    """Every block and element that there is, with this text wherever there is one."""
    picture = {"type": "image", "image_url": text, "alt_text": text}
    said = rich({"type": "text", "text": text}, {"type": "link", "url": text, "text": text})
    card = {"type": "card", "title": plain(text), "icon": picture, "body": text_block(text)}
    task = {
        "type": "task_card",
        "title": text,
        "status": "error",
        "details": said,
        "sources": [{"url": text, "text": text}],
    }
    cells = [[{"type": "raw_text", "text": text}], [said]]
    pie = {"type": "pie", "segments": [{"label": text, "value": 1}]}
    return [
        {"type": text},
        {"type": "markdown", "text": text},
        {"type": "header", "text": plain(text)},
        {"type": "section", "fields": [text_block(text)], "accessory": picture},
        {**picture, "title": plain(text)},
        said,
        rich({"type": "date", "timestamp": 1, "format": text, "url": text, "fallback": text}),
        {"type": "context", "elements": [picture, text_block(text)]},
        {"type": "alert", "level": text, "text": text_block(text)},
        {**card, "actions": [button(text=plain(text))]},
        {"type": "carousel", "elements": [card]},
        {"type": "container", "title": plain(text), "width": text, "child_blocks": [said]},
        {"type": "plan", "title": text, "tasks": [task]},
        {"type": "table", "rows": cells, "column_settings": [{"align": text}]},
        {"type": "data_table", "rows": cells, "caption": text},
        {"type": "data_visualization", "title": text, "chart": pie},
        {
            "type": "video",
            "title": plain(text),
            "video_url": text,
            "thumbnail_url": text,
            "description": plain(text),
            "provider_name": text,
        },
        {"type": "file", "external_id": text},
        {"type": "call", "call": {"v1": {"name": text, "join_url": text}}},
        actions(*every_element(text)),
        *(ask(e, label=plain(text), hint=plain(text)) for e in every_element(text)),
    ]


def every_element(text: str) -> list[Block]:
    options = [option(text, text, description=plain(text), url=text)]
    confirm = {name: plain(text) for name in ("title", "text", "confirm", "deny")}
    side = {"text": plain(text), "value": text, "accessibility_label": text}
    common = {
        "action_id": text,
        "placeholder": plain(text),
        "options": options,
        "initial_option": options[0],
        "initial_options": options,
        "confirm": confirm,
        "text": plain(text),
        "value": text,
        "url": text,
        "style": text,
        "icon": text,
        "positive_button": side,
        "negative_button": side,
        "filetypes": [text],
    }
    typed = {"initial_value": text, "initial_date": text, "initial_time": text}
    return [
        {**common, **(typed if kind != "rich_text_input" else {}), "type": kind}
        for kind in sorted(elements.STATEFUL | elements.STATELESS)
    ]


@at_leisure
@given(hostile)
def test_no_block_becomes_html(text: str) -> None:
    OnlyOurs(blocks.draw(every_block(text), SURFACE))


def test_every_block_and_element_is_drawn() -> None:
    drawn = blocks.draw(every_block("Assens"), SURFACE)

    assert drawn.count("Kan ikke vises her endnu") == 1  # the block whose type is the text itself


def test_every_element_with_a_state_has_a_kind() -> None:
    assert set(kinds.KINDS) == elements.STATEFUL


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "value", "elements"]), inner, max_size=3)
    ),
    max_leaves=5,
)
SAMPLES = every_block("Assens")


@st.composite
def malformed(draw: st.DrawFn) -> Any:
    """A block of ours in which something is not as Slack has it."""
    return mangled(draw, draw(st.sampled_from(SAMPLES)))


def mangled(draw: st.DrawFn, value: Any) -> Any:
    if isinstance(value, dict) and value and draw(st.booleans()):
        name = draw(st.sampled_from(sorted(value)))
        return {**value, name: mangled(draw, value[name])}
    if isinstance(value, list) and value and draw(st.booleans()):
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], mangled(draw, value[place]), *value[place + 1 :]]
    return draw(json)


@settings(at_leisure, max_examples=400)
@given(malformed())
def test_no_malformed_block_breaks_the_page(block: Any) -> None:
    OnlyOurs(blocks.draw([block], SURFACE))
    list(elements.interactive([block]))
