import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.alliance import being_away, hello, reviewing
from bot.alliance.broadcast import work as broadcast
from bot.alliance.secretariat import approving, messages
from bot.asking import occasion, sharing, voting, work
from bot.asking.answer import Answer, Citation, Mode, Note, Verdict
from bot.status.catalogue import giving, handing_out, showing
from bot.status.digest import messages as digest
from bot.status.rounds import messages as rounds
from handlers.views.answer import answer_message, source_line, you_asked
from handlers.views.blocks import Message
from handlers.views.kinds import VIEWS
from handlers.views.notices import SENTENCES, apology, notice
from storage.delivery import Delivery

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ASSENS = Citation(
    "Klimabots resumé om Assens, efter Assens Kommune",
    "Assens Kommune",
    None,
    "Assens er gode til vådområder.",
    "https://www.assens.dk/klima",
    None,
)
KOEGE = Citation("Køge Kommune, klimaplan", "Køge Kommune", 4, "Køge vil halvere.", None, "2020-12")

texts = st.text(max_size=4_000)
citations = st.builds(
    Citation,
    title=texts,
    organisation=st.none(),
    page=st.none() | st.integers(1, 999),
    quote=texts,
    url=st.none() | texts | st.sampled_from(["javascript:alert(1)", "https://assens.dk/|<!here>"]),
    date=st.sampled_from([None, "2020", "2020-12", "2020-12-16"]),
)


def answer(verdict: Verdict, *found: Citation, language: str = "da") -> Answer:
    near = found if verdict is Verdict.NOT_FOUND else ()
    cited = () if near else found
    return Answer(verdict, Mode.EXTRACT, "", language, cited, near)


def delivery(kind: str, language: str = "da") -> Delivery:
    return Delivery(
        workspace="T0DK2020",
        occasion="T0DK2020:C0ALLIANCEN:1.000000",
        recipient="C0ALLIANCEN",
        kind=kind,
        language=language,
        due=NOW,
        id="4f1c9a",
        attempt=1,
        revision=1,
        sent_revision=0,
        ts=None,
        posting_since=None,
        claimed_at=NOW,
    )


def parts(block: Any) -> list[dict[str, Any]]:
    if isinstance(block, list | tuple):
        return [p for b in block for p in parts(b)]
    if not isinstance(block, dict):
        return []
    return [block, *(p for value in block.values() for p in parts(value))]


def is_fit_for_slack(message: Message) -> None:
    blocks = message.keyed("4f1c9a")
    inside = parts(blocks)
    said = [p["text"] for p in inside if isinstance(p.get("text"), str)]
    assert message.text
    assert len(blocks) <= 50
    assert sum(map(len, said)) < 13_000
    assert all(len(text) <= 3_000 for text in said)
    assert all(p["url"].startswith(("https://", "http://")) for p in inside if "url" in p)
    assert not re.search(r"[<>]|[\u200b\u202e]", message.text)
    for block in Block.parse_all(blocks):
        block.to_dict()


@given(
    st.sampled_from(Mode),
    st.sampled_from(Verdict),
    st.none() | st.sampled_from(Note),
    st.sampled_from(["da", "en"]),
    texts,
    st.lists(citations, max_size=4).map(tuple),
    st.none() | texts,
)
def test_whatever_is_answered_fits_slack_and_carries_no_markup(
    mode: Mode,
    verdict: Verdict,
    note: Note | None,
    language: str,
    said: str,
    found: tuple[Citation, ...],
    asked: str | None,
) -> None:
    answer = Answer(verdict, mode, said, language, found, found[:3], note)

    message = answer_message(answer, [you_asked(asked, "da")] if asked else [])

    is_fit_for_slack(message)
    [block] = message.blocks
    elements = [element for part in block["elements"] for element in part["elements"]]
    assert {part["type"] for part in block["elements"]} <= {"rich_text_section", "rich_text_quote"}
    assert all(element.keys() <= {"type", "text", "url"} for element in elements)
    assert {e["url"] for e in elements if "url" in e} <= {c.url for c in found}


def test_three_sources_of_any_length_are_not_too_long_for_slack() -> None:
    long = replace(ASSENS, title="æ" * 9_000, quote="ø" * 9_000, url="https://a.dk/" + "å" * 9_000)

    message = answer_message(answer(Verdict.ANSWER, long, long, long))

    is_fit_for_slack(message)
    assert "… [3]" in str(message.blocks)


@pytest.mark.parametrize(
    ("citation", "language", "line"),
    [
        (ASSENS, "da", "Klimabots resumé om Assens, efter Assens Kommune (udateret)"),
        (
            replace(ASSENS, confirmed="no"),
            "da",
            "Klimabots resumé om Assens, efter Assens Kommune (udateret),"
            " ikke bekræftet af kommunen",
        ),
        (
            replace(ASSENS, confirmed="2026-11"),
            "da",
            "Klimabots resumé om Assens, efter Assens Kommune (udateret),"
            " bekræftet af Assens Kommune, november 2026",
        ),
        (
            replace(KOEGE, confirmed="2026-11"),
            "en",
            "Køge Kommune, klimaplan, p. 4, December 2020,"
            " confirmed by Køge Kommune, November 2026",
        ),
        (KOEGE, "da", "Køge Kommune, klimaplan, s. 4, december 2020"),
        (KOEGE, "en", "Køge Kommune, klimaplan, p. 4, December 2020"),
    ],
)
def test_a_source_is_named_as_people_do(citation: Citation, language: str, line: str) -> None:
    assert source_line(citation, language) == line


