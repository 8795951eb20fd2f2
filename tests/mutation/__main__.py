"""How many small changes to the code do the tests notice? `python -m tests.mutation [MODULE …]`

Each mutant runs in a process of its own, forked from one that has imported what is not ours, with
the tests that stand beside its module in TESTS. What no test notices survives and is listed.

mutmut and cosmic-ray were not taken: mutmut 3 changes functions alone, and half of what we want
changed are tables (handlers/faults.py); cosmic-ray starts an interpreter for each mutant, which
imports for three seconds; and both would be dependencies for what is 200 lines here.
"""

import ast
import importlib
import importlib.abc
import importlib.machinery
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import pytest
from hypothesis import Phase, settings

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
# The quick ones first: the first test that notices a mutant is the last.
LOOP = ("tests/bot/test_outbox_ends.py", "tests/bot/test_outbox_loop.py")
WANTED = tuple(f"tests/storage/test_{n}.py" for n in ("delivery", "wanted_again", "stops"))
FAULTS = ("tests/handlers/test_faults.py", "tests/handlers/test_limits.py")
TESTS: Mapping[str, Sequence[str]] = {
    "handlers.slack_errors": FAULTS,
    "handlers.faults": FAULTS,
    "handlers.limits": FAULTS[::-1],
    "bot.delivery.entered": ("tests/bot/test_entered.py",),
    "bot.delivery.local_time": ("tests/bot/test_working_days.py",),
    "bot.delivery.working_days": ("tests/bot/test_working_days.py",),
    "bot.delivery.recurrence": ("tests/bot/test_recurrence.py", "tests/bot/test_planner.py"),
    "bot.delivery.ladder": ("tests/bot/test_ladder.py",),
    "bot.delivery.manners": ("tests/bot/test_manners.py",),
    "bot.delivery.approval": ("tests/bot/test_approval.py",),
    "bot.delivery.planner": ("tests/bot/test_planner.py", "tests/bot/test_approval.py"),
    "storage.leases": ("tests/storage/test_inbox.py", *WANTED),
    "bot.delivery.twins": LOOP,
    "bot.delivery.setbacks": LOOP,
    "bot.delivery.outbox": (*LOOP, "tests/bot/test_voice.py"),
    "storage.delivery": (*WANTED, *LOOP),
}
TARGET = 0.9
MEMORY = Path("/dev/shm")  # noqa: S108 - where Linux keeps files in memory
LONGEST = 180  # seconds; a mutant that hangs is noticed
PATIENCE = 3  # times the processor's time that the tests take of the code as it is
AT_ONCE = max(2, os.cpu_count() or 1)
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
WARM = (
    "sqlalchemy.ext.asyncio", "sqlalchemy.dialects.sqlite.aiosqlite", "alembic.command", "aiohttp",
    "slack_bolt.async_app", "slack_sdk.web.async_client", "structlog", "apscheduler", "numpy",
    "hypothesis.strategies", "prometheus_client", "holidays", "playground",
)  # fmt: skip


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a module its changed code when it is imported."""

    def __init__(self, name: str, tree: ast.Module, file: Path) -> None:
        self._name = name
        self._code = compile(tree, str(file), "exec")
        self._file = file

    def find_spec(
        self, fullname: str, path: Any, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._name:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, origin=str(self._file))

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self._file)
        exec(self._code, module.__dict__)  # noqa: S102 - our own code, changed a little


def _file(module: str) -> Path:
    return ROOT / (module.replace(".", "/") + ".py")


def _notices(module: str, tree: ast.Module) -> bool:
    """In a process of its own: do its tests fail?"""
    sys.meta_path.insert(0, Mutated(module, tree, _file(module)))
    if MEMORY.is_dir():  # SQLite waits for a disk otherwise
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    return pytest.main([*OPTIONS, "-n0", "-k", "not postgresql", *TESTS[module]]) != 0


def _warm_up() -> None:
    """Import what is not ours, which takes longer than most tests; pytest's own by running it."""
    for name in WARM:
        importlib.import_module(name)
    settings.register_profile("mutants", deadline=None, database=None, phases=[Phase.generate])
    settings.load_profile("mutants")  # a failure is enough; its smallest example takes long
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        Path(folder, "test_nothing.py").write_text("def test(): assert True", encoding="utf-8")
        nothing_said = ["-o", "asyncio_default_fixture_loop_scope=function"]
        pytest.main([*OPTIONS, *nothing_said, "-c", os.devnull, "--rootdir", folder, folder])


def _fork(module: str, tree: ast.Module, cpu: float) -> int:
    child = os.fork()
    if child:
        return child
    os.setsid()
    signal.alarm(LONGEST)
    most = math.ceil(cpu)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    code = 2
    try:
        code = 1 if _notices(module, tree) else 0
    finally:
        os._exit(code)


def _survivors(module: str) -> tuple[int, list[Mutant]]:
    """How many mutants there are, and which of them no test notices."""
    waiting = list(mutants(_file(module).read_text(encoding="utf-8")))
    as_it_is = _fork(module, ast.parse(_file(module).read_text(encoding="utf-8")), LONGEST)
    _, status, used = os.wait4(as_it_is, 0)
    if status != 0:
        sys.exit(f"{module}: its tests fail as it is")
    cpu = PATIENCE * (1 + used.ru_utime + used.ru_stime)
    running: dict[int, Mutant] = {}
    survived: list[Mutant] = []
    queue = iter(waiting)
    while True:
        for mutant in _next(queue, AT_ONCE - len(running)):
            running[_fork(module, mutant.tree, cpu)] = mutant
        if not running:
            return len(waiting), survived
        child, status = os.wait()
        mutant = running.pop(child)
        if status == 0:
            survived.append(mutant)
            print(f"  line {mutant.line}: {mutant.what}", flush=True)


def _next(queue: Iterator[Mutant], number: int) -> Iterator[Mutant]:
    for _, mutant in zip(range(number), queue, strict=False):
        yield mutant


def main(modules: Sequence[str]) -> int:
    """Print the score of each module and what survived; 1 when all together are below TARGET."""
    _warm_up()
    total = killed = 0
    for module in modules:
        began = time.monotonic()
        count, survived = _survivors(module)
        total, killed = total + count, killed + count - len(survived)
        share = (count - len(survived)) / count
        took = time.monotonic() - began
        print(f"{module}: {count - len(survived)} of {count} killed ({share:.0%}), {took:.0f} s")
    print(f"together: {killed} of {total} killed ({killed / total:.0%})")
    return 0 if killed >= TARGET * total else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(TESTS)))
