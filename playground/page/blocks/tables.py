"""Tables and charts. A chart is drawn as the table of its numbers, with a bar beside each."""

from collections.abc import Iterable, Sequence
from typing import Any

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from playground.choices.elements import Block
from playground.page import inline
from playground.page.blocks.surface import Surface, attributes, rich

_ALIGNED = ("center", "right")  # left is how it is anyway
_CHART_KINDS = {
    "area": "Arealdiagram",
    "bar": "Søjlediagram",
    "line": "Kurve",
    "pie": "Cirkeldiagram",
}
Cells = Iterable[tuple[Markup, str]]  # what is in it, and where in its column that stands


def table(block: Block, surface: Surface) -> Markup:
    settings = block.get("column_settings") or ()
    aligned = [(column or {}).get("align", "") for column in settings]
    head, body = _rows(block, surface)
    return _grid("", _aligned(head, aligned), [_aligned(row, aligned) for row in body])


def data_table(block: Block, surface: Surface) -> Markup:
    head, body = _rows(block, surface)
    names = int(block.get("row_header_column_index", 0))
    return _grid(str(block["caption"]), head, body, names)


def chart(block: Block, _: Surface) -> Markup:
    """A data_visualization."""
    data = block["chart"]
    caption = f"{block['title']} ({_CHART_KINDS[data['type']].lower()})"
    series = _series(data)
    top = max((abs(value) for _, values in series for value in values.values()), default=0)
    labels = list(dict.fromkeys(label for _, values in series for label in values))
    axes = data.get("axis_config") or {}
    head = [(escape(axes.get("x_label", "")), ""), *((escape(name), "right") for name, _ in series)]
    body = [
        [(escape(label), ""), *((_bar(values.get(label), top), "right") for _, values in series)]
        for label in labels
    ]
    return _grid(caption, head, body, 0)


def _series(data: Block) -> Sequence[tuple[str, dict[str, float]]]:
    if data["type"] == "pie":
        return [("", {str(s["label"]): float(s["value"]) for s in data["segments"]})]
    return [
        (str(line["name"]), {str(p["label"]): float(p["value"]) for p in line["data"]})
        for line in data["series"]
    ]


def _bar(value: float | None, top: float) -> Markup:
    if value is None:
        return Markup("–")
    own = attributes({"max": top or 1, "value": abs(value), "aria-hidden": "true"})
    return Markup("{} <meter{}></meter>").format(format_decimal(value, locale="da"), own)


def _rows(block: Block, surface: Surface) -> tuple[Cells, Sequence[Cells]]:
    """The titles, each placed as what stands below it, and the rows."""
    head, *body = ([_cell(cell, surface) for cell in row] for row in block["rows"])
    below = [css for _, css in body[0]] if body else []
    return _aligned(head, below), body


def _cell(cell: Block, surface: Surface) -> tuple[Markup, str]:
    """Numbers stand to the right, as everywhere."""
    match cell["type"]:
        case "raw_text":
            return inline.lively(cell["text"]), ""
        case "raw_number":
            return escape(cell.get("text") or format_decimal(cell["value"], locale="da")), "right"
        case "rich_text":
            return rich(cell, surface), ""
    raise KeyError(cell["type"])


def _aligned(cells: Cells, aligned: Sequence[str]) -> Cells:
    wanted = [*aligned, *[""] * 100]  # there may be fewer settings than columns
    return [(inside, wanted[n] or css) for n, (inside, css) in enumerate(cells)]


def _grid(caption: str, head: Cells, body: Iterable[Cells], names: int | None = None) -> Markup:
    """It scrolls sideways by itself, also by keyboard. `names`: the column that names its row."""
    name = Markup("<caption>{}</caption>").format(caption) if caption else Markup()
    titles = Markup().join(_drawn("th", *cell, scope="col") for cell in head)
    lines = Markup().join(Markup("<tr>{}</tr>").format(_row(cells, names)) for cells in body)
    return Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table>{}'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(caption or "Tabel", name, titles, lines)


def _row(cells: Cells, names: int | None) -> Markup:
    return Markup().join(
        _drawn("th", *cell, scope="row") if n == names else _drawn("td", *cell)
        for n, cell in enumerate(cells)
    )


def _drawn(tag: str, inside: Markup, css: str, **more: Any) -> Markup:
    own = attributes({"class": css if css in _ALIGNED else None, **more})
    return Markup("<{0}{1}>{2}</{0}>").format(tag, own, inside)
