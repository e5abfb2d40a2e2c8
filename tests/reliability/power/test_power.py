"""Nothing acknowledged is lost in a power cut, no half of anything is kept; and we would notice."""

import os
from random import Random

import pytest

from tests.reliability.power import trial
from tests.reliability.power.disk import Disk, Record
from tests.reliability.power.recording import NothingRecorded, checked, compiler


@pytest.fixture(autouse=True)
def _compiler() -> None:
    if compiler() is None and not os.environ.get("CI"):
        pytest.skip("there is no C compiler to build the recorder with")
    assert compiler(), "CI needs a C compiler (cc): without it no power cut is tried"


@pytest.mark.parametrize("seed", [1, 2])
def test_what_was_acknowledged_is_there_after_any_crash(seed: int) -> None:
    found = trial(seed, 10_000)
    assert found.tried >= 9_900
    assert not found.wrong, found.first


def test_without_a_sync_at_each_commit_it_would_be_lost() -> None:
    found = trial(3, 1_800, units=60, synchronous="NORMAL")
    assert set(found.wrong) == {"lost"}
    assert found.wrong["lost"] > 300


def test_without_any_sync_there_would_be_halves() -> None:
    found = trial(3, 2_500, units=60, synchronous="OFF")
    assert found.wrong["half a unit of work"] > 50


def test_a_recording_without_synced_writes_is_none() -> None:
    with pytest.raises(NothingRecorded):
        checked([Record("n", 0, b"{}", 0), Record("s", 0, b"", 0)])


def test_the_disk_keeps_what_was_synced() -> None:
    disk = Disk()
    for operation, data, at in (("w", b"abcd", 0), ("s", b"", 0), ("w", b"XY", 3), ("t", b"", 4)):
        disk.takes(Record(operation, 0, data, at))
    assert disk.killed() == (b"abcX", None, None)
    assert disk.cut() == (b"abcd", None, None)
    disk.takes(Record("u", 0, b"", 0))
    assert disk.cut() == (None, None, None)


def test_a_torn_write_leaves_whole_sectors() -> None:
    disk = Disk()
    disk.takes(Record("w", 1, b"a" * 2048, 0))
    found = {disk.torn(Random(seed))[1] or b"" for seed in range(100)}
    sectors = {f[at : at + 512] for f in found for at in range(0, len(f), 512)}
    assert sectors == {b"a" * 512, bytes(512)}
    assert len(found) > 8
