import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from bot.cli import app
from bot.settings import Settings
from handlers.commands import WORDS

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs/reference.md").read_text("utf-8")
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

SETTINGS = {name.upper(): field for name, field in Settings.model_fields.items()}


def plain(default: object) -> str:
    return "" if default in (None, frozenset()) else str(default)


def commands(command: Any, name: str) -> Iterator[str]:
    children = getattr(command, "commands", {})
    for sub, child in children.items():
        yield from commands(child, f"{name} {sub}")
    if not children:
        yield name


def test_the_example_has_every_setting_with_its_meaning_and_default() -> None:
    found = re.findall(r"^# (.+)\n(?:# )?([A-Z_]+)=(.*)$", EXAMPLE, re.M)

    expected = [(f.description, name, plain(f.default)) for name, f in SETTINGS.items()]
    assert found == expected


def test_the_reference_has_every_setting_with_its_default() -> None:
    found = re.findall(r"^\| `([A-Z_]+)` \|(?: `([^`]*)`)? \|", REFERENCE, re.M)

    assert found == [(name, plain(field.default)) for name, field in SETTINGS.items()]


def test_the_reference_has_every_command() -> None:
    found = re.findall(r"^\| `(klimabot [a-z ]+)` \|", REFERENCE, re.M)

    assert sorted(found) == sorted(commands(typer.main.get_command(app), "klimabot"))


def test_the_reference_has_every_make_target() -> None:
    found = re.findall(r"^\| `make ([a-z-]+)` \|", REFERENCE, re.M)

    assert sorted(found) == sorted(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.M))


def test_the_reference_has_every_word_that_a_command_begins_with() -> None:
    rows = re.findall(r"^\| `/klima (\S+?)(?: …)?` \| `/klima (\S+?)(?: …)?` \|", REFERENCE, re.M)

    assert {word for row in rows for word in row} == set(WORDS)


@pytest.mark.parametrize(
    "named", sorted(set(re.findall(r"\b(?:SLACK|KLIMABOT|DATABASE|OPENAI)_[A-Z_]+", README)))
)
def test_the_readme_names_only_settings_that_are(named: str) -> None:
    assert named in SETTINGS


@pytest.mark.parametrize("page", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_a_page_names_only_targets_that_are(page: str) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", page, re.M))

    assert named
    assert named <= set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))


def test_contributing_names_only_files_and_folders_that_are() -> None:
    named = set(re.findall(r"`([\w.-]+/[\w./-]*|[A-Z]+\.md)`", CONTRIBUTING))

    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_the_example_of_a_conversation_is_one_of_ours() -> None:
    [example] = re.findall(r"^```python\n(.+?)^```$", CONTRIBUTING, re.M | re.S)

    assert example in (ROOT / "tests/conversations/test_help.py").read_text("utf-8")


def test_the_lock_was_made_as_contributing_says() -> None:
    [command] = re.findall(r"^uv pip compile .+$", CONTRIBUTING, re.M)

    assert f"#    {command}\n" in (ROOT / "requirements.lock").read_text("utf-8")


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        app(["--help"])

    shown = capsys.readouterr().out
    for name in ("demo", "run", "ask", "ingest", "withdraw", "members", "doctor", "manifest", "db"):
        assert name in shown
