"""A catalogue file with anything wrong in it loads, or is refused as invalid; nothing else."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalogue import CatalogueInvalid, default_path, parse
from tests.services.examples import rope

FILES = [*sorted(Path(default_path()).parent.glob("*.toml"))]
ODD = (
    "0", "-1", "1e400", "nan", "inf", "-inf", "1e-400", "99999999999999999999999", "0.1", "true",
    '""', '"x"', "[]", "{}", "[[]]", '"\\u0000"', "1979-05-27", "0x7fffffffffffffff", '"""', "[x",
    "'" + "x" * 5000 + "'", "\ufeff", "\0",
)  # fmt: skip


def swapped(lines: list[str], chance: Random) -> None:
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]


def doubled(lines: list[str], chance: Random) -> None:
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))


def without(lines: list[str], chance: Random) -> None:
    del lines[chance.randrange(len(lines))]


def revalued(lines: list[str], chance: Random) -> None:
    settled = [at for at, line in enumerate(lines) if "=" in line]
    at = chance.choice(settled or [0])
    lines[at] = f"{lines[at].partition('=')[0]}= {chance.choice(ODD)}"


def renamed(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    one, other = chance.choice(lines).split() or ["x"], chance.choice(lines).split() or ["y"]
    lines[at] = lines[at].replace(chance.choice(one), chance.choice(other))


WAYS: tuple[Callable[[list[str], Random], None], ...] = (
    swapped,
    doubled,
    without,
    revalued,
    revalued,
    renamed,
)


def spoilt(content: bytes, chance: Random) -> bytes:
    """The file with a few of its lines spoilt, or some of its bytes."""
    if chance.random() < 0.2:
        raw = bytearray(content)
        for _ in range(chance.randrange(1, 5)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        return bytes(raw)
    lines = content.decode().split("\n")
    for _ in range(chance.randrange(1, 4)):
        chance.choice(WAYS)(lines, chance)
    return "\n".join(lines).encode()


def loads(content: bytes) -> bool:
    try:
        parse(content)
    except CatalogueInvalid:
        return False
    return True


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_what_is_no_catalogue_is_invalid(content: bytes) -> None:
    assert not loads(content)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_real_catalogue_with_something_wrong_loads_or_is_invalid(path: Path) -> None:
    chance, content = Random(path.stem), path.read_bytes()
    found = [loads(spoilt(content, chance)) for _ in range(40)]
    assert set(found) == {True, False}


def test_a_small_catalogue_with_something_wrong_loads_or_is_invalid() -> None:
    chance, content = Random(7), rope()
    found = [loads(spoilt(content, chance)) for _ in range(400)]
    assert set(found) == {True, False}
