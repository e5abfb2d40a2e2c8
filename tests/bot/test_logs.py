"""Logs: what is nobody's business never comes out, and what an operator needs stays readable."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import logs
from bot.logs import Redaction
from bot.settings import Settings

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
PHONES = (
    "+6281234567890",
    "+62 812-3456-7890",
    "+62 (812) 3456 7890",
    "+62.812.3456.7890",
    "62 812 3456 7890",
    "6281234567890",
    "006281234567890",
    "081234567890",
    "0812-3456-7890",
    "0812 \u2013 3456 \u2013 7890",
    "0812.345.678",
    "(0751) 123456",
    "+44 20 7946 0958",
    "+12025550123",
)
READABLE = (
    "001/QUO/LAPAS-PDG/XI/2026",
    "Rp 1.775.000",
    "Rp 62.500.000",
    "Rp 1.075.000",
    "1,775,000",
    "order 7 of 5000 pairs at 3.550",
    "2026-11-22T22:34:57.081234Z",
    "08-11-2026 09.30",
    "-1001234567890",
    "6281234567",
    "a3f09c12de",
    "127.0.0.1:8080",
    "update 812345678",
)


class Written:
    """What came out of the log."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    def configure(self, **values: Any) -> None:
        given = {"log_format": "json", "log_level": "DEBUG", **values}
        logs.configure(Settings(_env_file=None, **given), self.stream)

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def last(self) -> dict[str, Any]:
        line: dict[str, Any] = json.loads(self.text.splitlines()[-1])
        return line


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Written]:
    """A log of one's own; afterwards logging is what it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield Written()
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


tokens = st.from_regex(r"\A[1-9][0-9]{5,11}:[A-Za-z0-9_-]{30,40}\Z")
phones = st.one_of(
    st.sampled_from(PHONES),
    st.from_regex(r"\A(\+62|62|0)8[1-9][0-9]([ -]?[0-9]{4}){2}\Z"),
    st.from_regex(r"\A\+[1-9][0-9]{7,13}\Z"),
)
around = st.text(st.characters(exclude_categories=("Nd", "Cs"), exclude_characters=".+"))


class Odd:
    """Something a library might log; it shows what it holds."""

    def __init__(self, held: object) -> None:
        self.held = held

    def __repr__(self) -> str:
        return f"<Odd {self.held}>"


def holders(value: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    """The value itself, and whatever may hold it, in any depth."""
    leaf = value.flatmap(lambda v: st.sampled_from([v, v.encode(), bytearray(v.encode()), Odd(v)]))
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3),
            st.tuples(inner, inner),
            st.dictionaries(st.text(), inner, min_size=1, max_size=3),
            value.map(lambda v: {v: 1}),
            value.map(lambda v: frozenset({v})),
        ),
        max_leaves=6,
    )


def bare(text: str) -> str:
    """The digits and nothing between them, so that no spelling hides a number."""
    return "".join(sign for sign in text if sign.isdecimal())


def lines(event: object) -> str:
    return json.dumps(Redaction()(None, "info", {"event": event}), ensure_ascii=False)


@given(token=tokens, before=around, after=around)
def test_no_token_comes_through_a_message(token: str, before: str, after: str) -> None:
    assert token not in Redaction().text(f"{before}{token}{after}")


@given(phone=phones, before=around, after=around)
def test_of_a_phone_number_in_a_message_three_digits_stay(
    phone: str, before: str, after: str
) -> None:
    assert bare(Redaction().text(f"{before}|{phone}|{after}")) == bare(phone)[-3:]


@given(st.data())
def test_nothing_that_holds_a_token_shows_it(data: st.DataObject) -> None:
    token = data.draw(tokens)
    assert token not in lines(data.draw(holders(st.just(token))))


@given(st.data())
def test_nothing_that_holds_a_phone_number_shows_it(data: st.DataObject) -> None:
    phone = data.draw(phones)
    assert phone not in lines(data.draw(holders(st.just(phone))))


@given(st.text() | tokens | phones)
def test_redacting_twice_is_redacting_once(text: str) -> None:
    once = Redaction().text(text)
    assert Redaction().text(once) == once


@given(st.text())
def test_no_typed_text_can_start_a_line_of_its_own(text: str) -> None:
    event = Redaction()(None, "info", {"event": text})
    assert len(str(event["event"]).splitlines()) <= 1


@pytest.mark.parametrize("phone", PHONES)
def test_a_phone_number_is_known_in_every_spelling(phone: str) -> None:
    assert Redaction().text(f"WA {phone}, 500 pasang") == f"WA ***{bare(phone)[-3:]}, 500 pasang"


@pytest.mark.parametrize("text", READABLE)
def test_ordinary_numbers_stay_readable(text: str) -> None:
    assert Redaction().text(f"x {text} y") == f"x {text} y"


@pytest.mark.parametrize("value", [0, 7, 1775000, 6281234567, -1001234567890, 1.5, True, None])
def test_numbers_stay_numbers(value: object) -> None:
    assert Redaction()(None, "info", {"n": value}) == {"n": value}


def test_a_phone_number_is_one_as_a_number_too() -> None:
    assert Redaction()(None, "info", {"n": 6281234567890}) == {"n": "***890"}


@pytest.mark.parametrize("kind", ["AC", "SK", "SM"])
def test_ids_and_keys_like_twilios_are_hidden(kind: str) -> None:
    assert Redaction().text(f"/Accounts/{kind}{'0a' * 16}.json") == f"/Accounts/{kind}***.json"


def test_a_token_is_known_inside_an_address_in_any_spelling() -> None:
    text = Redaction().text(f"/bot{TOKEN}/getMe /bot{TOKEN.replace(':', '%3A')}/getMe")
    assert text == "/bot***/getMe /bot***/getMe"


def test_a_password_in_an_address_is_hidden_and_its_host_is_not() -> None:
    assert Redaction().text("at postgresql://desk:geheim@db/x") == "at postgresql://desk:***@db/x"


def test_what_is_named_a_secret_is_hidden_whatever_it_looks_like() -> None:
    event = {"headers": {"Authorization": "abc"}, "webhook_secret": b"abc", "token": "", "n": 1}
    assert Redaction()(None, "info", event) == {
        "headers": {"Authorization": "***"},
        "webhook_secret": "***",
        "token": "",
        "n": 1,
    }


def test_things_of_the_trade_are_written_as_people_read_them() -> None:
    event = {"day": date(2026, 11, 22), "share": Decimal("0.03"), "file": Path("var/x")}
    assert Redaction()(None, "info", event) == {
        "day": "2026-11-22",
        "share": "0.03",
        "file": "var/x",
    }


def test_a_thing_that_cannot_be_shown_costs_no_line() -> None:
    class Broken:
        def __repr__(self) -> str:
            raise RuntimeError(TOKEN)

    assert Redaction()(None, "info", {"it": Broken()}) == {"it": "<Broken>"}


def test_a_thing_that_holds_itself_ends_somewhere() -> None:
    loop: list[object] = [TOKEN]
    loop.append(loop)
    assert TOKEN not in lines(loop)


def test_a_line_says_when_who_how_bad_and_what(written: Written) -> None:
    written.configure()
    structlog.get_logger("bot.intake").info("taken", arrivals=3)
    assert written.last.pop("timestamp").endswith("Z")
    assert written.last.items() >= {
        ("event", "taken"),
        ("arrivals", 3),
        ("level", "info"),
        ("logger", "bot.intake"),
    }


@pytest.mark.parametrize("form", ["text", "json"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_planted_secret_never_comes_out_of_the_log(
    written: Written, form: str, data: st.DataObject
) -> None:
    secret = data.draw(tokens | phones)
    held = data.draw(holders(st.just(secret)))
    written.configure(log_format=form)
    log, careless = structlog.get_logger("bot"), f"with {secret}"
    log.info(careless, held=held, **{f"x{secret}": 1})
    log.info("with %s", secret)
    logging.getLogger("telegram.Bot").warning("foreign %s", held, extra={"more": held})
    logging.getLogger("plain").debug(careless)
    assert secret not in written.text


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_hides_what_the_error_says_and_what_variables_hold(
    written: Written, form: str
) -> None:
    def fail(kept: str) -> None:
        raise ValueError(TOKEN)

    written.configure(log_format=form)
    secret = "known only here"
    try:
        fail(secret)
    except ValueError:
        structlog.get_logger().exception("failed")
        logging.getLogger("uvicorn.error").exception("failed too")
    assert written.text.count("raise ValueError(TOKEN)") == 2
    assert TOKEN not in written.text
    assert "known only here" not in written.text


def test_a_traceback_keeps_its_lines_but_moves_no_cursor(written: Written) -> None:
    written.configure()
    structlog.get_logger().error("failed", exc_info=ValueError("a\n\x1b[2J"))
    assert "\n" in written.last["exception"]
    assert "\x1b" not in written.last["exception"]


def test_the_settings_own_secrets_are_hidden_wherever_they_turn_up(written: Written) -> None:
    written.configure(telegram_webhook_secret="wh-s3cret")
    structlog.get_logger().info("got", body={"a": ["wh-s3cret", b"and wh-s3cret"]})
    assert "s3cret" not in written.text


def test_a_secret_too_short_to_be_one_does_not_hide_every_line(written: Written) -> None:
    written.configure(telegram_webhook_secret="x")
    structlog.get_logger().info("extra")
    assert written.last["event"] == "extra"


def test_libraries_speak_through_us_even_if_they_brought_handlers(written: Written) -> None:
    own = io.StringIO()
    library = logging.getLogger("uvicorn.access")
    library.addHandler(logging.StreamHandler(own))
    library.propagate = False
    written.configure()
    library.info("GET /")
    assert (own.getvalue(), written.last["event"]) == ("", "GET /")


def test_requests_are_not_told_but_their_failures_are(written: Written) -> None:
    written.configure()
    logging.getLogger("httpx").info("HTTP Request")
    logging.getLogger("httpcore.connection").debug("connect")
    assert written.text == ""
    logging.getLogger("httpx").warning("refused")
    assert written.last["event"] == "refused"


def test_lines_below_the_level_are_not_written(written: Written) -> None:
    written.configure(log_level="WARNING")
    structlog.get_logger().info("small talk")
    logging.getLogger("alembic").info("small talk")
    assert written.text == ""


def test_warnings_of_python_become_lines(written: Written) -> None:
    written.configure()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"careful with {TOKEN}", stacklevel=1)
    assert "careful with ***" in written.text


def test_an_error_nobody_caught_is_redacted_too(written: Written) -> None:
    written.configure()
    sys.excepthook(ValueError, ValueError(TOKEN), None)
    assert (written.last["event"], TOKEN in written.text) == ("crashed", False)


def test_an_error_that_ends_a_thread_is_redacted_too(written: Written) -> None:
    written.configure()
    threading.excepthook(threading.ExceptHookArgs((ValueError, ValueError(TOKEN), None, None)))
    assert (written.last["event"], TOKEN in written.text) == ("crashed", False)


def test_stopping_the_program_by_hand_is_no_crash(written: Written) -> None:
    written.configure()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert written.text == ""


def test_a_line_that_cannot_be_written_does_not_print_its_arguments(
    written: Written, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "__stderr__", sys.stderr)
    written.configure()
    logging.getLogger("plain").info("%d", TOKEN)
    assert capsys.readouterr().err == "a line of plain was not logged: TypeError\n"


class Terminal(io.StringIO):
    """A stream with somebody in front of it."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_text_and_everything_else_json(written: Written) -> None:
    written.configure(log_format=None)
    structlog.get_logger().info("one")
    assert written.last["event"] == "one"
    written.stream = Terminal()
    written.configure(log_format=None)
    structlog.get_logger().info("two")
    assert "two" in written.text
    assert "{" not in written.text


def test_without_a_stream_lines_go_to_the_error_output(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure(Settings(_env_file=None, log_format="json"))
    structlog.get_logger().info("here")
    assert '"event": "here"' in capsys.readouterr().err
