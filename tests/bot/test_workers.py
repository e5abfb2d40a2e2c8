"""The parent of several workers: it starts them, starts them again, and stops them."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.joins import StartFailed
from bot.workers import Place, Workers, listening, run_several
from tests.stories.worlds import settings_in


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with listening("127.0.0.1", 0) as one:
        yield one


def tell_pid(place: Place) -> int:
    """Work: tell everybody who asks which process this is."""
    place.ready("")
    while True:
        asking, _ = place.listener.accept()
        asking.sendall(str(os.getpid()).encode())
        asking.close()


def ask(address: tuple[str, int]) -> int:
    with socket.create_connection(address, 5) as line:
        return int(line.recv(99) or b"0")


def meanwhile(do: Callable[[], None]) -> threading.Thread:
    """Do this beside the parent, and stop it in the end."""

    def doing() -> None:
        try:
            do()
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=doing)
    thread.start()
    return thread


def test_who_dies_is_replaced_and_a_signal_ends_all(listener: socket.socket) -> None:
    address = listener.getsockname()
    ready: list[bool] = []
    seen: set[int] = set()

    def kill_the_first() -> None:
        first = ask(address)
        os.kill(first, signal.SIGKILL)
        ends = time.monotonic() + 10
        while len(seen - {first}) < 2 and time.monotonic() < ends:
            seen.add(ask(address))

    thread = meanwhile(kill_the_first)
    code = Workers(2, listener, tell_pid, lambda: ready.append(True)).run()
    thread.join()
    assert code == 0
    assert ready == [True]
    assert len(seen) >= 2
    for pid in seen - {0}:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_where_none_can_start_the_parent_gives_up(listener: socket.socket) -> None:
    said: list[bool] = []
    assert Workers(2, listener, lambda _: 2, lambda: said.append(True)).run() == 2
    assert said == []


def test_a_worker_that_raises_has_failed(listener: socket.socket) -> None:
    def raising(place: Place) -> int:
        raise ValueError("a bug of ours")

    assert Workers(1, listener, raising, lambda: None).run() == 1


def test_an_address_that_is_taken_is_told(listener: socket.socket) -> None:
    with pytest.raises(StartFailed, match="cannot listen on"):
        listening("127.0.0.1", listener.getsockname()[1])


def test_a_file_takes_one_worker(tmp_path: Path) -> None:
    with pytest.raises(StartFailed, match="SQLite takes one worker"):
        run_several(settings_in(tmp_path), 2, print)


def test_so_does_the_try_it_page(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, database_url="postgresql+psycopg://desk@/desk")
    with pytest.raises(StartFailed, match="try-it page takes one"):
        run_several(settings, 2, print)
