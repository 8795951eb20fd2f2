import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from handlers.manifest import SCOPES, manifest
from playground.methods import METHODS

pytestmark = pytest.mark.shared


@pytest.mark.parametrize("language", ["da", "en"])
def test_slack_s_own_schema_accepts_the_manifest(shared: Path, language: str) -> None:
    schema = json.loads((shared / "slack/manifest.schema.2.0.0.json").read_text("utf-8"))

    errors = list(Draft7Validator(schema).iter_errors(manifest(language)))

    assert errors == []


def test_every_method_we_use_finds_its_scope(shared: Path) -> None:
    documented: dict[str, Any] = json.loads((shared / "slack/methods.json").read_text("utf-8"))

    for name, method in METHODS.items():
        assert name in documented
        assert not method.scopes or method.scopes & set(SCOPES)


def test_what_is_shown_to_people_fits_slack_s_limits() -> None:
    for language in ("da", "en"):
        paper = manifest(language)
        assert len(paper["display_information"]["description"]) <= 140
        assert len(paper["features"]["agent_view"]["agent_description"]) <= 300
        for command in paper["features"]["slash_commands"]:
            assert len(command["description"]) <= 2000
            assert len(command["usage_hint"]) <= 1000
