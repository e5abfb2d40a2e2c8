"""What the operator decides, read from the environment or a `.env` file beside it.

Whatever is wrong is reported at once and in plain words. No message quotes a value, because
the wrong value of one variable may be the secret of another.
"""

import os
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.speech import LANGUAGES
from services.catalogue import default_path
from services.phones import international

PREFIX = "PROKANA_"

ENV_FILE = Path(".env")

TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
"""What a Telegram bot token looks like."""

WEBHOOK_PORTS = (443, 80, 88, 8443)
"""The only ports Telegram delivers to."""

_SQLITE = "sqlite+aiosqlite"
_POSTGRESQL = "postgresql+psycopg"
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class SettingsInvalid(Exception):
    """Some settings are wrong; every one of them is listed."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(BaseSettings):
    """Every variable there is, each with an example of a right value.

    A check that needs another variable stands on the later of the two, not on the whole model:
    a model's own check is skipped as soon as one field is wrong, and would be missing then.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    database_url: str = Field(
        "sqlite+aiosqlite:///var/prokana.db",
        repr=False,
        examples=["sqlite+aiosqlite:///var/prokana.db"],
    )
    database_threads: bool = Field(True, description="must be True or False", examples=["True"])
    files_dir: Path = Field(Path("var/files"), examples=["var/files"])
    catalogue: Path | None = Field(None, examples=["/srv/prokana/catalogue.toml"])
    telegram_mode: Literal["polling", "webhook"] = Field(
        "polling", description="must be polling or webhook", examples=["polling"]
    )
    telegram_token: SecretStr | None = Field(None, examples=["123456789:AAH-and-so-on"])
    telegram_api_url: str = Field(
        "https://api.telegram.org/bot", examples=["https://api.telegram.org/bot"]
    )
    telegram_file_url: str = Field(
        "https://api.telegram.org/file/bot", examples=["https://api.telegram.org/file/bot"]
    )
    telegram_webhook_secret: SecretStr | None = Field(
        None, examples=["what-openssl-rand-hex-32-prints"]
    )
    twilio_account_sid: str = Field("", examples=["AC0123456789abcdef0123456789abcdef"])
    twilio_auth_token: SecretStr | None = Field(None, examples=["what-the-console-shows"])
    twilio_other_secret: SecretStr | None = Field(None, examples=["the-secondary-auth-token"])
    twilio_api_key: str = Field("", examples=["SK0123456789abcdef0123456789abcdef"])
    twilio_api_secret: SecretStr | None = Field(None, examples=["shown-once-beside-the-key"])
    twilio_api_url: str = Field("", examples=["https://twilio-proxy.example.id"])
    whatsapp_number: str = Field("", examples=["+6281234567890"])
    whatsapp_daily_reach: int = Field(
        250, ge=0, description="must be a number of people", examples=["250"]
    )
    whatsapp_reply_rupiah: int = Field(
        510, ge=0, description="must be whole Rupiah", examples=["510"]
    )
    whatsapp_marketing_rupiah: int = Field(
        784, ge=0, description="must be whole Rupiah", examples=["784"]
    )
    public_url: str = Field("", examples=["https://pesan.example.id"])
    host: str = Field("127.0.0.1", examples=["127.0.0.1"])
    port: int = Field(
        8080,
        ge=0,
        le=65535,
        description="must be a number from 1 to 65535, or 0 for any free port",
        examples=["8080"],
    )
    messages_per_minute: int = Field(
        60, ge=0, description="must be a number, or 0 for no limit", examples=["60"]
    )
    staff_language: str = Field(LANGUAGES[0], examples=[LANGUAGES[0]])
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="must be DEBUG, INFO, WARNING or ERROR", examples=["INFO"]
    )
    log_format: Literal["text", "json"] | None = Field(
        None, description="must be text or json", examples=["json"]
    )

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: str) -> str:
        try:
            url = make_url(value)
        except ArgumentError:
            raise ValueError("is not the address of a database") from None
        if url.drivername == _POSTGRESQL:
            if find_spec("psycopg") is None:
                raise ValueError(f"begins with {_POSTGRESQL}, which needs psycopg: make postgresql")
            return value
        if url.drivername != _SQLITE:
            raise ValueError(f"must begin with {_SQLITE} or {_POSTGRESQL}")
        if _in_memory(url.database or "", value):
            raise ValueError("must name a file: a database in memory would lose every order")
        return value

    @field_validator("telegram_token")
    @classmethod
    def _is_a_token(cls, value: SecretStr | None, known: ValidationInfo) -> SecretStr | None:
        if value is None and _webhook(known):
            raise ValueError("is missing, and webhook mode needs it")
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("does not look like a token; @BotFather shows it, copy all of it")
        return value

    @field_validator("twilio_account_sid")
    @classmethod
    def _is_an_account(cls, value: str) -> str:
        if value and not re.fullmatch(r"AC[0-9a-f]{32}", value):
            raise ValueError("must be AC and 32 of the signs 0-9 a-f; the console shows it")
        return value

    @field_validator("twilio_auth_token", "whatsapp_number")
    @classmethod
    def _belongs_to_an_account(
        cls, value: SecretStr | str | None, known: ValidationInfo
    ) -> SecretStr | str | None:
        if not value and _whatsapp(known):
            raise ValueError("is missing, and WhatsApp needs it")
        if value and known.data.get("twilio_account_sid") == "":
            raise ValueError("needs PROKANA_TWILIO_ACCOUNT_SID beside it")
        return value

    @field_validator("whatsapp_number")
    @classmethod
    def _is_a_number(cls, value: str) -> str:
        number = international(value)
        if value and not number:
            raise ValueError("must be a telephone number")
        return number

    @field_validator("twilio_api_key")
    @classmethod
    def _is_a_key(cls, value: str) -> str:
        if value and not re.fullmatch(r"SK[0-9a-f]{32}", value):
            raise ValueError("must be SK and 32 of the signs 0-9 a-f")
        return value

    @field_validator("twilio_api_secret")
    @classmethod
    def _belongs_to_a_key(cls, value: SecretStr | None, known: ValidationInfo) -> SecretStr | None:
        if bool(value) != bool(known.data.get("twilio_api_key", value)):
            raise ValueError("and PROKANA_TWILIO_API_KEY need each other")
        return value

    @field_validator("telegram_api_url", "telegram_file_url", "twilio_api_url")
    @classmethod
    def _keeps_the_token_secret(cls, value: str, known: ValidationInfo) -> str:
        """A token travels to it, so it must not go in the clear."""
        if not value and known.field_name == "twilio_api_url":
            return ""
        url = _address(value)
        here = url.scheme == "http" and url.hostname in _THIS_MACHINE
        if url.scheme != "https" and not here:
            raise ValueError("must begin with https:// (http:// only on this machine)")
        if TOKEN.search(value):
            raise ValueError("must not contain the token; it is appended by itself")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _is_a_header(cls, value: SecretStr | None, known: ValidationInfo) -> SecretStr | None:
        if value is None and _webhook(known):
            raise ValueError("is missing, and webhook mode needs it: anybody could post orders")
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("must be 1 to 256 of the signs A-Z a-z 0-9 _ -")
        return value

    @field_validator("public_url")
    @classmethod
    def _is_reachable(cls, value: str, known: ValidationInfo) -> str:
        if not value:
            if _webhook(known):
                raise ValueError("is missing, and webhook mode needs it")
            if _whatsapp(known):
                raise ValueError("is missing, and WhatsApp needs it")
            return ""
        url = _address(value)
        if url.scheme != "https":
            raise ValueError("must begin with https://")
        if _webhook(known) and (url.port or 443) not in WEBHOOK_PORTS:
            raise ValueError(f"must use a port Telegram delivers to: {_list(WEBHOOK_PORTS)}")
        return value.rstrip("/")

    @field_validator("staff_language")
    @classmethod
    def _is_spoken(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError(f"must be one of {_list(LANGUAGES)}")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @property
    def catalogue_path(self) -> Path:
        """The catalogue to load: the operator's, or the one that comes with the desk."""
        return self.catalogue or default_path()

    @property
    def channels_configured(self) -> tuple[str, ...]:
        """The channels to the outside world that have what they need."""
        configured = {"telegram": self.telegram_token, "whatsapp": self.twilio_account_sid}
        return tuple(name for name, has in configured.items() if has)

    @property
    def public(self) -> bool:
        """Whether real customers can reach this desk, so that nothing playful may be open."""
        return bool(self.channels_configured)


def read_settings(env_file: Path | None = ENV_FILE) -> Settings:
    """The settings in force: environment first, then the file, then the defaults.

    Raises `SettingsInvalid` with every mistake, variables that mean nothing included.
    """
    try:
        written = DotEnvSettingsSource(Settings, env_file=env_file).env_vars
    except (OSError, UnicodeDecodeError):
        problem = f"{env_file} cannot be read; it must be a text file this user may open"
        raise SettingsInvalid((problem,)) from None
    problems = tuple(_unknown({**written, **os.environ}))
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        # `from None`: pydantic's own error would bring the values back in.
        raise SettingsInvalid((*problems, *map(_problem, error.errors()))) from None
    if problems:
        raise SettingsInvalid(problems)
    return settings


def variables() -> dict[str, str]:
    """The name of every variable, with an example of a right value."""
    fields = Settings.model_fields.items()
    return {PREFIX + name.upper(): str((field.examples or [""])[0]) for name, field in fields}


def _unknown(environment: Mapping[str, str | None]) -> Iterator[str]:
    known = [name.removeprefix(PREFIX) for name in variables()]
    for variable in sorted({name.upper() for name in environment}):
        name = variable.removeprefix(PREFIX)
        if variable.startswith(PREFIX) and name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {PREFIX}{near[0]}?" if near else "nothing reads it"
            yield f"{variable} is not a setting; {hint}"


def _problem(error: ErrorDetails) -> str:
    field = str(error["loc"][0])
    name = PREFIX + field.upper()
    wrong = Settings.model_fields[field].description or error["msg"].removeprefix("Value error, ")
    return f"{name} {wrong}. For example: {name}={variables()[name]}"


def _webhook(known: ValidationInfo) -> bool:
    return known.data.get("telegram_mode") == "webhook"


def _whatsapp(known: ValidationInfo) -> bool:
    return bool(known.data.get("twilio_account_sid"))


def _in_memory(database: str, url: str) -> bool:
    return database in {"", ":memory:"} or "mode=memory" in url


def _address(value: str) -> SplitResult:
    """The parts of a web address that has a host, a possible port, and nothing secret."""
    try:
        url = urlsplit(value)
        port_is_possible = url.port is None or url.port > 0
    except ValueError:
        raise ValueError("is not a web address") from None
    if not url.hostname or not port_is_possible or re.search(r"\s", value):
        raise ValueError("is not a web address")
    if url.username or url.password or url.query or url.fragment:
        raise ValueError("must not contain a password, a ? or a #")
    return url


def _list(things: tuple[object, ...]) -> str:
    return ", ".join(map(str, things))
