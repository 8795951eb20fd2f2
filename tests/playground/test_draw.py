import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from playground.page import blocks, mrkdwn

NAMES = {"U0ASSENS": "Klimakoordinator, Assens", "C0KYST": "kystnetværket", "U0OND": "<b>ond</b>"}
SURFACE = blocks.Surface(NAMES, "http://127.0.0.1:8000")
BESIDE = ' target="_blank" rel="noopener noreferrer"'


def mention(name: str) -> str:
    return f'<span class="mention">{name}</span>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("hej", "hej"),
        ("*fed* _kursiv_ ~væk~ `kode`", "<b>fed</b> <i>kursiv</i> <s>væk</s> <code>kode</code>"),
        ("*_begge_*", "<b><i>begge</i></b>"),
        ("*fed*, (*fed*)", "<b>fed</b>, (<b>fed</b>)"),
        ("2*3*4 og snake_case_navn", "2*3*4 og snake_case_navn"),
        ("* ikke fed *", "* ikke fed *"),
        ("*over\nto linjer*", "*over<br>to linjer*"),
        ("`*kode*`", "<code>*kode*</code>"),
        ("```en\n  <to>```", "<pre>en\n  &lt;to&gt;</pre>"),
        ("før\n```kode```\nefter", "før<pre>kode</pre>efter"),
        ("&gt; citat\n&gt; mere\nefter", "<blockquote>citat<br>mere</blockquote>efter"),
        ("> citat", "<blockquote>citat</blockquote>"),
        ("• en\n- to", "<ul><li>en</li><li>to</li></ul>"),
        ("1. marts\n3. april", '<ol><li value="1">marts</li><li value="3">april</li></ol>'),
        ("a &lt;b&gt; &amp;amp; c", "a &lt;b&gt; &amp;amp; c"),
        ("5 < 7 & 7 > 5", "5 &lt; 7 &amp; 7 &gt; 5"),
        (":seedling: gror", ":seedling: gror"),
        ("<@U0ASSENS>", mention("@Klimakoordinator, Assens")),
        ("<@U0UKENDT|navn>", mention("@navn")),
        ("<@U0UKENDT>", mention("@U0UKENDT")),
        ("<@U0OND>", mention("@&lt;b&gt;ond&lt;/b&gt;")),
        ("<#C0KYST|x>", mention("#kystnetværket")),
        ("<!channel> <!here>", f"{mention('@channel')} {mention('@here')}"),
        ("<!date^1^{date}|i går>", mention("i går")),
        ("<https://a.dk/b_c_d|se *her*>", f'<a href="https://a.dk/b_c_d"{BESIDE}>se *her*</a>'),
        ("_se <https://a.dk/b_c|x>_", f'<i>se <a href="https://a.dk/b_c"{BESIDE}>x</a></i>'),
        (
            "<https://a.dk?b=1&amp;c>",
            f'<a href="https://a.dk?b=1&amp;c"{BESIDE}>{"https://a.dk?b=1&amp;c"}</a>',
        ),
        ("<mailto:a@b.dk>", f'<a href="mailto:a@b.dk"{BESIDE}>a@b.dk</a>'),
        ("se https://a.dk/x.", f'se <a href="https://a.dk/x"{BESIDE}>https://a.dk/x</a>.'),
    ],
)
def test_mrkdwn(text: str, html: str) -> None:
    assert mrkdwn.draw(text, NAMES) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<javascript:alert(1)|klik>",
        "<JaVaScRiPt:alert(1)>",
        "< javascript:alert(1)|klik>",
        "<data:text/html,<b>|klik>",
        "<vbscript:x|klik>",
        "<//ond.dk|klik>",
        '<img src=x onerror="alert(1)">',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_hostile_text_is_shown_as_it_is(text: str) -> None:
    assert mrkdwn.draw(text, NAMES) == escape(mrkdwn.decoded(text))


