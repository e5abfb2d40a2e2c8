"""Settings: every mistake at once, in plain words, and no secret ever shown."""

import traceback
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.settings import Settings, SettingsInvalid, read_settings, variables
from bot.speech import LANGUAGES
from services.catalogue import default_path

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = "k3ep-th1s-t0-y0urself"
WEBHOOK = {
    "TELEGRAM_MODE": "webhook",
    "TELEGRAM_TOKEN": TOKEN,
    "TELEGRAM_WEBHOOK_SECRET": SECRET,
    "PUBLIC_URL": "https://pesan.example.id",
}


class Operator:
    """Writes the environment and the file, and reads what comes of it."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self._patch = patch
        self.file = folder / ".env"

    def sets(self, **values: str) -> None:
        for name, value in values.items():
            self._patch.setenv(f"PROKANA_{name}", value)

    def writes(self, text: str) -> None:
        self.file.write_text(text, "utf-8")

    def reads(self) -> Settings:
        return read_settings(self.file)

    def hears(self) -> tuple[str, ...]:
        with pytest.raises(SettingsInvalid) as caught:
            self.reads()
        return caught.value.problems


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Operator:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    return Operator(monkeypatch, tmp_path)


def test_with_nothing_set_the_desk_runs_on_this_machine_alone(operator: Operator) -> None:
    found = operator.reads()
    assert (found.host, found.port, found.telegram_mode) == ("127.0.0.1", 8080, "polling")
    assert (found.public, found.channels_configured) == (False, ())
    assert found.catalogue_path == default_path()


def test_a_token_makes_it_public(operator: Operator) -> None:
    operator.sets(TELEGRAM_TOKEN=TOKEN)
    found = operator.reads()
    assert found.public
    assert found.channels_configured == ("telegram",)


def test_the_environment_wins_over_the_file(operator: Operator) -> None:
    operator.writes("PROKANA_PORT=1111\nPROKANA_HOST=0.0.0.0\n")
    operator.sets(PORT="2222")
    found = operator.reads()
    assert (found.port, found.host) == (2222, "0.0.0.0")  # noqa: S104 (read, not listened on)


def test_an_empty_variable_counts_as_not_set(operator: Operator) -> None:
    operator.writes("PROKANA_TELEGRAM_TOKEN=\nPROKANA_CATALOGUE=\nPROKANA_PORT=\n")
    assert operator.reads() == Settings(_env_file=None)


def test_a_catalogue_of_ones_own_replaces_the_default(operator: Operator) -> None:
    operator.sets(CATALOGUE="/srv/coffee.toml")
    assert operator.reads().catalogue_path == Path("/srv/coffee.toml")


def test_without_a_file_only_the_environment_counts(operator: Operator) -> None:
    operator.sets(PORT="2222")
    assert read_settings(None).port == 2222


def test_a_log_level_may_be_written_small(operator: Operator) -> None:
    operator.sets(LOG_LEVEL="debug")
    assert operator.reads().log_level == "DEBUG"


def test_a_complete_webhook_is_accepted_and_loses_its_last_slash(operator: Operator) -> None:
    operator.sets(**{**WEBHOOK, "PUBLIC_URL": "https://pesan.example.id:8443/desk/"})
    assert operator.reads().public_url == "https://pesan.example.id:8443/desk"


def test_every_mistake_is_reported_at_once(operator: Operator) -> None:
    operator.sets(
        DATABASE_URL="mysql://x",
        TELEGRAM_MODE="webhook",
        PORT="eighty",
        STAFF_LANGUAGE="minang",
        LOG_LEVEL="LOUD",
        LOG_FORMAT="xml",
        TELEGRAM_TOKN=TOKEN,
    )
    assert [problem.split(maxsplit=1)[0] for problem in operator.hears()] == [
        "PROKANA_TELEGRAM_TOKN",
        "PROKANA_DATABASE_URL",
        "PROKANA_TELEGRAM_TOKEN",
        "PROKANA_TELEGRAM_WEBHOOK_SECRET",
        "PROKANA_PUBLIC_URL",
        "PROKANA_PORT",
        "PROKANA_STAFF_LANGUAGE",
        "PROKANA_LOG_LEVEL",
        "PROKANA_LOG_FORMAT",
    ]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "mysql://x/y", "must begin with sqlite+aiosqlite"),
        ("DATABASE_URL", "orders.db", "is not the address of a database"),
        ("DATABASE_URL", "sqlite+aiosqlite://", "must name a file"),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:", "must name a file"),
        ("DATABASE_URL", "sqlite+aiosqlite:///file:x?mode=memory&uri=true", "must name a file"),
        ("TELEGRAM_MODE", "push", "must be polling or webhook"),
        ("TELEGRAM_TOKEN", "123:abc", "does not look like a token"),
        ("TELEGRAM_API_URL", "http://api.telegram.org/bot", "must begin with https://"),
        ("TELEGRAM_API_URL", f"https://api.telegram.org/bot{TOKEN}", "not contain the token"),
        ("TELEGRAM_FILE_URL", "https://u:p@telegram.org/file/bot", "not contain a password"),
        ("TELEGRAM_FILE_URL", "telegram", "is not a web address"),
        ("TELEGRAM_WEBHOOK_SECRET", "two words", "must be 1 to 256 of the signs"),
        ("TELEGRAM_WEBHOOK_SECRET", "x" * 257, "must be 1 to 256 of the signs"),
        ("PUBLIC_URL", "http://pesan.example.id", "must begin with https://"),
        ("PUBLIC_URL", "https://pesan.example.id:99999", "is not a web address"),
        ("PUBLIC_URL", "https://pesan.example.id:0", "is not a web address"),
        ("PUBLIC_URL", "https://pesan example.id", "is not a web address"),
        ("PORT", "65536", "must be a number from 1 to 65535"),
        ("PORT", "-1", "must be a number from 1 to 65535"),
        ("STAFF_LANGUAGE", "fr", "must be one of id, en"),
        ("LOG_LEVEL", "TRACE", "must be DEBUG, INFO, WARNING or ERROR"),
        ("LOG_FORMAT", "xml", "must be text or json"),
    ],
)
def test_a_wrong_value_is_named_explained_and_answered_with_a_right_one(
    operator: Operator, name: str, value: str, said: str
) -> None:
    operator.sets(**{name: value})
    (problem,) = operator.hears()
    assert problem.startswith(f"PROKANA_{name} ")
    assert said in problem
    assert f"For example: PROKANA_{name}={variables()[f'PROKANA_{name}']}" in problem


@pytest.mark.parametrize("missing", ["TELEGRAM_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "PUBLIC_URL"])
def test_webhook_mode_asks_for_what_it_needs(operator: Operator, missing: str) -> None:
    operator.sets(**{name: value for name, value in WEBHOOK.items() if name != missing})
    (problem,) = operator.hears()
    assert problem.startswith(f"PROKANA_{missing} is missing, and webhook mode needs it")


def test_webhook_mode_asks_for_a_port_telegram_delivers_to(operator: Operator) -> None:
    operator.sets(**{**WEBHOOK, "PUBLIC_URL": "https://pesan.example.id:8080"})
    assert "443, 80, 88, 8443" in operator.hears()[0]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_a_bot_api_server_on_this_machine_needs_no_https(operator: Operator, host: str) -> None:
    operator.sets(TELEGRAM_API_URL=f"http://{host}:8081/bot")
    assert operator.reads().telegram_api_url == f"http://{host}:8081/bot"


def test_a_misspelt_variable_is_reported_with_the_one_meant(operator: Operator) -> None:
    operator.sets(TELEGRAM_TOKN=TOKEN)
    assert operator.hears() == (
        "PROKANA_TELEGRAM_TOKN is not a setting; did you mean PROKANA_TELEGRAM_TOKEN?",
    )


def test_a_variable_like_no_other_is_reported_as_read_by_nothing(operator: Operator) -> None:
    operator.writes("PROKANA_ZZZ=1\nSOMEBODY_ELSES=1\n")
    assert operator.hears() == ("PROKANA_ZZZ is not a setting; nothing reads it",)


def test_a_file_that_is_no_text_is_reported(operator: Operator) -> None:
    operator.file.write_bytes(b"PROKANA_HOST=\xff\xfe\n")
    assert "cannot be read" in operator.hears()[0]


def test_no_secret_is_in_what_settings_show_of_themselves(operator: Operator) -> None:
    operator.sets(**WEBHOOK, DATABASE_URL=f"sqlite+aiosqlite:///{SECRET}/desk.db")
    found = operator.reads()
    assert found.telegram_token is not None
    assert found.telegram_token.get_secret_value() == TOKEN
    assert SECRET not in f"{found!r}{found}"
    assert TOKEN not in f"{found!r}{found}"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.sets(st.sampled_from(sorted(variables())), min_size=1),
    around=st.tuples(st.sampled_from(["", " ", "x", "https://"]), st.sampled_from(["", "!", "/"])),
)
def test_no_message_quotes_a_value_even_of_the_wrong_variable(
    operator: Operator, names: set[str], around: tuple[str, str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setenv(name, f"{around[0]}{TOKEN}{around[1]}")
        assert TOKEN not in complaint(operator)


def complaint(operator: Operator) -> str:
    """The whole traceback, as a program that does not catch it would print it."""
    try:
        operator.reads()
    except SettingsInvalid:
        return traceback.format_exc()
    return ""


def test_every_language_there_is_may_be_the_staffs(operator: Operator) -> None:
    for language in LANGUAGES:
        operator.sets(STAFF_LANGUAGE=language)
        assert operator.reads().staff_language == language


ACCOUNT = "AC" + "0a" * 16
WHATSAPP = {
    "TWILIO_ACCOUNT_SID": ACCOUNT,
    "TWILIO_AUTH_TOKEN": SECRET,
    "WHATSAPP_NUMBER": "0812-3456-7890",
    "PUBLIC_URL": "https://pesan.example.id",
}


def test_an_account_at_twilio_makes_it_public_on_whatsapp(operator: Operator) -> None:
    operator.sets(**WHATSAPP)
    found = operator.reads()
    assert found.channels_configured == ("whatsapp",)
    assert found.whatsapp_number == "+6281234567890"
    operator.sets(TELEGRAM_TOKEN=TOKEN)
    assert operator.reads().channels_configured == ("telegram", "whatsapp")


@pytest.mark.parametrize("name", ["TWILIO_AUTH_TOKEN", "WHATSAPP_NUMBER", "PUBLIC_URL"])
def test_whatsapp_needs_all_of_its_settings(operator: Operator, name: str) -> None:
    operator.sets(**{n: v for n, v in WHATSAPP.items() if n != name})
    (problem,) = operator.hears()
    assert problem.startswith(f"PROKANA_{name} is missing, and WhatsApp needs it")


@pytest.mark.parametrize("name", ["TWILIO_AUTH_TOKEN", "WHATSAPP_NUMBER"])
def test_a_setting_of_whatsapp_alone_is_a_forgotten_account(operator: Operator, name: str) -> None:
    operator.sets(**{name: WHATSAPP[name]})
    (problem,) = operator.hears()
    assert "needs PROKANA_TWILIO_ACCOUNT_SID" in problem
    assert SECRET not in problem


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TWILIO_ACCOUNT_SID", "AC123"),
        ("WHATSAPP_NUMBER", "hello"),
        ("TWILIO_API_KEY", "AC" + "0a" * 16),
        ("TWILIO_API_URL", "http://example.id"),
        ("PUBLIC_URL", "http://pesan.example.id"),
    ],
)
def test_what_twilio_could_not_have_shown_is_told(
    operator: Operator, name: str, value: str
) -> None:
    operator.sets(**{**WHATSAPP, name: value})
    problems = operator.hears()
    assert any(problem.startswith(f"PROKANA_{name} ") for problem in problems)


def test_an_api_key_and_its_secret_come_together(operator: Operator) -> None:
    operator.sets(**WHATSAPP, TWILIO_API_SECRET=SECRET)
    (problem,) = operator.hears()
    assert "need each other" in problem
    operator.sets(TWILIO_API_KEY="SK" + "0a" * 16)
    assert operator.reads().twilio_api_key
    operator.sets(TWILIO_API_SECRET="")
    assert len(operator.hears()) == 1
