import pytest
from markupsafe import escape

from playground.page import emoji, inline, mrkdwn
from tests.playground.draw.samples import BESIDE, NAMES, NOW, mention


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
        (":seedling: gror", "🌱 gror"),
        (":+1::skin-tone-3: `:+1:`", "👍🏼 <code>:+1:</code>"),
        (":ukendt: kl. 10:30:00", ":ukendt: kl. 10:30:00"),
        ("<@U0ASSENS>", mention("@Klimakoordinator, Assens")),
        ("<@U0UKENDT|navn>", mention("@navn")),
        ("<@U0UKENDT>", mention("@U0UKENDT")),
        ("<@U0OND>", mention("@&lt;b&gt;ond&lt;/b&gt;")),
        ("<#C0KYST|x>", mention("#kystnetværket")),
        ("<!channel> <!here>", f"{mention('@channel')} {mention('@here')}"),
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
    assert mrkdwn.draw(text, NAMES) == escape(inline.decoded(text))


def test_hostile_links_stay_inside_their_attribute() -> None:
    drawn = mrkdwn.draw('<https://a.dk/"onclick="alert(1)|x>', NAMES)

    assert drawn == f'<a href="https://a.dk/&#34;onclick=&#34;alert(1)"{BESIDE}>x</a>'


@pytest.mark.parametrize(
    ("format_", "words"),
    [
        ("{date}", "24. november"),
        ("{date_short}", "24. nov. 2026"),
        ("{date_long}", "tirsdag den 24. november 2026"),
        ("{date_long_full}", "24. november 2026"),
        ("{date_num}", "2026-11-24"),
        ("{date_slash}", "24/11/2026"),
        ("{date_pretty}", "i dag"),
        ("{date_short_pretty}", "i dag"),
        ("{date_long_pretty}", "i dag"),
        ("{day_divider_pretty}", "i dag"),
        ("{time}", "9.30"),
        ("{time_secs}", "9.30.00"),
        ("{ago}", "for 2 timer siden"),
        ("Mødet er {date} kl. {time}", "Mødet er 24. november kl. 9.30"),
    ],
)
def test_dates_are_danish(format_: str, words: str) -> None:
    assert mrkdwn.draw(f"<!date^1795509000^{format_}|senere>", NAMES, NOW) == words


@pytest.mark.parametrize(
    ("days", "format_", "words"),
    [
        (-1, "{date_pretty}", "i går"),
        (1, "{date_pretty}", "i morgen"),
        (2, "{date_pretty}", "26. november"),
        (-2, "{date_long_pretty}", "søndag den 22. november 2026"),
        (2, "{day_divider_pretty}", "torsdag den 26. november"),
        (60, "{day_divider_pretty}", "lørdag den 23. januar 2027"),
    ],
)
def test_near_days_have_words(days: int, format_: str, words: str) -> None:
    seconds = 1795509000 + days * 86400

    assert mrkdwn.draw(f"<!date^{seconds}^{format_}|senere>", NAMES, NOW) == words


def test_a_date_may_be_a_link() -> None:
    drawn = mrkdwn.draw("<!date^1795509000^{time}^https://a.dk|senere>", NAMES, NOW)

    assert drawn == f'<a href="https://a.dk"{BESIDE}>9.30</a>'


@pytest.mark.parametrize(
    "text",
    [
        "<!date^snart^{date}|senere>",
        "<!date^1795509000^{ukendt}|senere>",
        "<!date^9999999999999999^{date}|senere>",
        "<!date^nan^{date}|senere>",
        "<!date^1795509000^{ukendt}^javascript:x|senere>",
    ],
)
def test_a_date_that_is_none_shows_what_stands_in_for_it(text: str) -> None:
    assert mrkdwn.draw(text, NAMES, NOW) == "senere"


def test_every_emoji_of_the_picker_is_shown() -> None:
    for name, shown in emoji.NAMES.items():
        assert emoji.shown(f":{name}:") == shown
        assert not shown.isascii()
