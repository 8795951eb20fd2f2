"""Pages a second from files to kept passages, against the extractors alone in the same run.

Documents are made anew: papers of eight pages and climate plans of sixty, as PDF and Word, with
headings, prose and tables. Run it with `python -m tests.benchmarks.ingestion`.
"""

import asyncio
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

import docx
import kreuzberg
import psutil
import pypdfium2
from docx.table import _Row
from docx.text.paragraph import Paragraph
from fpdf import FPDF

from bot.alliance.founding import found_alliance
from bot.app import database
from bot.cli.publishing import published
from bot.knowledge.about import About
from bot.knowledge.reading import Reader, Readers
from storage.terms import KlimabotError
from tests.benchmarks.figures import show

SIZES = {"8 pages": (60, 8), "60 pages": (8, 60)}  # files of each kind, chapters in each
PROSE = (
    "Kommunen vil udtage 1.200 hektar lavbundsjord inden 2030 i samarbejde med lodsejerne.",
    "Transporten står for 38 pct. af udledningen, og elbiler er derfor en hovedindsats.",
    "Byrådet vedtog klimaplanen den 16. december 2020, og den revideres hvert fjerde år.",
    "Fjernvarmen skal være fossilfri, jf. varmeplanen, ca. fem år før det nationale mål.",
    "Skovrejsning beskytter grundvandet og giver nye rekreative områder tæt på byen.",
    "Et vådområde holder på vandet, når det regner, og på kvælstoffet hele året.",
)
TABLE = (
    ("Indsats", "Sektor", "Effekt (ton CO2e/år)"),
    ("Udtagning af lavbundsjord", "Landbrug", "9.600"),
    ("Grøn fjernvarme", "Energi", "4.150"),
    ("Ladestandere ved stationer", "Transport", "820"),
)
Words = random.Random


def paragraphs(words: Words) -> Iterator[str]:
    for _ in range(4):
        yield " ".join(words.choice(PROSE) for _ in range(words.randint(3, 8)))


def pdf(path: Path, words: Words, chapters: int) -> None:
    plan = FPDF()
    plan.add_page()
    for chapter in range(1, chapters + 1):
        plan.set_font("helvetica", size=16)
        plan.cell(0, 12, f"{chapter} Indsatser", new_x="LMARGIN", new_y="NEXT")
        plan.set_font("helvetica", size=10)
        for text in [*paragraphs(words), *paragraphs(words)]:
            plan.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
            plan.ln(4)
        with plan.table() as table:
            for cells in TABLE:
                table.row(cells)
    plan.output(str(path))


def word(path: Path, words: Words, chapters: int) -> None:
    plan = docx.Document()
    for chapter in range(1, chapters + 1):
        plan.add_heading(f"{chapter} Indsatser", 1)
        for text in [*paragraphs(words), *paragraphs(words)]:
            plan.add_paragraph(text)
        table = plan.add_table(len(TABLE), len(TABLE[0]))
        for cells, row in zip(TABLE, table.rows, strict=True):
            for text, cell in zip(cells, row.cells, strict=True):
                cell.text = text
    plan.save(str(path))


def documents(folder: Path, files: int, chapters: int) -> Sequence[Path]:
    words, paths = Words(1), list[Path]()
    for number in range(files):
        for suffix, write in (("pdf", pdf), ("docx", word)):
            paths.append(folder / f"klimaplan-{number}.{suffix}")
            write(paths[-1], words, chapters)
    return paths


def by_kreuzberg(path: Path) -> None:
    config = kreuzberg.ExtractionConfig(
        use_cache=False,
        enable_quality_processing=False,
        pages=kreuzberg.PageConfig(extract_pages=True),
        concurrency=kreuzberg.ConcurrencyConfig(max_threads=1),
    )
    kreuzberg.extract_file_sync(str(path), config=config)


def by_ours(path: Path) -> None:
    """The extractors that we use, and nothing done with what they say."""
    if path.suffix == ".docx":
        for part in docx.Document(str(path)).iter_inner_content():
            _ = part.text if isinstance(part, Paragraph) else [_texts(row) for row in part.rows]
        return
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            page.get_textpage().get_text_range()


def _texts(row: _Row) -> list[str]:
    return [cell.text for cell in row.cells]


def seconds(extract: Callable[[Path], None], paths: Sequence[Path]) -> float:
    start = perf_counter()
    for path in paths:
        extract(path)
    return perf_counter() - start


async def pipeline(paths: Sequence[Path], folder: Path, name: str) -> float:
    """Read, split and keep, as `klimabot ingest` does; the child is warm, as in a long run."""
    async with Readers() as readers, database(f"sqlite:///{folder / name}.db") as begin:
        async with begin() as session:
            await found_alliance(session)
        await asyncio.gather(*(readers.read(path) for path in paths[: readers.size]))
        start = perf_counter()
        async for outcome in published(begin, readers, [(path, About()) for path in paths]):
            if isinstance(outcome, KlimabotError):
                raise outcome
        return perf_counter() - start


async def pages_and_memory(paths: Sequence[Path]) -> tuple[int, int]:
    """Pages of the PDFs; what the child held when it had read them all, in bytes."""
    async with Reader() as reader:
        pages = [(await reader.read(path)).pages for path in paths]
        held = [child.memory_info().rss for child in psutil.Process().children()]
    return sum(pages), max(held)


def measured(folder: Path, size: str, rounds: int) -> Sequence[tuple[str, ...]]:
    """Pages a second of each way, the best of the rounds, and how ours stands to it."""
    files, chapters = SIZES[size]
    every = documents(folder, files, chapters)
    pages, _ = asyncio.run(pages_and_memory(every))
    rows = list[tuple[str, ...]]()
    for kind, paths in {"PDF": [p for p in every if p.suffix == ".pdf"], "both": every}.items():
        count = pages * len(paths) // files  # a Word file counts as its PDF twin
        best: dict[str, float] = {}
        for number in range(rounds):
            whole = asyncio.run(pipeline(paths, folder, f"{kind}{number}"))
            for name, spent in (
                ("kreuzberg alone", seconds(by_kreuzberg, paths)),
                ("our extractors alone", seconds(by_ours, paths)),
                ("read, split and kept", whole),
            ):
                best[name] = min(best.get(name, spent), spent)
        kept = best["read, split and kept"]
        rows += [
            (f"{size}, {kind}: {name}", f"{count / spent:.0f}", f"{spent / kept:.2f}")
            for name, spent in best.items()
        ]
    return rows


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    rows = list[tuple[str, ...]]()
    for size in SIZES:
        with tempfile.TemporaryDirectory() as place:
            rows += measured(Path(place), size, rounds)
    show("Ingestion of PDF and Word", ("", "pages/s", "ours : it"), rows)
    with tempfile.TemporaryDirectory() as place:
        _, held = asyncio.run(pages_and_memory(documents(Path(place), *SIZES["8 pages"])))
    show("The child", ("", "MB"), [("resident after all", f"{held / 1024**2:.0f}")])


if __name__ == "__main__":
    main()
