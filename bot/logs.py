"""What the program says about itself, with nothing in it that is nobody's business.

Our own lines and those of every library go one way: each value is made plain text, secrets and
phone numbers are taken out of it, and only then is it written. A traceback shows lines of code
and what the error says, never the values of variables.
"""

import logging
import re
import sys
import threading
from collections.abc import Iterable, Mapping, MutableMapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from types import TracebackType
from typing import Any, TextIO

import structlog
from pydantic import SecretStr
from structlog.types import Processor

from bot.settings import Settings

HIDDEN = "***"

LIBRARIES = ("uvicorn", "uvicorn.error", "uvicorn.access", "telegram", "aiohttp", "alembic")
"""Loggers that may have brought handlers of their own; a handler we did not make hides nothing."""

QUIET = ("httpx", "httpcore", "telegram", "aiosqlite", "sqlalchemy", "twilio", "alembic")
"""The first two tell of every request, and a request to Telegram has the token in its address; the
next four of all that is said and stored, and no pattern knows a name or an address; the last of
every start, that there was nothing to do."""

_GAP = r"[ .\-()\u00a0\u2010-\u2015]{0,3}"
_PHONE = re.compile(
    rf"""(?<!\d)(?<!\d\.)(?:
        \+{_GAP}[1-9](?:[ \-()\u00a0\u2010-\u2015]{{0,3}}\d){{6,14}}   # +62 …, +44 …
      | (?:\+|00)?62{_GAP}8(?:{_GAP}\d){{8,11}}                        # 62 812 …
      | \(?0[2-9]\d{{1,2}}(?:{_GAP}\d){{5,10}}                            # 0812-…, (0751) …
    )(?!\d)""",
    re.VERBOSE,
)
"""Ten digits from 62 on may be somebody's Telegram id; a mobile number has at least eleven."""

_SECRETS = (
    (re.compile(r"\d{6,12}(?::|%3[Aa])[A-Za-z0-9_-]{30,}"), HIDDEN),  # a bot's token
    (re.compile(r"(?<![A-Za-z0-9])([A-Z]{2})[0-9a-f]{32}(?![0-9a-f])"), rf"\1{HIDDEN}"),  # Twilio's
    (re.compile(r"(://[^/\s:@]*):[^/\s@]+@"), rf"\1:{HIDDEN}@"),  # a password in an address
)
_SECRET_NAME = re.compile(r"token|secret|password|authorization|cookie|api_?key", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TRACES = ("exception", "stack")
_DEEPEST = 8
_SHORTEST = 6
"""A known secret shorter than this would hide half of every line, and guard nothing."""


class Redaction:
    """A structlog processor; whatever comes after it sees plain, harmless values only."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted({s for s in secrets if len(s) >= _SHORTEST}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(
        self, logger: object, name: str, event: MutableMapping[str, Any]
    ) -> dict[str, object]:
        return {
            self._line(key): self._trace(value) if key in _TRACES else self._named(key, value, 0)
            for key, value in event.items()
        }

    def text(self, words: str) -> str:
        """The words without secrets; of a phone number the last three digits stay."""
        if self._known:
            words = self._known.sub(HIDDEN, words)
        for pattern, instead in _SECRETS:
            words = pattern.sub(instead, words)
        return _PHONE.sub(_last_three, words)

    def _named(self, key: object, value: object, depth: int) -> object:
        if value and isinstance(key, str) and _SECRET_NAME.search(key):
            return HIDDEN
        return self._plain(value, depth)

    def _plain(self, value: object, depth: int) -> object:
        match value:
            case None | bool() | float():
                return value
            case int():
                words = self.text(str(value))
                return value if words == str(value) else words
            case Mapping() if depth < _DEEPEST:
                return {
                    self._line(key): self._named(key, inner, depth + 1)
                    for key, inner in value.items()
                }
            case list() | tuple() | set() | frozenset() if depth < _DEEPEST:
                return [self._plain(inner, depth + 1) for inner in value]
            case _:
                return self._line(value)

    def _trace(self, trace: object) -> str:
        """A traceback keeps its lines, but nothing that would move a terminal's cursor."""
        return "\n".join(self._line(line) for line in str(trace).split("\n"))

    def _line(self, value: object) -> str:
        return _CONTROL.sub(_escaped, self.text(_words(value)))


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """Send every line of this process one way; to be called once, before anything is logged."""
    stream = stream or sys.stderr
    terminal = stream.isatty()
    handler = _Handler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*_shared(), structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                Redaction(known_secrets(settings)),
                _renderer(settings.log_format or ("text" if terminal else "json"), terminal),
            ],
        )
    )
    _take_over(handler, settings.log_level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _renderer(form: str, terminal: bool) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=terminal, exception_formatter=structlog.dev.plain_traceback
    )


def _take_over(handler: logging.Handler, level: str) -> None:
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in LIBRARIES:
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _crashed
    threading.excepthook = _thread_crashed


def known_secrets(settings: Settings) -> list[str]:
    kept = (
        settings.telegram_token,
        settings.telegram_webhook_secret,
        settings.twilio_auth_token,
        settings.twilio_other_secret,
        settings.twilio_api_secret,
    )
    return [s.get_secret_value() for s in kept if isinstance(s, SecretStr)]


class _Handler(logging.StreamHandler[TextIO]):
    """Where a line cannot be written, logging would print its raw arguments; this does not."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        error = sys.exc_info()[0]
        name = error.__name__ if error else "error"
        print(f"a line of {record.name} was not logged: {name}", file=sys.__stderr__)


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error nobody caught is logged too, so that it is redacted like the rest."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("prokana").critical("crashed", exc_info=(kind, error, trace))


def _thread_crashed(it: threading.ExceptHookArgs) -> None:
    _crashed(it.exc_type, it.exc_value or it.exc_type(), it.exc_traceback)


def _words(value: object) -> str:
    match value:
        case str():
            return value
        case bytes() | bytearray():
            return value.decode("utf-8", "backslashreplace")
        case date() | time() | Decimal() | Enum() | PurePath():
            return str(value)
    try:
        return repr(value)
    except Exception:
        return f"<{type(value).__name__}>"


def _last_three(number: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", number[0])
    return HIDDEN + digits[-3:]


def _escaped(sign: re.Match[str]) -> str:
    return sign[0].encode("unicode_escape").decode()
