"""What a call adds to a message that streams in."""

from typing import Any

from playground.content.conversation import Message
from playground.kit import check_chunks
from playground.kit.naming import named
from playground.refused import Refused
from playground.web_api.call import Call
from playground.web_api.methods.content import LONGEST_MARKDOWN


def grown(message: Message, call: Call) -> dict[str, Any]:
    """The message with what this call adds: Markdown, tasks, a plan's title, blocks."""
    markdown: str = call.text("markdown_text")
    chunks: list[dict[str, Any]] = call.decoded("chunks", "invalid_chunks") or []
    if chunks:
        check_chunks(chunks)
    words = [chunk["text"] for chunk in chunks if chunk["type"] == "markdown_text"]
    if len(markdown) + sum(map(len, words)) > LONGEST_MARKDOWN:
        raise Refused("msg_too_long")
    stream: dict[str, Any] = dict(message["stream"])
    stream["markdown"] += markdown
    for chunk in chunks:
        _add(stream, chunk)
    return {"text": stream["markdown"], "blocks": _drawn(stream), "stream": stream}


def _add(stream: dict[str, Any], chunk: dict[str, Any]) -> None:
    match chunk["type"]:
        case "markdown_text":
            stream["markdown"] += chunk["text"]
        case "blocks":
            stream["blocks"] = [*stream["blocks"], *named(chunk["blocks"])]
        case "plan_update":
            stream["title"] = chunk["title"]
        case "task_update":
            tasks = {task["id"]: task for task in stream["tasks"]}
            tasks[chunk["id"]] = tasks.get(chunk["id"], {}) | chunk
            stream["tasks"] = list(tasks.values())


def _drawn(stream: dict[str, Any]) -> list[dict[str, Any]]:
    tasks = [{**task, "type": "task_card", "task_id": task["id"]} for task in stream["tasks"]]
    if "title" in stream and tasks:
        tasks = [{"type": "plan", "title": stream["title"], "tasks": tasks}]
    words = [{"type": "markdown", "text": stream["markdown"]}] if stream["markdown"] else []
    return [*named(tasks), *named(words), *stream["blocks"]]
