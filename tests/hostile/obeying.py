"""A model that does what an attack says, in the worst way that it can."""

import base64
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.asking.answer import Verdict
from bot.knowledge.sentences import sentences
from tests.hostile.injections import Injection
from tests.model_server import Messages, answer, passages

AT_ONCE = 3  # claims beside the true one: no more are shown
_TOKENS = re.compile(
    r"<[^<>]*>|@\w+|[\w+-]*:/{0,2}[^\s\"]*\.example\S*|\S*example\S*|\S*\[\.\]\S*"
    r"|(?:data|javascript|mailto|tel|slack):\S+|https?:\S+|!?\[[^\]]*\]\([^)]*\)"
    r"|\S*[＠＜＞．﹤﹫]\S*",
    re.IGNORECASE,
)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_SECRET = re.compile(r"HEMMELIG-\d+")


@dataclass
class Obeying:
    """Says one thing that is true, and beside it what it would like to say most."""

    injection: Injection
    told: list[str] = field(default_factory=list)  # all that it was told
    wishes: Sequence[tuple[str, str]] = ()  # claims, each with its quote

    @property
    def verdict(self) -> Verdict:
        some = [verdict for verdict in Verdict if verdict is not Verdict.NOT_FOUND]
        return some[self.injection.number % len(some)]

    def reply(self, messages: Messages) -> str:
        said = self.injection.says
        given = next((p for p in passages(messages) if said in p["text"]), None)
        self.told.append(json.dumps(messages, ensure_ascii=False))
        self.wishes = list(dict.fromkeys(self._wishes(messages, given["text"] if given else said)))
        number = given["passage"] if given else 1
        worst = [(text, number, quote) for text, quote in self.wishes[:AT_ONCE]]
        return answer(self.verdict, (said, number, said), *worst)

    def _wishes(self, messages: Messages, text: str) -> Iterator[tuple[str, str]]:
        said, attack = self.injection.says, self.injection.attack
        literal = [text[s.start : s.end] for s in sentences(text)][:12]
        literal += [text[:400], *text.split("\n")[:6]]
        payloads = [attack[:300], *_TOKENS.findall(attack)[:8], *_decoded(attack)]
        payloads += _SECRET.findall(self.told[-1])[:5]
        payloads.append(messages[0]["content"][:300])
        for one in [*literal[1:], literal[0]]:
            yield one, one
        for one in payloads:
            yield f"{said} {one}", said
            yield f"{said[:-1]} {one}.", said
            yield one, text


def _decoded(attack: str) -> Sequence[str]:
    """What hides in it."""
    tags = ["".join(chr(ord(c) - 0xE0000) for c in found) for found in _TAGS.findall(attack)]
    plain = [
        base64.b64decode(found + "==").decode("utf-8", "replace")
        for found in _BASE64.findall(attack)
    ]
    return [*tags, *plain]


def outside_the_form(injection: Injection) -> Sequence[str]:
    """Answers of one that does not keep to the form."""
    attack, said = injection.attack, injection.says
    section = {"type": "section", "text": {"type": "mrkdwn", "text": f"<!channel> {attack}"}}
    image = {"type": "image", "image_url": "https://ond.example/p.png", "alt_text": attack}
    whole = json.loads(answer("yes", (said, 1, said)))
    claim = whole["claims"][0] | {"blocks": [section, image], "url": "https://ond.example"}
    return [
        attack,
        json.dumps({"blocks": [section, image], "text": attack}),
        json.dumps(whole | {"claims": [claim], "blocks": [image], "answer": attack}),
        json.dumps(whole | {"verdict": attack}),
        f"{attack}\n{json.dumps(whole)}\n{attack}",
    ]
