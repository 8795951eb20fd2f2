"""What is right passes, goes through slack_sdk and back, and nothing at all makes the kit crash."""

import copy
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as SdkBlock

from playground.kit import Invalid, check_chunks, check_message, check_stream_blocks, check_view
from tests.playground.kit.samples import IN_HOME, IN_MESSAGES, IN_MODALS, Block, home, modal, plain

CHECKS = [check_message, check_stream_blocks, check_view, check_chunks]
NOT_IN_THE_SDK = {"data_table", "data_visualization"}
CHUNKS = [{"type": "blocks", "blocks": [block]} for block in IN_MESSAGES]

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
json = st.recursive(
    scalars, lambda j: st.lists(j, max_size=3) | st.dictionaries(st.text(max_size=9), j, max_size=3)
)


def submitted(block: Block) -> Block:
    return modal(block, submit=plain("Gem"))


@pytest.mark.parametrize("block", IN_MESSAGES, ids=lambda b: b["type"])
def test_a_message_may_hold(block: Block) -> None:
    check_message([block])
    check_stream_blocks([block])
    check_chunks([{"type": "blocks", "blocks": [block]}])


@pytest.mark.parametrize("block", IN_MODALS, ids=lambda b: b["type"])
def test_a_modal_may_hold(block: Block) -> None:
    check_view(submitted(block))


@pytest.mark.parametrize("block", IN_HOME, ids=lambda b: b["type"])
def test_the_home_tab_may_hold(block: Block) -> None:
    check_view(home(block))


def through_the_sdk(block: Block) -> Block:
    [parsed] = SdkBlock.parse_all([copy.deepcopy(block)])
    return parsed.to_dict()


@pytest.mark.parametrize(
    "block", [b for b in IN_MESSAGES if b["type"] not in NOT_IN_THE_SDK], ids=lambda b: b["type"]
)
def test_slack_sdk_reads_what_we_call_valid_and_writes_what_we_call_valid(block: Block) -> None:
    again = through_the_sdk(block)

    assert again["type"] == block["type"]
    check_message([again])


@pytest.mark.parametrize("block", IN_MODALS, ids=lambda b: b["type"])
def test_slack_sdk_does_so_for_modals(block: Block) -> None:
    check_view(submitted(through_the_sdk(block)))


@pytest.mark.parametrize("check", CHECKS)
@given(value=json | st.lists(st.fixed_dictionaries({"type": json}, optional={"blocks": json})))
def test_any_json_is_checked_or_refused(check: Any, value: object) -> None:
    with suppress(Invalid):
        check(value)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container in `value` with each of its keys."""
    if isinstance(value, dict):
        keys: list[Any] = list(value)
    else:
        keys = list(range(len(value))) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [p for key in keys for p in places(value[key])]


@st.composite
def mutated(draw: st.DrawFn, samples: list[Any]) -> Any:
    """A valid sample with one part of it taken out, doubled or turned into something else."""
    sample = copy.deepcopy(draw(st.sampled_from(samples)))
    container, key = draw(st.sampled_from(places(sample)))
    match draw(st.sampled_from(["remove", "replace", "wrap", "add"])):
        case "remove":
            del container[key]
        case "replace":
            container[key] = draw(json | st.sampled_from(samples))
        case "wrap":
            container[key] = [container[key], container[key]]
        case "add" if isinstance(container, dict):
            container[draw(st.text(max_size=9))] = draw(json)
        case _:
            container.append(draw(json))
    return sample


@given(st.data())
def test_a_valid_message_with_one_thing_changed_is_checked_or_refused(data: st.DataObject) -> None:
    with suppress(Invalid):
        check_message([data.draw(mutated(IN_MESSAGES))])


@given(st.data())
def test_a_valid_view_with_one_thing_changed_is_checked_or_refused(data: st.DataObject) -> None:
    views = [*map(submitted, IN_MODALS), *map(home, IN_HOME)]
    with suppress(Invalid):
        check_view(data.draw(mutated(views)))


@given(st.data())
def test_valid_chunks_with_one_thing_changed_are_checked_or_refused(data: st.DataObject) -> None:
    with suppress(Invalid):
        check_chunks([data.draw(mutated(CHUNKS))])
