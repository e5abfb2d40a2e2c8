"""A PostgreSQL of its own: on a socket in a temporary folder, as durable as a real one."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.pool import NullPool

from storage import tables
from storage.migrate import upgrade

_OWNER = "prokana"
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "max_wal_size": "256MB",
    "autovacuum": "off",
    "jit": "off",
}


@cache
def programs() -> Path | None:
    """Where the server's programs are; None where there is no PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _version(initdb: Path) -> int:
    name = initdb.parents[1].name
    return int(name) if name.isdecimal() else 0


def needed() -> None:
    """Skip the test where there is no PostgreSQL; but not where all must be tested."""
    if programs() is None:
        where = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        where("needs PostgreSQL: apt install postgresql")


class Cluster:
    """A running server. PostgreSQL refuses to run as root: then it runs as somebody else."""

    def __init__(self) -> None:
        self.folder = Path(mkdtemp(prefix="prokana-postgres-"))
        self._user = "nobody" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self.folder, self._user)
        self._names = count(1)
        self._free: list[str] = []
        folder = str(self.folder / "data")
        self._run("initdb", "-D", folder, "-U", _OWNER, "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        settings = {**_SETTINGS, "unix_socket_directories": str(self.folder)}
        lines = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
        with (self.folder / "data" / "postgresql.auto.conf").open("a") as written:
            written.write(lines)
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        where = programs()
        assert where is not None
        command = [str(where / program), *arguments]
        with (self.folder / "log").open("ab") as log:
            subprocess.run(  # noqa: S603 - our own words
                command,
                check=True,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self._user,
                extra_groups=[] if self._user else None,
                umask=0o77,
            )

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._control("start", "-w", "-l", str(self.folder / "server.log"))

    def stop(self, mode: str = "fast") -> None:
        """Stop; "immediate" is what a power cut leaves behind."""
        self._control("stop", "-w", "-m", mode)

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-s", *arguments)

    def remove(self) -> None:
        """Stop it, whatever state it is in, and leave nothing behind."""
        try:
            self.stop("immediate")
        except subprocess.CalledProcessError:
            self._kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _kill(self) -> None:
        pid = self.folder / "data" / "postmaster.pid"
        if pid.exists():
            os.kill(int(pid.read_text().split()[0]), signal.SIGQUIT)

    @property
    def version(self) -> str:
        return str(self.query("SHOW server_version")[0][0]).split()[0]

    # ---- databases

    def url(self, name: str) -> str:
        """Where a database of this cluster is; anybody on this machine may enter."""
        return f"postgresql+psycopg://{_OWNER}@/{name}?host={self.folder}"

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements, each on its own."""
        engine = engine_of(self.url(database), "AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def query(self, statement: str, database: str = "postgres") -> Sequence[tuple[object, ...]]:
        with engine_of(self.url(database), "AUTOCOMMIT").connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement)]

    def empty(self) -> str:
        """The url of a new database without any tables."""
        name = f"empty{next(self._names)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def take(self) -> str:
        """The url of a database that is up to date and has nothing in it yet."""
        return self._free.pop() if self._free else self._made()

    def _made(self) -> str:
        url = self.empty()
        with engine_of(url).begin() as connection:
            upgrade(connection)
        return url

    def give_back(self, url: str) -> None:
        """Empty a database for the next one: that takes a tenth of making another."""
        names = ", ".join(table.name for table in tables.metadata.sorted_tables)
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            # The audit refuses to be emptied; a server's owner can switch its guards off.
            connection.execute("SET LOCAL session_replication_role = replica")
            connection.execute(f"TRUNCATE {names} RESTART IDENTITY".encode())
            connection.execute("INSERT INTO chains (name, digest) VALUES ('audit', '')")
        self._free.append(url)


def engine_of(url: str | URL, isolation: str = "READ COMMITTED") -> Engine:
    """An engine for a moment: it keeps no connection."""
    return create_engine(make_url(url), poolclass=NullPool, isolation_level=isolation)


@cache
def cluster() -> Cluster:
    """The cluster of this process; it is removed when the process ends."""
    import atexit  # noqa: PLC0415

    made = Cluster()
    atexit.register(made.remove)
    return made
