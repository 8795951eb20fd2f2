"""What stands after `/klima admin`, in Danish and English."""

import re
from collections.abc import Mapping

from bot.alliance.secretariat.wishes import AdminCommand, AdminWish

ADMIN_WORDS: Mapping[str, tuple[AdminCommand, str | None]] = {
    "liste": (AdminCommand.LIST, "da"),
    "list": (AdminCommand.LIST, "en"),
    "leverancer": (AdminCommand.DELIVERIES, "da"),
    "deliveries": (AdminCommand.DELIVERIES, "en"),
    "pause": (AdminCommand.PAUSE, None),
    "genoptag": (AdminCommand.RESUME, "da"),
    "resume": (AdminCommand.RESUME, "en"),
    "medlem": (AdminCommand.MEMBER, "da"),
    "member": (AdminCommand.MEMBER, "en"),
}
_NAMED = re.compile(r"<([@#][A-Z0-9]+)\|[^<>]*>")
_PERSON = re.compile(r"<@([A-Z0-9]+)>")
_CHANNEL = re.compile(r"<#([A-Z0-9]+)>")


def with_ids(text: str) -> str:
    """The people and channels in what Slack gave us as ids alone, so that they stay readable."""
    return _NAMED.sub(r"<\1>", text)


def is_admin(rest: str) -> bool:
    """Whether 'admin' is followed by nothing or by a word of ours; else it begins a question."""
    first = rest.split(maxsplit=1)[:1]
    return not first or first[0].lower() in ADMIN_WORDS


def read_admin(rest: str, user: str, language: str | None = None) -> AdminWish:
    """The command, and whom or what it names. An unknown word asks what there is."""
    word, words = (*rest.split(maxsplit=1), "", "")[:2]
    command, spoken = ADMIN_WORDS.get(word.lower(), (AdminCommand.HELP, None))
    people, channels = _PERSON.findall(words), _CHANNEL.findall(words)
    return AdminWish(
        user,
        command,
        language or spoken,
        person=next(iter(people), ""),
        channel=next(iter(channels), ""),
        rest=" ".join(_CHANNEL.sub(" ", _PERSON.sub(" ", words)).split()),
    )
