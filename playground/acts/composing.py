"""What people type, as Slack writes it (docs.slack.dev, messaging/formatting-message-text)."""

import re

from playground.workspace import Workspace

_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_END = r"[^\s<>|`\"'.,:;!?()*_~\]]"
_LIVE = re.compile(
    rf"(?P<address>\bhttps?://[^\s<>|`]*{_END})"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    rf"|(?P<site>(?<![\w@./-])(?:[\w-]+\.)+(?:com|dk|eu|net|org)\b(?:/[^\s<>|`]*{_END})?)"
)


def composed(text: str, workspace: Workspace) -> str:
    """Escaped, with mentions of people, the app and channels, and links; code stays as it is."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    parts = _CODE.split(plain)  # every second part is code
    names = _names(workspace)
    return "".join(p if n % 2 else _alive(p, names, workspace) for n, p in enumerate(parts))


def typed(text: str, workspace: Workspace) -> str:
    """The same the other way: what the writer typed, to be changed."""
    for name, link in _names_to_links(workspace):
        text = text.replace(link, name)
    text = re.sub(r"<(?:mailto:)?[^<>|]+\|([^<>]+)>|<([^<>|]+)>", r"\1\2", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _names_to_links(workspace: Workspace) -> list[tuple[str, str]]:
    app = workspace.app
    people = [(f"@{p.name}", f"<@{p.id}>") for p in workspace.people.values()]
    named = [channel for channel in workspace.channels.values() if channel.name]
    channels = [(f"#{c.name}", f"<#{c.id}|{c.name}>") for c in named]
    return [(f"@{app.name}", f"<@{app.user}>"), *people, *channels]


def _names(workspace: Workspace) -> re.Pattern[str]:
    """Every name that can be mentioned, the longest first."""
    names = sorted((name for name, _ in _names_to_links(workspace)), key=len, reverse=True)
    return re.compile(rf"(?<![\w.+-])(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


def _alive(text: str, names: re.Pattern[str], workspace: Workspace) -> str:
    links = {name.casefold(): link for name, link in _names_to_links(workspace)}
    done, end = "", 0
    for found in names.finditer(text):
        done += _LIVE.sub(_link, text[end : found.start()]) + links[found[0].casefold()]
        end = found.end()
    return done + _LIVE.sub(_link, text[end:])


def _link(found: re.Match[str]) -> str:
    word = found[0]
    match found.lastgroup:
        case "mail":
            return f"<mailto:{word}|{word}>"
        case "site":
            return f"<http://{word}|{word}>"
    return f"<{word}>"
