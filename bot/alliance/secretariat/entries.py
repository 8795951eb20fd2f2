"""What the list shows as one: each task, and many municipalities without people together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.alliance.secretariat.missing import NOBODY_HERE
from storage.tasks import OpenTask

FEW = 5  # municipalities without people that are still shown one by one


@dataclass(frozen=True)
class Entry:
    """One line of the list: tasks of one kind that one person has, or nobody."""

    tasks: Sequence[OpenTask]

    @property
    def first(self) -> OpenTask:
        return self.tasks[0]

    @property
    def is_many(self) -> bool:
        return len(self.tasks) > 1


def entries(tasks: Sequence[OpenTask]) -> Sequence[Entry]:
    """In the order of the tasks; those that are shown together stand where their first does."""
    empty = [task for task in tasks if task.kind == NOBODY_HERE]
    return list(_together(tasks, empty) if len(empty) > FEW else map(_alone, tasks))


def _alone(task: OpenTask) -> Entry:
    return Entry([task])


def _together(tasks: Sequence[OpenTask], empty: Sequence[OpenTask]) -> Iterator[Entry]:
    holders = dict.fromkeys(task.assigned_to for task in empty)
    whole = {who: Entry([task for task in empty if task.assigned_to == who]) for who in holders}
    for task in tasks:
        if task.kind != NOBODY_HERE:
            yield _alone(task)
        elif task.assigned_to in whole:
            yield whole.pop(task.assigned_to)
