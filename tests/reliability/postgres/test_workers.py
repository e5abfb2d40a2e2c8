"""Workers, connections and the server are killed under load: nothing lost, nothing out of turn."""

import random
from pathlib import Path

import pytest

from tests.postgres.cluster import needed
from tests.reliability.postgres.loop import Blows, one_round
from tests.reliability.zygote import Zygote


@pytest.mark.parametrize(("workers", "blows"), [(1, 5), (4, 12)])
async def test_whatever_befalls_them_they_keep_every_promise(
    zygote: Zygote, tmp_path: Path, workers: int, blows: int
) -> None:
    needed()
    chance = random.Random(f"20261123 {workers}")
    tally = await one_round(tmp_path, zygote, chance, workers, Blows.of(blows, chance))
    assert tally.broken == []
    assert tally.sends > 0
    assert tally.taken_over > 0
    assert tally.repeated <= IN_FLIGHT_AT_MOST * tally.blows


IN_FLIGHT_AT_MOST = 24
"""A sender that dies leaves so many answers open at most."""
