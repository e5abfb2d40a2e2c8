"""What a connection to PostgreSQL needs to be as safe as the file, and as soon found dead.

A server may be set to lose what it has acknowledged, a host may vanish with its locks, and of two
transactions that wait for each other one is sent back: all that is seen to here.
"""

from typing import Any

from sqlalchemy import URL, Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

_SERVER = {
    "synchronous_commit": "on",
    "timezone": "UTC",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "30s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
}
"""What the server keeps for each of our sessions: a host that vanished gives its locks back after
seconds, not hours."""

_CLIENT = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}

_SENT_BACK = {"40001", "40P01"}
"""SQLSTATE of a transaction that could not go beside another, and of one in a deadlock."""

TRIES = 5
"""How often a unit is run at most."""


def options(url: URL, *, writes: bool) -> dict[str, Any]:
    """What an engine is made with; who only reads sees one moment in a whole transaction."""
    settings = {**_SERVER, "default_transaction_read_only": "off" if writes else "on"}
    ours = [f"-c {name}={value}" for name, value in settings.items()]
    theirs = url.query.get("options", ())
    return {
        "connect_args": {
            **{name: value for name, value in _CLIENT.items() if name not in url.query},
            "options": " ".join([*([theirs] if isinstance(theirs, str) else theirs), *ours]),
        },
        "isolation_level": "READ COMMITTED" if writes else "REPEATABLE READ",
    }


def keep_quiet(engine: Engine) -> None:
    """Take out of the errors of this engine what people wrote: the server's details quote it."""

    @event.listens_for(engine, "handle_error")
    def shorten(context: ExceptionContext) -> None:
        error = context.original_exception
        first = getattr(getattr(error, "diag", None), "message_primary", None)
        if first is None:
            return
        whole = str(error)
        error.args = (first,)
        wrapped = context.sqlalchemy_exception
        if wrapped is not None:
            wrapped.args = tuple(str(a).replace(whole, first) for a in wrapped.args)


def sent_back(error: DBAPIError) -> bool:
    """Whether a transaction was undone for the sake of another, and may be run once more."""
    return getattr(error.orig, "sqlstate", None) in _SENT_BACK
