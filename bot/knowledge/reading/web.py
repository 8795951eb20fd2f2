"""Web pages by selectolax: as a browser sees their tables, however carelessly they are written."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.knowledge.blocks import Block
from bot.knowledge.reading.limits import check_length
from bot.knowledge.tables import table_rows

SILENT = frozenset(
    "script style noscript template head title svg math nav iframe object select -comment".split()
)
BLOCKS = frozenset(
    "p div li ul ol dl dt dd section article main header footer aside blockquote pre table caption"
    " figure figcaption hr form fieldset address details summary h1 h2 h3 h4 h5 h6".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
WIDEST = 100  # columns or rows that one cell may take


class _Page:
    """What has been told so far, while the tree is walked."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.level = self.lists = self.list_depth = self.tables = self.depth = 0
        self.mark = ""
        self.rows: list[list[str]] = []
        self.below: dict[int, tuple[int, str]] = {}  # column -> rows still to fill, with what

    def enter(self, node: LexborNode, tag: str) -> None:
        if tag == "-text":
            self.words.append(node.text(deep=False) or "")
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.told()
                self.rows, self.below = [], {}
        elif tag == "br":
            self.words.append(" ")
        elif self.depth:
            self._enter_table(tag)
        elif tag in BLOCKS:
            self.told()
            self.level = HEADINGS.get(tag, self.level)
            if tag in ("ul", "ol"):
                self.lists += self.list_depth == 0
                self.list_depth += 1
            self.mark = "- " if tag == "li" else self.mark

    def leave(self, node: LexborNode, tag: str) -> None:
        if tag == "table":
            self.depth -= 1
            if self.depth == 0:
                self.words.clear()
                self.tables += 1
                self.blocks += table_rows(self.rows, self.tables)
        elif self.depth:
            if self.depth == 1 and tag in ("td", "th"):
                self._cell(node)
        elif tag in BLOCKS:
            self.told()
            self.level = 0 if tag in HEADINGS else self.level
            self.list_depth -= tag in ("ul", "ol")

    def told(self) -> None:
        """What was said until here is a block."""
        text = " ".join("".join(self.words).split())
        self.words.clear()
        if text:
            item = self.lists if self.list_depth else 0
            self.blocks.append(Block(self.mark + text, level=self.level, item=item))
            self.mark = ""

    def _enter_table(self, tag: str) -> None:
        if self.depth == 1 and tag == "tr":
            self.rows.append([])
        if self.depth == 1 and tag in ("td", "th", "tr"):
            self.words.clear()
        elif tag in BLOCKS:
            self.words.append(" ")

    def _cell(self, node: LexborNode) -> None:
        if not self.rows:
            self.rows.append([])
        row, text = self.rows[-1], " ".join("".join(self.words).split())
        self.words.clear()
        self._fill_from_above(row)
        for _ in range(_span(node, "colspan")):
            if (down := _span(node, "rowspan") - 1) > 0:
                self.below[len(row)] = (down, text)
            row.append(text)
        self._fill_from_above(row)

    def _fill_from_above(self, row: list[str]) -> None:
        while (above := self.below.get(len(row))) and above[0] > 0:
            self.below[len(row)] = (above[0] - 1, above[1])
            row.append(above[1])


def _span(node: LexborNode, name: str) -> int:
    wanted = node.attributes.get(name) or "1"
    return min(int(wanted), WIDEST) or 1 if wanted.isdecimal() else 1


def web_page(text: str) -> tuple[str, int, list[Block]]:
    """Title and blocks of a page of HTML. Raises Refused for too much text."""
    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    page = _Page()
    if tree.body is not None:
        for entered, node, tag in _walk(tree.body):
            page.enter(node, tag) if entered else page.leave(node, tag)
    page.told()
    check_length(sum(len(block.text) for block in page.blocks))
    return " ".join(title.text().split()) if title else "", 0, page.blocks


def _walk(root: LexborNode) -> Iterator[tuple[bool, LexborNode, str]]:
    """Every element twice, entered and left, without recursion: pages nest as deep as they like."""
    path = [root]
    node: LexborNode | None = root.first_child
    while path:
        if node is None:
            left = path.pop()
            if path:
                yield False, left, left.tag or ""
                node = left.next
            continue
        tag = node.tag or ""
        if tag not in SILENT:
            yield True, node, tag
            if tag != "-text":
                path.append(node)
                node = node.first_child
                continue
        node = node.next
