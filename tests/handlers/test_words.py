import pytest

from handlers.words import LONGEST, plain

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
        ("lodsejer 010190-1234?", "lodsejer [cpr]?"),
        ("<tel:0101901234|0101901234>", "[cpr]"),
        ("010190\u200b&lt;1234", "010190<1234"),
        ("01\xad0190\n-\u200b1234", "[cpr]"),
    ],
)
def test_what_was_written_is_read_as_it_looks(written: str, meant: str) -> None:
    assert plain(written, BOT) == meant


@pytest.mark.parametrize("before", range(LONGEST - 12, LONGEST + 1))
def test_a_long_message_is_not_cut_within_a_personal_number(before: int) -> None:
    read = plain(f"{'æ' * (before - 1)} 010190-1234", BOT)

    assert len(read) <= LONGEST
    assert "0" not in read
