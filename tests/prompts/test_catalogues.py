import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import prompts
from prompts import LANGUAGES, catalogue, text

HERE = Path(prompts.__file__).parent
SPEAKING = ("bot", "handlers", "storage")
TAKES_THE_VALUES = {
    "text",
    "say",
    "CatalogueUnreadable",
    "CellWrong",
    "DocumentUnreadable",
    "MembersUnreadable",
    "ScheduleImpossible",
}
KEY_STANDS_AT = {**dict.fromkeys(TAKES_THE_VALUES, 0), "Unreadable": 0, "Finding": 1}

MSGID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
IN_A_SENTENCE = r"(?<![.:?] )(?<!^)"  # at the head of one, "De" may be plain "they"
POLITE = re.compile(rf"{IN_A_SENTENCE}\b(De|Dem|Deres)\b", re.MULTILINE)
LIKE_A_MACHINE = re.compile(r"\b(systemet|error)\b", re.IGNORECASE)


def holes(sentence: str) -> set[str]:
    return {hole for _, hole, _, _ in Formatter().parse(sentence) if hole is not None}


def without_holes(sentence: str) -> str:
    return "".join(words for words, _, _, _ in Formatter().parse(sentence))


def code() -> Iterator[ast.AST]:
    for folder in SPEAKING:
        for file in sorted((HERE.parent / folder).rglob("*.py")):
            yield from ast.walk(ast.parse(file.read_text(encoding="utf-8")))


CODE = tuple(code())
CALLS = tuple(
    (node.func.id, node)
    for node in CODE
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
)


def literals(expression: ast.expr | None) -> set[str]:
    match expression:
        case ast.Constant(value=str(literal)):
            return {literal}
        case ast.IfExp(body=one, orelse=other):
            return literals(one) | literals(other)
    return set()


def keys_of_call(name: str, call: ast.Call) -> set[str]:
    place = KEY_STANDS_AT[name]
    given = [*call.args[place : place + 1], *(k.value for k in call.keywords if k.arg == "key")]
    return {literal for expression in given for literal in literals(expression)}


def keys_of_calls() -> set[str]:
    spoken = [keys_of_call(name, call) for name, call in CALLS if name in KEY_STANDS_AT]
    return set[str]().union(*spoken)


def keys_of_errors() -> dict[str, str]:
    return {
        node.name: literal
        for node in CODE
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "key"
        for literal in literals(line.value)
    }


def values_by_key() -> Iterator[tuple[str, set[str]]]:
    errors = keys_of_errors()
    for name, call in CALLS:
        values = {value.arg for value in call.keywords if value.arg is not None}
        if len(values) < len(call.keywords):
            continue
        if name in errors:
            yield errors[name], values
        elif name in TAKES_THE_VALUES:
            yield from ((key, values) for key in keys_of_call(name, call))


def test_danish_and_english_have_the_same_keys_in_the_same_order() -> None:
    assert list(catalogue("da")) == list(catalogue("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: str) -> None:
    keys = Counter(MSGID.findall((HERE / f"{language}.po").read_text(encoding="utf-8")))

    assert set(keys) == set(catalogue(language))
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_a_sentence(language: str) -> None:
    assert [key for key, sentence in catalogue(language).items() if not sentence.strip()] == []


@pytest.mark.parametrize("key", catalogue("da"))
def test_danish_and_english_have_the_same_holes(key: str) -> None:
    assert holes(catalogue("da")[key]) == holes(catalogue("en")[key])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", catalogue("da"))
def test_a_sentence_can_be_filled(key: str, language: str) -> None:
    names = holes(catalogue(language)[key])

    sentence = text(key, language, **{name: f"<{name}>" for name in names})

    assert all(f"<{name}>" in sentence for name in names)
    assert not set("{}") & set(sentence)


def test_every_key_in_the_catalogues_is_used() -> None:
    used = {node.value for node in CODE if isinstance(node, ast.Constant)}

    assert catalogue("da").keys() - used == set()


def test_everything_that_is_said_stands_in_the_catalogues() -> None:
    said = keys_of_calls()

    assert {"notice.apology", "document.owner", "members.email", "doctor.channel"} <= said
    assert said - catalogue("da").keys() == set()


def test_every_error_has_a_sentence() -> None:
    keys = set(keys_of_errors().values())

    assert {"error.settings_missing", "error.organisation_unknown"} <= keys
    assert keys - catalogue("da").keys() == set()


def test_whoever_speaks_fills_every_hole() -> None:
    unfilled = [(key, holes(catalogue("da")[key]) - values) for key, values in values_by_key()]

    assert [(key, names) for key, names in unfilled if names] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_shouted_at(language: str) -> None:
    assert [key for key, sentence in catalogue(language).items() if "!" in sentence] == []


def test_danish_says_du() -> None:
    assert [key for key, sentence in catalogue("da").items() if POLITE.search(sentence)] == []


def test_danish_sounds_like_a_colleague() -> None:
    sentences = {key: without_holes(sentence) for key, sentence in catalogue("da").items()}

    assert [key for key, words in sentences.items() if LIKE_A_MACHINE.search(words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_key_is_an_error(language: str) -> None:
    with pytest.raises(KeyError, match="no\\.such_key"):
        text("no.such_key", language)
