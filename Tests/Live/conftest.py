import os

import pytest

from stage import Stage


@pytest.fixture
async def stage(tmp_path):
    """A room of its own, on the server that LIVEKIT_URL names."""
    if not os.environ.get("LIVEKIT_URL"):
        pytest.skip("LIVEKIT_URL names no server")
    stage = Stage(tmp_path)
    yield stage
    await stage.close()
