"""A child of the zygote is the program: it serves, stops and is killed in a process of its own."""

import os
from pathlib import Path

import pytest

from bot.http import Http
from tests.reliability.zygote import Before, Forked, Zygote
from tests.stories.worlds import until


@pytest.fixture
def program(zygote: Zygote, tmp_path: Path) -> Forked:
    return Forked(
        zygote, tmp_path, "", telegram_token="", telegram_api_url="", telegram_file_url=""
    )


async def healthy(url: str) -> bool:
    http = Http()
    try:
        return (await http.request("GET", f"{url}/health")).status == 200
    finally:
        await http.close()


async def test_it_serves_after_every_end(program: Forked) -> None:
    await program.start()
    assert await healthy(program.url)
    await program.kill()
    await program.start()
    assert await healthy(program.url)
    assert await program.stop() == 0
    assert "Finished server process" in program.log


async def test_what_comes_before_is_called_in_the_child_alone(program: Forked) -> None:
    await program.launch(Before("os", "_exit", (7,)))
    assert await program.ended() == 7
    await program.start()
    assert await healthy(program.url)
    await program.kill()


async def test_children_do_not_outlive_it(tmp_path: Path) -> None:
    with Zygote() as zygote:
        program = Forked(
            zygote, tmp_path, "", telegram_token="", telegram_api_url="", telegram_file_url=""
        )
        await program.start()
    assert await until(lambda: not alive(program.pid))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
