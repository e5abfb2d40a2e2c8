"""Asking Twilio: what travels, what comes back, and what is made of answers that are none."""

import json
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from bot.channels.whatsapp.api import Account, Twilio
from bot.http import Answer, AnswerLost, Http, NeverSent, NotInTime, ServerTrouble
from tests.bot.channels.whatsapp.conftest import TEXT, connected
from tests.bot.channels.whatsapp.forms import DEWI, DEWIS_ID
from tests.doubles import twilio
from tests.doubles.twilio import Fault, Phone

MESSAGE, MEDIA = "MM" + "0a" * 16, "ME" + "1b" * 16


async def test_a_text_is_sent_with_what_twilio_wants_and_no_more(
    api: Twilio, double: twilio.Twilio
) -> None:
    sid = await api.send(to=DEWI, row=7, body="Halo\n*Bapak/Ibu* 👍")
    assert sid == double.sent[0].sid
    (call,) = double.called("send")
    assert call.params == {
        "To": f"whatsapp:{DEWI}",
        "From": f"whatsapp:{double.number}",
        "Body": "Halo\n*Bapak/Ibu* 👍",
        "StatusCallback": "https://pesan.example.id/whatsapp/status?row=7#rc=3&rp=all",
    }


async def test_a_shape_is_sent_by_its_id_with_its_variables(
    api: Twilio, double: twilio.Twilio
) -> None:
    content = await api.create_content(TEXT)
    await api.send(to=DEWIS_ID, row=7, content=content, variables={"1": "Siti “é”"})
    params = double.called("send")[0].params
    assert params["ContentSid"] == content
    assert json.loads(params["ContentVariables"]) == {"1": "Siti “é”"}
    assert "Body" not in params
    assert params["To"] == f"whatsapp:{DEWIS_ID}"


async def test_a_picture_is_sent_by_its_address(api: Twilio, double: twilio.Twilio) -> None:
    await api.send(to=DEWI, row=7, body="Ini", media="https://pesan.example.id/files/t/foto.jpg")
    params = double.called("send")[0].params
    assert params["MediaUrl"] == "https://pesan.example.id/files/t/foto.jpg"
    assert params["Body"] == "Ini"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.server_error(500), ServerTrouble),
        (Fault.server_error(503, executed=True), ServerTrouble),
        (Fault.server_error(504), NotInTime),
        (Fault.answer_lost(), AnswerLost),
        (Fault.dropped_before(), AnswerLost),
        (Fault.too_many(), TwilioRestException),
        (Fault(400, "<html>Bad Request"), TwilioRestException),
        (Fault(200, "<html>Log in to this network"), ServerTrouble),
        (Fault(201, ""), ServerTrouble),
        (Fault(200, "[]"), ServerTrouble),
        (Fault(302, "{}"), ServerTrouble),
        (Fault(201, "{}"), AnswerLost),
    ],
    ids=[
        "500",
        "503 executed",
        "504",
        "answer lost",
        "dropped",
        "429",
        "a proxy refuses",
        "a page",
        "nothing",
        "a list",
        "a redirect",
        "no id",
    ],
)
async def test_nothing_is_sent_twice_whatever_is_answered(
    api: Twilio, double: twilio.Twilio, fault: Fault, error: type[Exception]
) -> None:
    double.fault("send", fault)
    with pytest.raises(error):
        await api.send(to=DEWI, row=7, body="Halo")
    assert len(double.called("send")) == 1


class Impatient(Http):
    """Waits for no answer."""

    async def request(self, method: str, url: str, **content: Any) -> Answer:
        return await super().request(method, url, seconds=0.1, **content)


async def test_a_timeout_ends_a_send_that_is_not_answered(
    double: twilio.Twilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.http.CONNECT_SECONDS", 0.1)
    http = Impatient()
    double.fault("send", Fault.slow(30))
    with pytest.raises(NotInTime):
        await connected(double, http).send(to=DEWI, row=7, body="Halo")
    assert len(double.called("send")) == 1
    await http.close()


async def test_what_reached_nobody_was_never_sent(double: twilio.Twilio, http: Http) -> None:
    api = connected(double, http, api_url="http://127.0.0.1:9")
    with pytest.raises(NeverSent):
        await api.send(to=DEWI, row=7, body="Halo")


async def test_a_refusal_has_its_status_and_its_code(api: Twilio) -> None:
    with pytest.raises(TwilioRestException) as refused:
        await api.send(to="nobody", row=7, body="Halo")
    assert (refused.value.status, refused.value.code) == (400, 21211)


async def test_the_account_itself_opens_it_and_strangers_do_not(
    double: twilio.Twilio, http: Http
) -> None:
    own = connected(double, http, user=double.account_sid, password=double.auth_token)
    assert await own.send(to=DEWI, row=7, body="Halo")
    with pytest.raises(TwilioRestException) as refused:
        await connected(double, http, password="wrong").send(to=DEWI, row=7, body="Halo")
    assert (refused.value.status, refused.value.code) == (401, 20003)


async def test_no_line_of_a_log_tells_words_numbers_or_secrets(
    api: Twilio, double: twilio.Twilio, dewi: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    await dewi.says("a word of hers")
    caplog.set_level(logging.DEBUG)
    await api.send(to=DEWI, row=7, body="a word of ours")
    await api.received(datetime(2020, 1, 1, tzinfo=UTC))
    with pytest.raises(TwilioRestException):
        await api.send(to=DEWI, row=7)
    for secret in ("a word", DEWI, double.api_secret, "Basic"):
        assert secret not in caplog.text


# ---- the account, and where it is


async def test_an_account_says_who_it_is(api: Twilio, double: twilio.Twilio) -> None:
    assert await api.account() == Account(double.account_sid, "active", "Prokana", trial=False)


class Noting(Http):
    """Notes the addresses that are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    async def request(self, method: str, url: str, **content: Any) -> Answer:
        self.asked.append(url)
        return Answer(200, {}, b'{"sid": "x", "contents": [], "meta": {"key": "contents"}}')

    async def download(self, url: str, *_: Any) -> Answer:
        self.asked.append(url)
        return Answer(200, {}, b"x")


Where = Callable[[str], Coroutine[Any, Any, list[str]]]


@pytest.fixture
def where(double: twilio.Twilio) -> Where:
    async def asked(api_url: str) -> list[str]:
        http = Noting()
        api = connected(double, http, api_url=api_url)
        await api.send(to=DEWI, row=7, body="Halo")
        await api.contents()
        await api.fetch_media(MESSAGE, MEDIA, 10)
        return http.asked

    return asked


async def test_twilio_is_asked_at_its_own_hosts(where: Where, double: twilio.Twilio) -> None:
    account = f"https://api.twilio.com/2010-04-01/Accounts/{double.account_sid}"
    assert await where("") == [
        f"{account}/Messages.json",
        "https://content.twilio.com/v1/Content",
        f"{account}/Messages/{MESSAGE}/Media/{MEDIA}",
    ]


async def test_or_all_of_it_at_a_proxy_of_ones_own(where: Where, double: twilio.Twilio) -> None:
    account = f"https://proxy.example.id/t/2010-04-01/Accounts/{double.account_sid}"
    assert await where("https://proxy.example.id/t/") == [
        f"{account}/Messages.json",
        "https://proxy.example.id/t/v1/Content",
        f"{account}/Messages/{MESSAGE}/Media/{MEDIA}",
    ]
