"""PowerPoint shows by python-pptx: a slide is a page, its title a heading."""

import io
from collections.abc import Iterable, Iterator

import pptx
from lxml import etree
from pptx.exc import PythonPptxError
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide

from bot.knowledge.blocks import Block
from bot.knowledge.reading.limits import PAGES, Refused
from bot.knowledge.tables import table_rows

NESTED = 20  # groups in groups


def document(raw: bytes) -> tuple[str, int, list[Block]]:
    """Title, number of slides and blocks. Raises Refused."""
    try:
        show = pptx.Presentation(io.BytesIO(raw))
        if len(show.slides) > PAGES:
            raise Refused("document.too_long")
        return show.core_properties.title, len(show.slides), list(_blocks(show))
    except (PythonPptxError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError):
        raise Refused("document.broken") from None


def _blocks(show: Presentation) -> Iterator[Block]:
    tables = 0
    for number, slide in enumerate(show.slides, 1):
        title = slide.shapes.title
        if title is not None:
            yield Block(" ".join(title.text_frame.text.split()), level=1, page=number)
        for shape in _shapes(slide.shapes):
            if isinstance(shape, GraphicFrame) and shape.has_table:
                tables += 1
                rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
                yield from table_rows(rows, tables, number)
            elif shape.has_text_frame and (title is None or shape.shape_id != title.shape_id):
                yield from _lines(shape, number)
        yield from _notes(slide, number)


def _shapes(shapes: Iterable[BaseShape], depth: int = 0) -> Iterator[BaseShape]:
    for shape in shapes:
        if isinstance(shape, GroupShape) and depth < NESTED:
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _lines(shape: BaseShape, page: int) -> Iterator[Block]:
    """The paragraphs of a text box stay lines, as on the slide."""
    for paragraph in shape.text_frame.paragraphs:  # type: ignore[attr-defined]
        yield Block(paragraph.text.replace("\v", "\n"), page=page, item=shape.shape_id)


def _notes(slide: Slide, page: int) -> Iterator[Block]:
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        yield Block(frame.text, page=page)
