"""Tables (blocks/table-block, blocks/data-table-block)."""

from typing import Any

from playground.kit import limits
from playground.kit.kinds import MESSAGE, block, by_type, kind
from playground.kit.problems import Place
from playground.kit.rich_text import RICH_TEXT
from playground.kit.rules import Form, boolean, integer, many, number, one_of, string

_RAW = {
    "raw_text": kind({"text": string()}),
    "raw_number": kind({"value": number, "text": string()}),
}
_row = many(by_type({**_RAW, **RICH_TEXT}), limits.TABLE_COLUMNS)
_header = many(by_type(_RAW))
_settings = Form({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _column(value: object, place: Place) -> None:
    """A column's settings; null skips a column."""
    if value is not None:
        _settings(value, place)


def _header_is_raw(table: dict[str, Any], place: Place) -> None:
    _header(table["rows"][0], place.at("rows", 0))


def _rows_are_alike(table: dict[str, Any], place: Place) -> None:
    columns = len(table["rows"][0])
    for index, row in enumerate(table["rows"]):
        if len(row) != columns:
            place.at("rows", index).refuse(f"must provide exactly {columns} items")


def _header_column_exists(table: dict[str, Any], place: Place) -> None:
    last = len(table["rows"][0]) - 1
    if table.get("row_header_column_index", 0) > last:
        place.at("row_header_column_index").refuse(f"must be less than or equal to {last}")


TABLE = {
    "table": block(
        {"rows": many(_row, limits.TABLE_ROWS)},
        {"column_settings": many(_column, limits.TABLE_COLUMNS)},
        surfaces=MESSAGE,
    )
}

TABLES = {
    **TABLE,
    "data_table": block(
        {"caption": string(), "rows": many(_row, limits.DATA_TABLE_ROWS, 2)},
        {"page_size": integer(1, limits.PAGE_SIZE), "row_header_column_index": integer()},
        _header_is_raw,
        _rows_are_alike,
        _header_column_exists,
        surfaces=MESSAGE,
    ),
}