def test_hostile_links_stay_inside_their_attribute() -> None:
    drawn = mrkdwn.draw('<https://a.dk/"onclick="alert(1)|x>', NAMES)

    assert drawn == f'<a href="https://a.dk/&#34;onclick=&#34;alert(1)"{BESIDE}>x</a>'


def text_block(text: str, kind: str = "mrkdwn") -> dict[str, Any]:
    return {"type": kind, "text": text}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "a", "text": text_block("Tryk", "plain_text"), **more}


def rich(*elements: dict[str, Any], part: str = "section", **more: Any) -> dict[str, Any]:
    inside = {"type": f"rich_text_{part}", "elements": list(elements), **more}
    return {"type": "rich_text", "elements": [inside]}


KEY = "[null, &#34;a&#34;, null]"


@pytest.mark.parametrize(
    ("block", "html"),
    [
        ({"type": "section", "text": text_block("*a*")}, '<div class="text"><b>a</b></div>'),
        (
            {"type": "section", "text": text_block("*a* &amp;\nb", "plain_text")},
            '<div class="text">*a* &amp;<br>b</div>',
        ),
        (
            {"type": "section", "fields": [text_block("a"), text_block("b")]},
            '<div class="text"><div class="fields"><p>a</p><p>b</p></div></div>',
        ),
        (
            {"type": "section", "text": text_block("a"), "accessory": button()},
            f'<div class="text">a</div><button class="button default" name="press" value="{KEY}">'
            "Tryk</button>",
        ),
        ({"type": "header", "text": text_block("<a>", "plain_text")}, "<h4>&lt;a&gt;</h4>"),
        ({"type": "divider"}, "<hr>"),
        (
            {"type": "context", "elements": [text_block("a"), text_block("*b*", "plain_text")]},
            "<span>a</span><span>*b*</span>",
        ),
        (
            {"type": "actions", "elements": [button(style="primary")]},
            f'<button class="button primary" name="press" value="{KEY}">Tryk</button>',
        ),
        (
            {"type": "actions", "elements": [button(url="https://a.dk")]},
            f'<a class="button default" href="https://a.dk"{BESIDE} data-press="{KEY}">Tryk</a>',
        ),
        (
            {"type": "actions", "elements": [button(confirm={"text": text_block("Sikker?")})]},
            f'<button class="button default" name="press" value="{KEY}" data-confirm="Sikker?">'
            "Tryk</button>",
        ),
        (
            {"type": "image", "image_url": "https://a.dk/b.png", "alt_text": "En kurve"},
            "<figure><figcaption></figcaption>"
            '<span class="picture" role="img" aria-label="En kurve">En kurve</span></figure>',
        ),
        (
            {"type": "image", "image_url": "http://127.0.0.1:8000/f.png", "alt_text": "En kurve"},
            "<figure><figcaption></figcaption>"
            '<img src="http://127.0.0.1:8000/f.png" alt="En kurve"></figure>',
        ),
        (
            {"type": "markdown", "text": "# A\n**b** [c](https://a.dk) ![d](https://a.dk/e.png)"},
            f'<h4>A</h4>\n<p><strong>b</strong> <a href="https://a.dk"{BESIDE}>c</a> d</p>\n',
        ),
        (
            {"type": "markdown", "text": "|a|\n|-:|\n|1|"},
            '<table>\n<thead>\n<tr>\n<th class="right">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
            '<td class="right">1</td>\n</tr>\n</tbody>\n</table>\n',
        ),
        (
            rich({"type": "text", "text": "a\nb", "style": {"bold": True, "italic": True}}),
            "<p><i><b>a<br>b</b></i></p>",
        ),
        (
            rich({"type": "user", "user_id": "U0ASSENS"}, {"type": "emoji", "name": "tree"}),
            f"<p>{mention('@Klimakoordinator, Assens')}:tree:</p>",
        ),
        (
            rich({"type": "link", "url": "javascript:x", "text": "klik"}, part="quote"),
            "<blockquote>klik</blockquote>",
        ),
        (
            rich({"type": "text", "text": "a\n<b>"}, part="preformatted"),
            "<pre>a\n&lt;b&gt;</pre>",
        ),
        (
            rich(rich({"type": "text", "text": "a"})["elements"][0], part="list", style="ordered"),
            '<ol class="indent-0"><li>a</li></ol>',
        ),
    ],
)
def test_blocks(block: dict[str, Any], html: str) -> None:
    assert blocks.draw([block], SURFACE) == f'<div class="block {block["type"]}">{html}</div>'


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ({"type": "table", "rows": []}, "table"),
        ({"type": "<script>"}, "&lt;script&gt;"),
        ({"type": "section", "text": "ikke som hos Slack"}, "section"),
        ({"type": "rich_text", "elements": [{"type": "rich_text_ny"}]}, "rich_text"),
        ({}, "None"),
    ],
)
def test_a_block_that_we_do_not_know_is_named(block: dict[str, Any], name: str) -> None:
    drawn = blocks.draw([block], SURFACE)

    assert drawn == f'<div class="unknown">Kan ikke vises her endnu: <code>{name}</code></div>'


