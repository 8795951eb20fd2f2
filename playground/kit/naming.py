"""Ids for blocks and elements that came without: Slack gives each its own."""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

Block = dict[str, Any]
SILENT = frozenset({"image", "mrkdwn", "plain_text"})  # elements that nobody can press


def named(blocks: Sequence[Mapping[str, Any]]) -> list[Block]:
    """The same blocks, every one with a block_id, every interactive element with an action_id."""
    return [{"block_id": token_hex(3), **_inside(block)} for block in blocks]


def _inside(block: Mapping[str, Any]) -> Block:
    changed = dict(block)
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            changed[name] = _element(block[name])
    if block.get("type") in ("actions", "context_actions"):
        changed["elements"] = [_element(element) for element in block["elements"]]
    if block.get("type") == "card" and block.get("actions"):
        changed["actions"] = [_element(element) for element in block["actions"]]
    if block.get("type") == "carousel":
        changed["elements"] = named(block["elements"])
    if "child_blocks" in block:
        changed["child_blocks"] = named(block["child_blocks"])
    return changed


def _element(element: Mapping[str, Any]) -> Block:
    if element.get("type") in SILENT:
        return dict(element)
    return {"action_id": token_hex(3), **element}
