import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = [p for f in ("bot", "handlers", "storage") for p in sorted((ROOT / f).rglob("*.py"))]
SEES_EVERYTHING = (
    "bot/alliance/acquainting.py",
    "bot/alliance/broadcast/work.py",
    "bot/alliance/secretariat/daily.py",
    "bot/alliance/secretariat/homes.py",
    "bot/app.py",
    "bot/asking/occasion.py",
    "bot/asking/work.py",
    "bot/cli/",
    "bot/delivery/",
    "bot/knowledge/embedding/work.py",
    "bot/knowledge/index/following.py",
    "bot/operations.py",
    "bot/status/catalogue/writing.py",
    "bot/status/rounds/asking.py",
    "bot/status/catalogue/importing.py",
    "bot/status/lines/publishing.py",
    "handlers/limits.py",
    "handlers/recording.py",
)
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
TELLS_TIME = ("bot/clock.py", "storage/engine.py")


def calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", OURS, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_an_edge_sees_everything_commits_or_tells_the_time(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    called = list(calls(path))

    assert name.startswith(SEES_EVERYTHING) or not {"System", "terms.System"} & set(called)
    assert name in TELLS_TIME or not CLOCKS & set(called)
    assert not any(call.endswith("session.commit") for call in called)


def test_the_command_starts_without_what_talks_to_a_model() -> None:
    started = "import sys, bot.cli; print('openai' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", started], capture_output=True, check=True)

    assert said.stdout == b"False\n"
