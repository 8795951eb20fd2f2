"""How our account of a municipality looks: each claim with what may be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from bot.alliance.account import Act
from bot.asking.answer import month_of
from bot.asking.pages import Page
from bot.asking.register import KOMMUNE
from handlers.views.blocks import (
    MAX_LINE,
    Block,
    Message,
    button,
    fallback,
    line,
    link,
    rich_text,
    section,
    visible,
    words,
)
from prompts import text
from prompts.dates import source_date
from storage.documents import OwnDocument
from storage.reviews import Claim
from storage.terms import Organisation

CLAIMS = 8  # in one message: two blocks each, and their words and ids stay far below 13,000
MAX_CLAIM = 1_000  # characters
MAX_TITLE = 100
DOCUMENTS = 10
MORE, OPEN = "account_more", "account_open"
CLAIM = "claim:"  # begins the id of a claim's buttons


@dataclass(frozen=True)
class Account:
    """What one reader may see of our account, and whether it is theirs and theirs to review."""

    about: Organisation
    page: Page
    claims: Sequence[Claim]
    documents: Sequence[OwnDocument]
    is_own: bool
    may_review: bool


def account_message(account: Account, language: str) -> Message:
    """One page of it; below the last the documents that the municipality has put in itself."""
    pages = max(1, ceil(len(account.claims) / CLAIMS))
    number = min(account.page.number, pages)
    shown = account.claims[(number - 1) * CLAIMS : number * CLAIMS]
    title, lead = _title(account, language), _lead(account, language)
    if pages > 1:
        title += f" ({text('account.pages', language, page=number, pages=pages)})"
    blocks = [section(f"*{title}*\n{lead}")]
    for claim in shown:
        blocks += _claim(claim, account, language)
    blocks += (
        [_more(account, number, language)] if number < pages else _documents(account, language)
    )
    return Message(fallback(title, lead), tuple(blocks))


def _title(account: Account, language: str) -> str:
    if account.is_own:
        return text("account.of_you", language)
    return text("account.of_them", language, municipality=_name(account))


def _lead(account: Account, language: str) -> str:
    if not account.claims:
        return text("account.nothing", language, municipality=_name(account))
    return text("account.review" if account.may_review else "account.read", language)


def _name(account: Account) -> str:
    return account.about.name.removesuffix(KOMMUNE)


def _claim(claim: Claim, account: Account, language: str) -> list[Block]:
    passage = claim.found.passage
    said = claim.correction if claim.is_hidden and claim.correction else passage.text
    heading = {**words(visible(passage.heading, MAX_TITLE)), "style": {"bold": True}}
    date = source_date(passage.date, language) if passage.date else text("asking.undated", language)
    source = visible(f"{passage.publisher or claim.found.title}, {date}", MAX_LINE // 2)
    told = [
        line(heading),
        line(words(visible(said, MAX_CLAIM))),
        line(link(source, passage.url), words(f" · {_state(claim, language)}")),
    ]
    shown = rich_text(told)
    return [shown, _buttons(claim, account, language)] if account.may_review else [shown]


def _state(claim: Claim, language: str) -> str:
    if claim.is_hidden:
        return text("account.mended" if claim.correction else "account.hidden", language)
    if claim.found.confirmed_at is None:
        return text("account.unconfirmed", language)
    month = source_date(month_of(claim.found.confirmed_at), language)
    return text("account.confirmed", language, month=month)


def _buttons(claim: Claim, account: Account, language: str) -> Block:
    value = f"{language}:{account.page.occasion}"
    named = [button(text(key, language), f"claim_{act}", value) for act, key in _acts(claim)]
    claimed = f"{CLAIM}{claim.found.content_hash}"
    return {"type": "actions", "block_id": claimed, "elements": named}


def _acts(claim: Claim) -> Sequence[tuple[Act, str]]:
    if claim.is_hidden and claim.correction:
        return [(Act.MEND, "account.mend"), (Act.SHOW, "account.take_back")]
    if claim.is_hidden:
        return [(Act.SHOW, "account.show")]
    fits = [] if claim.found.confirmed_at else [(Act.CONFIRM, "account.confirm")]
    return [*fits, (Act.MEND, "account.mend"), (Act.HIDE, "account.hide")]


def _more(account: Account, number: int, language: str) -> Block:
    value = f"{language}:{account.about.code}:{number + 1}"
    label = text("account.more", language)
    return {"type": "actions", "elements": [button(label, MORE, value)]}


def _documents(account: Account, language: str) -> list[Block]:
    """The newest; a correction that stands above already is not told again."""
    told = {claim.found.content_hash for claim in account.claims}
    own = [d for d in account.documents if d.slug.rpartition("/")[2] not in told]
    if not own:
        return []
    lead = text("account.documents", language, municipality=_name(account))
    lines = [line(words(lead)), *(_document(document, language) for document in own[:DOCUMENTS])]
    if len(own) > DOCUMENTS:
        left = text("account.more_documents", language, count=len(own) - DOCUMENTS)
        lines.append(line(words(left)))
    return [{"type": "divider"}, rich_text(lines)]


def _document(document: OwnDocument, language: str) -> Block:
    undated = text("asking.undated", language)
    date = source_date(document.date, language) if document.date else undated
    named = visible(f"{visible(document.title, MAX_TITLE)}, {date}", MAX_LINE)
    return line(link(named, document.url))
