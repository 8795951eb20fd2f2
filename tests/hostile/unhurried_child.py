"""The child that reads documents, without an end to its time: where sizes are looked at, not speed,
a slow machine makes no difference."""

from bot.knowledge.reading import child

if __name__ == "__main__":
    child.allow_one_more = lambda: None  # type: ignore[attr-defined]
    child.main()
