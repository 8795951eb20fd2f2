"""`make vectors`: embed what is new on the starter pages, and keep the vectors beside them."""

import asyncio
from collections.abc import Sequence

import numpy as np
from rich.progress import track

from bot.knowledge.embedding.embedder import embedded_text
from bot.knowledge.embedding.local import LocalEmbedder
from bot.knowledge.embedding.ready_made import FILE, key
from tests.benchmarks.starter_set import starter_passages


def starter_texts() -> Sequence[str]:
    """What is embedded of our own pages."""
    found = [found for _, found in starter_passages()]
    return sorted({embedded_text(f.title, f.passage.heading, f.passage.text) for f in found})


async def main() -> None:
    embedder, texts = LocalEmbedder(), starter_texts()
    vectors = [(await embedder.passages([text]))[0] for text in track(texts, "passages")]
    keys = np.array([list(key(text)) for text in texts], np.uint8)
    half = np.array(vectors, np.float16)
    np.savez_compressed(FILE, model=embedder.name, keys=keys, vectors=half)


if __name__ == "__main__":
    asyncio.run(main())
