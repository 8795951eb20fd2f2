"""docs/drift.md and compose.yaml name only what there is."""

import re
from pathlib import Path

import pytest
import typer.main
import yaml
from prometheus_client import REGISTRY

from bot import operations
from bot.cli import app
from bot.settings import Settings
from tests.docs.test_reference import commands

ROOT = Path(__file__).parents[2]
DRIFT = (ROOT / "docs/drift.md").read_text("utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
SETTINGS = {name.upper() for name in Settings.model_fields}
COMMANDS = set(commands(typer.main.get_command(app), "klimabot"))
SAID = re.findall(r"(?:^ *|`|/|exec klimabot )(klimabot [a-z]+(?: [a-z]+)?)", DRIFT, re.M)
COUNTED = {name for metric in REGISTRY.collect() for name in (metric.name, f"{metric.name}_total")}
MEASURED = Path(operations.__file__).read_text("utf-8")


def test_it_names_commands_that_are() -> None:
    assert SAID
    for said in SAID:
        words = said.split()
        assert {" ".join(words[:2]), " ".join(words[:3])} & COMMANDS, said


@pytest.mark.parametrize("page", [DRIFT, COMPOSE], ids=["drift", "compose"])
def test_it_names_settings_that_are(page: str) -> None:
    named = set(re.findall(r"\b(?:SLACK|KLIMABOT|DATABASE|OPENAI)_[A-Z_]+", page))

    assert named
    assert named <= SETTINGS


@pytest.mark.parametrize("metric", sorted(set(re.findall(r"`(klimabot_\w+)`", DRIFT))))
def test_it_names_metrics_that_are(metric: str) -> None:
    assert metric in COUNTED or f'"{metric.removeprefix("klimabot_")}"' in MEASURED


def test_the_compose_file_runs_several_processes_on_one_database_and_stops_them_gently() -> None:
    services = yaml.safe_load(COMPOSE)["services"]

    bot = services["klimabot"]
    assert bot["deploy"]["replicas"] >= 2
    assert int(bot["stop_grace_period"].removesuffix("s")) > Settings().klimabot_lease_seconds
    assert services["database"]["image"] == "postgres:17"


def test_the_image_is_made_of_what_there_is() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.M)
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()

    for name in " ".join(copied).split():
        assert (ROOT / name).exists()
        assert f"!{name}" in ignored


def test_readme_and_reference_lead_to_it() -> None:
    for page in ("README.md", "docs/reference.md"):
        assert "drift.md)" in (ROOT / page).read_text("utf-8")
