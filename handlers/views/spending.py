"""How the month's tokens look on the bot's own page."""

from collections.abc import Sequence

from bot.asking.budget import Use
from handlers.views.blocks import Block, bullets, line, rich_text, words
from prompts import text
from prompts.numbers import number

MOST = 10  # organisations that are shown


def spending_lines(use: Use, language: str) -> Sequence[Block]:
    """What all have used for those who may know it, and one's own once it is past half."""
    blocks = list[Block]()
    own, allowed = use.own, use.limits.person.tokens
    if 2 * own > allowed:
        share = 100 * own // allowed
        blocks += [rich_text([line(words(text("home.own_tokens", language, share=share)))])]
    if use.by_organisation:
        blocks += [rich_text(_of_everybody(use, language))]
    return blocks


def _of_everybody(use: Use, language: str) -> Sequence[Block]:
    spent = number(sum(tokens for _, tokens in use.by_organisation), language)
    limit = number(use.limits.organisation.tokens, language)
    most = [
        f"{organisation.name}: {number(tokens, language)}"
        for organisation, tokens in use.by_organisation
        if organisation
    ][:MOST]
    said = line(words(text("home.all_tokens", language, spent=spent, limit=limit)))
    return [said, bullets(most)] if most else [said]