def test_the_news_comes_first_in_what_a_phone_shows() -> None:
    assert answer_message(answer(Verdict.ANSWER, ASSENS)).text.startswith(ASSENS.quote)
    assert answer_message(answer(Verdict.NOT_FOUND)).text.startswith("Det står ikke i kilderne.")


def test_the_quote_is_shown_with_its_source_as_a_link() -> None:
    inside = parts(list(answer_message(answer(Verdict.ANSWER, ASSENS)).blocks))

    quotes = [p for p in inside if p.get("type") == "rich_text_quote"]
    links = [p for p in inside if p.get("type") == "link"]
    assert quotes[0]["elements"][0]["text"] == "Assens er gode til vådområder. [1]"
    assert links[0]["url"] == ASSENS.url


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", SENTENCES)
def test_each_notice_fits_slack(kind: str, language: str) -> None:
    is_fit_for_slack(notice(delivery(kind, language)))


def test_an_apology_has_its_number_and_a_way_on() -> None:
    message = apology(delivery(work.APOLOGY))

    is_fit_for_slack(message)
    assert "4f1c" in message.text
    [button] = [p for p in parts(list(message.blocks)) if p.get("type") == "button"]
    assert button["text"]["text"] == "Svar mig nu"


def test_only_the_first_block_carries_the_key() -> None:
    blocks = apology(delivery(work.APOLOGY)).keyed("4f1c9a")

    assert [block.get("block_id") for block in blocks] == ["4f1c9a", None]


def test_every_kind_of_message_has_a_view() -> None:
    notices = {work.HELP, work.NOT_ADMITTED, work.CHANNEL_NOT_NAMED, work.FORGOTTEN, work.WELCOME}

    notices |= {*hello.KINDS, *reviewing.NOTICES, sharing.NOT_SHARED}
    notices |= {voting.HANDED_ON, voting.NOT_HANDED_ON, *messages.NOTICES}
    notices |= {*broadcast.NOTICES, broadcast.BROADCAST, broadcast.TRIAL}
    notices |= {*being_away.NOTICES, being_away.AWAY, approving.GONE, *showing.NOTICES}
    notices |= {*rounds.NOTICES, *digest.NOTICES}
    notices |= {*giving.NOTICES, giving.SHEET, handing_out.ACTIONS_SHEET_FAILED}
    assert set(VIEWS) == notices | {occasion.ANSWER, work.APOLOGY, sharing.SHARED}


@pytest.mark.parametrize(
    ("verdict", "language", "first"),
    [
        (Verdict.ANSWER, "da", "Jeg har ikke formuleret et svar"),
        (Verdict.ANSWER, "en", "I have not worded an answer"),
        (Verdict.NOT_FOUND, "da", "Det står ikke i kilderne."),
        (Verdict.NOT_FOUND, "en", "It is not in the sources."),
    ],
)
def test_the_message_begins_with_what_it_is_in_the_asker_s_language(
    verdict: Verdict, language: str, first: str
) -> None:
    message = answer_message(answer(verdict, ASSENS, KOEGE, language=language))

    read = "".join(str(p["text"]) for p in parts(list(message.blocks)) if "text" in p)
    assert read.startswith(first)
    assert "Assens er gode til vådområder." in read
    assert "Køge vil halvere." in read


@given(texts, st.none() | texts)
def test_what_the_register_says_fits_slack(said: str, asked: str | None) -> None:
    answer = Answer(Verdict.YES, Mode.REGISTER, said or "Ja", "da")

    is_fit_for_slack(answer_message(answer, [you_asked(asked, "da")] if asked else []))


def test_what_the_register_says_stands_alone_and_without_markup() -> None:
    said = "I *Vejle* Kommune kan du skrive til klimakoordinator@vejle.dk (koordinator)."

    message = answer_message(Answer(Verdict.ANSWER, Mode.REGISTER, said, "da"))

    [section] = [p for p in parts(list(message.blocks)) if p["type"] == "rich_text_section"]
    assert section["elements"] == [{"type": "text", "text": said}]
    assert message.text == said


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//assens.dk", "HTTPS ://x", "", None]
)
def test_what_is_no_address_of_the_web_is_no_link(verdict: Verdict, url: str | None) -> None:
    message = answer_message(answer(verdict, replace(ASSENS, url=url)))

    inside = parts(list(message.blocks))
    assert not [p for p in inside if p.get("type") == "link" or "url" in p]
    assert ASSENS.title in str(message.blocks)


@pytest.mark.parametrize(
    "hidden",
    [
        "\u200b",
        "\u200e",
        "\u202e",
        "\u2060",
        "\u2066",
        "\ufeff",
        "\U000e0041",
        "\u00ad",
        "\U000e0101",
    ],
)
def test_what_hides_in_a_quote_is_taken_out(hidden: str) -> None:
    quote, title = f"væd{hidden}områder", f"Ass{hidden}ens"

    message = answer_message(answer(Verdict.ANSWER, replace(ASSENS, quote=quote, title=title)))

    assert hidden not in f"{message.text}{[p.get('text') for p in parts(list(message.blocks))]}"
    assert "vædområder [1] Assens (udateret)" in message.text


def test_a_quote_cannot_ring_anybody_s_phone() -> None:
    loud = replace(ASSENS, quote="<!channel> <@U0KOEGE> <https://x.dk|her>", title="<!here>")

    message = answer_message(answer(Verdict.ANSWER, loud))

    assert "<" not in message.text
    assert {p["type"] for p in parts(list(message.blocks)) if "<!" in str(p.get("text"))} <= {
        "text",
        "link",
    }
