"""A wrong call is refused as Slack refuses it; what no call can cause is had from the desk."""

import json
from pathlib import Path

import pytest

from playground.web_api.faults import Fault
from playground.web_api.methods import METHODS
from tests.playground.web_api import errors_page
from tests.playground.web_api.errors import AT_THE_DESK, CAUSED
from tests.playground.web_api.scene import Scene, refused

CALLS = [(method, error) for method, cases in CAUSED.items() for error in cases]


@pytest.mark.parametrize(("method", "error"), CALLS)
async def test_a_wrong_call_is_refused(scene: Scene, method: str, error: str) -> None:
    case = CAUSED[method][error]
    arguments = await case.made(scene)

    call = scene.get(method) if case.by_get else scene.call(method, **arguments)

    assert await refused(call) == error


@pytest.mark.parametrize("method", METHODS)
async def test_the_fault_desk_gives_every_other_error_by_name(scene: Scene, method: str) -> None:
    wanted = AT_THE_DESK.get(method, "").split()
    for error in wanted:
        scene.playground.faults.add(Fault(method, error=error))

    given = [await scene.refused(method) for _ in wanted]

    assert given == wanted


def test_no_error_is_both_caused_and_left_to_the_desk() -> None:
    both = {m: set(CAUSED[m]) & set(names.split()) for m, names in AT_THE_DESK.items()}

    assert {method: errors for method, errors in both.items() if errors} == {}


@pytest.mark.shared
@pytest.mark.parametrize("method", METHODS)
def test_every_documented_error_is_in_the_table(shared: Path, method: str) -> None:
    documented = json.loads((shared / "slack/methods.json").read_text("utf-8"))[method]["errors"]

    here = {*CAUSED[method], *AT_THE_DESK.get(method, "").split()}

    assert set(documented) - here == set()
    assert set(AT_THE_DESK.get(method, "").split()) - set(documented) == set()


def test_the_page_in_docs_tells_of_this_table() -> None:
    assert errors_page.PAGE.read_text("utf-8") == errors_page.page(), "run errors_page again"
