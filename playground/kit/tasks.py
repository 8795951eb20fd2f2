"""What an agent is doing: task cards and plans (blocks/task-card-block, blocks/plan-block)."""

from playground.kit import limits
from playground.kit.kinds import MESSAGE, block, by_type, kind
from playground.kit.rich_text import rich_text
from playground.kit.rules import many, one_of, string

status = one_of("pending", "in_progress", "complete", "error")
sources = many(by_type({"url": kind({"url": string(limits.URL), "text": string()})}))

TASK_CARD = {
    "task_card": block(
        {"task_id": string(limits.ID), "title": string(), "status": status},
        {"details": rich_text, "output": rich_text, "sources": sources},
        surfaces=MESSAGE,
    )
}

TASKS = {
    **TASK_CARD,
    "plan": block({"title": string()}, {"tasks": many(by_type(TASK_CARD))}, surfaces=MESSAGE),
}
