import tempfile
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.hostile.ground import Ground, on_ground


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ground(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ground]:
    """One Reader for the files of a module: each must leave it fit for the next."""
    folder = tmp_path_factory.mktemp("ground")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder / "temporary"))
        patch.setattr(tempfile, "tempdir", None)
        async with on_ground(folder) as ground:
            yield ground
