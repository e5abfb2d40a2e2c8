"""The program in several workers, and what can befall them."""

import asyncio
import os
import signal
from collections.abc import Sequence
from pathlib import Path

from bot import cli
from tests.postgres.cluster import Cluster
from tests.reliability.kills.stage import hurry
from tests.reliability.zygote import Before, Forked, Zygote


def several(number: int) -> None:
    """Called in a child before it becomes the program: it becomes so many workers."""
    hurry()
    if number == 1:
        return
    main = cli.main

    def several_of_it(arguments: Sequence[str] | None = None) -> int:
        return main(["run", "--workers", str(number)])

    cli.main = several_of_it


class Workers(Forked):
    """A parent and its workers, on a database of a cluster."""

    def __init__(
        self, zygote: Zygote, folder: Path, cluster: Cluster, number: int, **settings: str
    ) -> None:
        self.cluster = cluster
        self.database_url = cluster.take()
        super().__init__(zygote, folder, "", database_url=self.database_url, **settings)
        self.number = number

    async def launch(self, before: Before | None = None) -> None:
        """Start, with as many workers; a single one has no parent."""
        await super().launch(Before(__name__, several.__name__, (self.number,)))

    @property
    def name(self) -> str:
        """The name of its database."""
        return self.database_url.split("@/")[1].split("?")[0]

    def pids(self) -> list[int]:
        """The workers that are there now."""
        if self.number == 1:
            return [self.pid]
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("utf-8")
        return [int(pid) for pid in children.split()]

    async def lose(self, pid: int) -> None:
        """Kill one worker; a single one has nobody to start it again."""
        if self.number == 1:
            await self.kill()
            await self.start()
        else:
            os.kill(pid, signal.SIGKILL)

    async def lose_connections(self, most: int) -> int:
        """Have the server end some of its sessions; returns how many."""
        ours = f"SELECT pid FROM pg_stat_activity WHERE datname = '{self.name}'"  # noqa: S608
        some = f"{ours} ORDER BY random() LIMIT {most}"
        query = f"SELECT count(pg_terminate_backend(pid)) FROM ({some}) AS few"  # noqa: S608
        return int(str((await asyncio.to_thread(self.cluster.query, query))[0][0]))

    async def lose_server(self) -> None:
        """Stop the server as a power cut would, and start it again."""
        await asyncio.to_thread(self.cluster.stop, "immediate")
        await asyncio.to_thread(self.cluster.start)

    def holders(self) -> dict[str, tuple[int, int]]:
        """Which process does what, and how often that has changed."""
        found = self.cluster.query("SELECT name, holder, fence FROM leases", self.name)
        return {
            str(name): (int(str(holder).split(":")[1]) if holder else 0, int(str(fence)))
            for name, holder, fence in found
        }
