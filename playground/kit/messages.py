"""The blocks of a message, posted whole or streamed."""

from playground.kit import limits
from playground.kit.blocks import any_block
from playground.kit.problems import Invalid, Place, Surface
from playground.kit.rules import many
from playground.kit.together import check_amounts, check_focus, check_ids


def check_message(blocks: object) -> None:
    """Check the blocks of a message: chat.postMessage, .update, .postEphemeral, a response_url.

    Raises Invalid with the error "invalid_blocks_format", "invalid_blocks", "invalid_attachments"
    or "msg_blocks_too_long". No blocks at all is fine; the text is then the message.
    """
    check_blocks(blocks, Place(Surface.MESSAGE, "/blocks", []))


def check_stream_blocks(blocks: object) -> None:
    """Check the blocks that chat.stopStream puts below what was streamed.

    Raises Invalid as check_message does, and with "msg_blocks_too_many" for more than 50.
    """
    refuse_many(len(blocks) if isinstance(blocks, list) else 0)
    check_message(blocks)


def check_blocks(blocks: object, place: Place) -> None:
    """Check a message's blocks that stand at `place`. Raises Invalid, as check_message does."""
    if not isinstance(blocks, list):
        place.refuse("must provide an array")
        raise Invalid("invalid_blocks_format", place.messages)
    many(any_block, limits.MESSAGE_BLOCKS, 0)(blocks, place)
    if not place.messages:
        check_ids(blocks, place)
        check_focus(blocks, place)
        check_amounts(blocks, place)
    if place.messages:
        raise Invalid("invalid_blocks", place.messages)


def refuse_many(count: int) -> None:
    """Raises Invalid "msg_blocks_too_many" for more blocks than a streamed message holds."""
    if count > limits.MESSAGE_BLOCKS:
        raise Invalid("msg_blocks_too_many")
