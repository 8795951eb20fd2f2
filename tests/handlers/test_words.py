import pytest

from handlers.words import plain

BOT = "U0KLIMABOT"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<@U0KLIMABOT> hvem er gode til vådområder?", "hvem er gode til vådområder?"),
        ("hvem <@U0KLIMABOT|klimabot> er gode?", "hvem er gode?"),
        ("se <https://assens.dk|Assens' plan>", "se Assens' plan"),
        ("se <https://assens.dk>", "se https://assens.dk"),
        ("<mailto:klima@assens.dk|klima@assens.dk>", "klima@assens.dk"),
        ("<#C0ALLIANCEN|alliancen>", "alliancen"),
        ("1 &lt; 2 &amp; 3 &gt; 2", "1 < 2 & 3 > 2"),
        ("&amp;lt;", "&lt;"),
        ("  to\n\nlinjer  ", "to linjer"),
        ("&lt;@U0KLIMABOT&gt; hej", "<@U0KLIMABOT> hej"),
        ("<!subteam^S0KYST|@kystnetværket> hej", "@kystnetværket hej"),
        ("<@U0KLIMABOT><@U0KLIMABOT>hej", "hej"),
        ("a | b > c", "a | b > c"),
        ("", ""),
        ("klima\xadplan", "klimaplan"),
        ("v\x00and \ud83d og\u202e skov", "v and og skov"),
        ("<@U0KLIMABOT>", ""),
    ],
)
def test_what_was_written_is_read_as_it_looks(written: str, meant: str) -> None:
    assert plain(written, BOT) == meant
