"""The chunks that a message is streamed in (chat.startStream, .appendStream, .stopStream)."""

from playground.kit import limits
from playground.kit.kinds import by_type, kind
from playground.kit.messages import check_blocks, refuse_many
from playground.kit.problems import Invalid, Place, Surface
from playground.kit.rules import many, string
from playground.kit.tasks import sources, status


def _left_for_later(value: object, place: Place) -> None:
    """Blocks have errors of their own, and are checked once each chunk is sound."""


_chunks = many(
    by_type(
        {
            "markdown_text": kind({"text": string()}),
            "plan_update": kind({"title": string()}),
            "task_update": kind(
                {"id": string(limits.ID), "title": string(), "status": status},
                {"details": string(), "output": string(), "sources": sources},
            ),
            "blocks": kind({"blocks": _left_for_later}),
        }
    ),
    least=0,
)


def check_chunks(chunks: object) -> None:
    """Check the chunks of one call.

    Raises Invalid with the error "invalid_chunks"; "msg_too_long" for too much markdown_text in
    the call; and what check_stream_blocks raises, for the blocks of all "blocks" chunks.
    """
    place = Place(Surface.MESSAGE, "/chunks", [])
    _chunks(chunks, place)
    if not isinstance(chunks, list) or place.messages:
        raise Invalid("invalid_chunks", place.messages)
    written = sum(len(c["text"]) for c in chunks if c["type"] == "markdown_text")
    if written > limits.STREAM_MARKDOWN:
        raise Invalid("msg_too_long")
    _check_blocks(
        {index: c["blocks"] for index, c in enumerate(chunks) if c["type"] == "blocks"}, place
    )


def _check_blocks(found: dict[int, object], place: Place) -> None:
    refuse_many(sum(len(blocks) for blocks in found.values() if isinstance(blocks, list)))
    for index, blocks in found.items():
        check_blocks(blocks, place.at(index, "blocks"))
