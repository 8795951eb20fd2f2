"""docs/playground.md says what is as at Slack; every row names a test that is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    line.strip("|").split("|")
    for line in (ROOT / "docs/playground.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| what", "|--"))
]
NAMED = [(row[0].strip(), name) for row in ROWS for name in re.findall(r"`(\S+::\S+)`", row[-1])]


def functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_every_row_says_how_it_is_and_names_its_test(row: list[str]) -> None:
    assert len(row) == 3
    assert row[1].strip()
    assert re.search(r"`\S+::\S+`", row[2]), row[0]


@pytest.mark.parametrize(("row", "named"), NAMED)
def test_every_test_that_is_named_is_there(row: str, named: str) -> None:
    file, _, name = named.partition("::")

    assert name in functions(ROOT / "tests" / file), row
