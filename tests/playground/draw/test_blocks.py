import pytest

from playground.page import blocks
from tests.playground.draw.samples import (
    BESIDE,
    SURFACE,
    Block,
    actions,
    button,
    mention,
    plain,
    rich,
    text_block,
    words,
)

PICTURE = {"type": "image", "image_url": "/static/klimabot.svg", "alt_text": "Klimabot"}


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
        ({"type": "header", "text": text_block("<a>", "plain_text")}, "<h4>&lt;a&gt;</h4>"),
        ({"type": "divider"}, "<hr>"),
        (
            {"type": "context", "elements": [text_block("a"), text_block("*b*", "plain_text")]},
            "<span>a</span><span>*b*</span>",
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
            rich({"type": "user", "user_id": "U0ASSENS"}, {"type": "emoji", "name": "seedling"}),
            f"<p>{mention('@Klimakoordinator, Assens')}🌱</p>",
        ),
        (
            rich({"type": "link", "url": "javascript:x", "text": "klik"}, part="quote"),
            "<blockquote>klik</blockquote>",
        ),
        (
            rich({"type": "date", "timestamp": 1795509000, "format": "{date}", "fallback": "x"}),
            "<p>24. november</p>",
        ),
        (
            rich({"type": "date", "timestamp": 1, "format": "{ukendt}", "fallback": "x"}),
            "<p>x</p>",
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
def test_blocks(block: Block, html: str) -> None:
    assert blocks.draw([block], SURFACE) == f'<div class="block {block["type"]}">{html}</div>'


TABLE = {
    "type": "table",
    "column_settings": [{}, {"align": "center"}],
    "rows": [
        [{"type": "raw_text", "text": "Kommune"}, {"type": "raw_text", "text": "Mål"}],
        [rich({"type": "text", "text": "Assens"}), {"type": "raw_number", "value": 70}],
    ],
}
CARD = {
    "type": "card",
    "block_id": "b",
    "hero_image": PICTURE,
    "title": plain("Våde enge"),
    "subtitle": plain("Projekt"),
    "body": text_block("*Engene* bliver våde"),
    "actions": [button()],
}
TASK = {
    "type": "task_card",
    "task_id": "1",
    "title": "Læser planer",
    "status": "complete",
    "details": rich({"type": "text", "text": "16 planer"}),
    "sources": [{"type": "url", "url": "https://a.dk", "text": "Assens' plan"}],
}
CONTAINER = {"type": "container", "title": plain("Kilder"), "child_blocks": [{"type": "divider"}]}


@pytest.mark.parametrize(
    ("block", "pieces"),
    [
        (TABLE, ['<th scope="col">Kommune</th>', '<th class="center" scope="col">Mål</th>']),
        (TABLE, ["<td><p>Assens</p></td>", '<td class="center">70</td>']),
        (
            {**TABLE, "type": "data_table", "caption": "Mål i 2030"},
            ["<caption>Mål i 2030</caption>", '<th scope="row"><p>Assens</p></th>'],
        ),
        (
            {**TABLE, "type": "data_table", "caption": "Mål i 2030", "row_header_column_index": 1},
            ['<th class="right" scope="row">70</th>'],
        ),
        (
            {
                "type": "data_visualization",
                "title": "Udledning",
                "chart": {"type": "pie", "segments": [{"label": "Mad", "value": 1234.5}]},
            },
            ["<caption>Udledning (cirkeldiagram)</caption>", '<th scope="row">Mad</th>', "1.234,5"],
        ),
        (
            {
                "type": "data_visualization",
                "title": "Udledning",
                "chart": {
                    "type": "line",
                    "series": [
                        {"name": "Assens", "data": [{"label": "2024", "value": 3}]},
                        {"name": "Køge", "data": [{"label": "2025", "value": -2}]},
                    ],
                    "axis_config": {"categories": ["2024", "2025"], "x_label": "År"},
                },
            },
            [">År</th>", ">Køge</th>", '3 <meter max="3.0" value="3.0"', "-2 <meter", ">–</td>"],
        ),
        ({"type": "alert", "text": plain("Frist i morgen")}, ["level default", "Frist i morgen"]),
        (
            {"type": "alert", "level": "warning", "text": plain("Frist i morgen")},
            ["level warning", 'aria-label="Advarsel"'],
        ),
        (CARD, ["Våde enge", "Projekt", "<b>Engene</b>", '<img src="/static', "Tryk</button>"]),
        ({"type": "carousel", "elements": [CARD, CARD]}, ['class="cards" tabindex="0"', "Projekt"]),
        (CONTAINER, ['<section class="framed standard">', "Kilder", "<hr>"]),
        ({**CONTAINER, "width": "wide", "has_header_divider": True}, ['"framed wide"']),
        ({**CONTAINER, "is_collapsible": True}, ['<details class="framed standard" open>']),
        (
            {**CONTAINER, "is_collapsible": True, "default_collapsed": True},
            ['<details class="framed standard"><summary>'],
        ),
        (TASK, ['aria-label="færdig"', "Læser planer", "16 planer", f'"https://a.dk"{BESIDE}>']),
        (
            {"type": "plan", "title": "Jeg finder svar", "tasks": [TASK]},
            ["Jeg finder svar", "Læser planer"],
        ),
        (
            {
                "type": "video",
                "title": plain("Våde enge"),
                "video_url": "https://a.dk/v",
                "thumbnail_url": "https://a.dk/t.png",
                "alt_text": "En eng",
                "provider_name": "Alliancen",
                "author_name": "Assens",
            },
            [f'<a href="https://a.dk/v"{BESIDE}>Våde enge</a>', "Alliancen · Assens", "En eng"],
        ),
        ({"type": "file", "external_id": "plan-2030", "source": "remote"}, ["plan-2030"]),
        (
            {
                "type": "call",
                "call_id": "R1",
                "call": {"v1": {"name": "Møde", "join_url": "https://a.dk"}},
            },
            ["Møde", f'<a href="https://a.dk"{BESIDE}>Deltag</a>'],
        ),
        ({"type": "call", "call_id": "R1"}, ["Opkald"]),
    ],
)
def test_richer_blocks(block: Block, pieces: list[str]) -> None:
    drawn = blocks.draw([block], SURFACE)

    assert drawn.startswith(f'<div class="block {block["type"]}">')
    assert [piece for piece in pieces if piece not in drawn] == []


def test_no_picture_is_fetched_from_elsewhere() -> None:
    elsewhere = {**PICTURE, "image_url": "https://a.dk/hent.png"}
    drawn = blocks.draw(
        [{**CARD, "hero_image": elsewhere, "icon": elsewhere}, {**CONTAINER, "icon": elsewhere}],
        SURFACE,
    )

    assert "hent.png" not in drawn
    assert words(drawn).count("Klimabot") == 3


def test_plain_text_keeps_its_colons_when_the_app_asks_for_it() -> None:
    shown, kept = plain(":wave:"), {**plain(":wave:"), "emoji": False}

    assert words(blocks.draw([{"type": "header", "text": shown}], SURFACE)) == "👋"
    assert words(blocks.draw([{"type": "header", "text": kept}], SURFACE)) == ":wave:"


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ({"type": "table", "rows": []}, "table"),
        ({"type": "<script>"}, "&lt;script&gt;"),
        ({"type": "section", "text": {"type": "mrkdwn"}}, "section"),
        ({"type": "input", "label": plain("Hvad?")}, "input"),
        ({"type": "rich_text", "elements": [{"type": "rich_text_ny"}]}, "rich_text"),
        ({}, "None"),
        ("ikke en blok", "ikke en blok"),
    ],
)
def test_a_block_that_we_do_not_know_is_named(block: Block, name: str) -> None:
    drawn = blocks.draw([block], SURFACE)

    assert drawn == f'<div class="unknown">Kan ikke vises her endnu: <code>{name}</code></div>'


@pytest.mark.parametrize("kind", ["container", "carousel", "plan"])
def test_a_container_holds_no_other_frames(kind: str) -> None:
    drawn = blocks.draw([{**CONTAINER, "child_blocks": [{"type": kind}]}], SURFACE)

    assert f"<code>{kind}</code>" in drawn


def test_an_element_that_we_do_not_know_leaves_the_others() -> None:
    drawn = blocks.draw(
        [actions({"type": "ny_slags"}, {"type": "static_select"}, button())], SURFACE
    )

    assert "<code>ny_slags</code>" in drawn
    assert "<code>static_select</code>" in drawn  # one without options
    assert "Tryk" in drawn
