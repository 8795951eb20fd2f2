"""What benchmarks say of what they measured. Times are in seconds, and shown in milliseconds."""

import math
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of them do not exceed: nearest rank."""
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table: words in the first column, figures in the others."""
    table = Table(show_header=any(columns))
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    for row in rows:
        table.add_row(*map(escape, row))
    Console().print(f"\n[bold]{title}[/bold]", table, sep="\n")