def test_an_element_that_we_do_not_know_leaves_the_others() -> None:
    drawn = blocks.draw(
        [{"type": "actions", "elements": [{"type": "datepicker"}, button()]}], SURFACE
    )

    assert "<code>datepicker</code>" in drawn
    assert "Tryk" in drawn


def test_a_button_with_a_hostile_address_is_no_link() -> None:
    drawn = blocks.draw([{"type": "actions", "elements": [button(url="javascript:x")]}], SURFACE)

    assert "javascript" not in drawn
    assert drawn.startswith('<div class="block actions"><button ')


def test_a_button_is_found_by_what_was_drawn() -> None:
    here, there = button(value="x"), button(value="y")
    row = {"type": "actions", "block_id": "1", "elements": [here, there]}
    beside = {"type": "section", "accessory": button(value="z")}

    assert blocks.find_button([row, beside], blocks.press_key(row, there)) == there
    assert blocks.find_button([row, beside], '[null, "a", "z"]') == button(value="z")
    assert blocks.find_button([row, beside], '["1", "a", "z"]') is None


class OnlyOurs(HTMLParser):
    """Reads drawn HTML and fails on whatever we would not draw."""

    TAGS = frozenset(
        "a b blockquote br button code del div em figcaption figure h4 hr i img li ol p pre s span"
        " strong table tbody td th thead tr ul".split()
    )
    ATTRIBUTES = frozenset(
        "alt aria-label class data-press href name rel role src start target value".split()
    )

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.TAGS
        for name, value in attrs:
            assert name in self.ATTRIBUTES
            assert name != "href" or mrkdwn.is_safe(value or "")

    def handle_data(self, data: str) -> None:
        assert not re.search("[<>]", data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


hostile = st.text() | st.text(alphabet="<>&;|\"'*_~`@#!-:/.\n agltjvscriphe01[]()")
at_leisure = settings(deadline=None, database=None)


@at_leisure
@given(hostile)
def test_no_text_becomes_html(text: str) -> None:
    OnlyOurs(mrkdwn.draw(text, NAMES))


@at_leisure
@given(hostile)
def test_no_block_becomes_html(text: str) -> None:
    drawn = blocks.draw(
        [
            {"type": text},
            {"type": "markdown", "text": text},
            {"type": "header", "text": text_block(text, "plain_text")},
            {"type": "section", "fields": [text_block(text)]},
            {"type": "actions", "elements": [button(url=text, value=text, style=text)]},
            {"type": "image", "image_url": text, "alt_text": text},
            rich({"type": "text", "text": text}, {"type": "link", "url": text, "text": text}),
        ],
        SURFACE,
    )

    OnlyOurs(drawn)
