"""Charts (blocks/data-visualization-block)."""

from typing import Any

from playground.kit import limits
from playground.kit.kinds import MESSAGE, block, by_type, kind
from playground.kit.problems import Place
from playground.kit.rules import Form, many, number, string

_label = string(limits.CHART_LABEL)
_point = Form({"label": _label, "value": number})


def _is_positive(segment: dict[str, Any], place: Place) -> None:
    if segment["value"] <= 0:
        place.at("value").refuse("must be greater than 0")


def _differ(names: list[str], place: Place) -> None:
    for index, name in enumerate(names):
        if name in names[:index]:
            place.at(index).refuse("must be unique")


def _names_differ(chart: dict[str, Any], place: Place) -> None:
    _differ(chart["axis_config"]["categories"], place.at("axis_config", "categories"))
    _differ([series["name"] for series in chart["series"]], place.at("series"))


def _every_series_has_every_category(chart: dict[str, Any], place: Place) -> None:
    categories = sorted(chart["axis_config"]["categories"])
    for index, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != categories:
            place.at("series", index, "data").refuse("must have one point for each category")


_segment = Form({"label": _label, "value": number}, {}, [_is_positive])
_series = Form({"name": _label, "data": many(_point, limits.CHART_POINTS)})
_axes = Form(
    {"categories": many(_label, limits.CHART_POINTS)},
    {"x_label": string(limits.AXIS_LABEL), "y_label": string(limits.AXIS_LABEL)},
)
_with_axes = kind(
    {"series": many(_series, limits.CHART_SERIES), "axis_config": _axes},
    {},
    _names_differ,
    _every_series_has_every_category,
)
_chart = by_type(
    {
        "pie": kind({"segments": many(_segment, limits.CHART_SERIES)}),
        **dict.fromkeys(("bar", "area", "line"), _with_axes),
    }
)

# Slack answers views.publish with "unsupported type: data_visualization".
CHARTS = {
    "data_visualization": block(
        {"title": string(limits.CHART_TITLE), "chart": _chart}, surfaces=MESSAGE
    )
}
