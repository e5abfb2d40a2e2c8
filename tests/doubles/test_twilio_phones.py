"""What somebody does with a phone of the Twilio double, as the desk is told of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from tests.doubles.twilio.bench import Setting, opened

COLOURS = {
    "twilio/quick-reply": {
        "body": "Warna?",
        "actions": [{"type": "QUICK_REPLY", "title": "Putih", "id": "colour=white"}],
    }
}
SIZES = {
    "twilio/list-picker": {
        "body": "Ukuran?",
        "button": "Pilih",
        "items": [
            {"item": "M", "id": "size=m", "description": "sedang"},
            {"item": "L", "id": "size=l"},
        ],
    }
}


@pytest.fixture
async def setting() -> AsyncIterator[Setting]:
    async with opened() as setting:
        yield setting


async def test_a_text_is_posted_as_twilio_posts_it(setting: Setting) -> None:
    message = await setting.dewi.says("halo 100%  ")
    (form,) = setting.desk.forms
    assert form["MessageSid"] == form["SmsSid"] == form["SmsMessageSid"] == message.sid
    assert form["AccountSid"] == setting.twilio.account_sid
    assert (form["From"], form["To"]) == ("whatsapp:+6281234567890", "whatsapp:+628110001111")
    assert (form["Body"], form["MessageType"], form["NumMedia"]) == ("halo 100%  ", "text", "0")
    assert (form["WaId"], form["ProfileName"]) == ("6281234567890", "Dewi")
    assert form["ExternalUserId"] == "whatsapp:ID.4566546130240823"
    assert (form["SmsStatus"], form["ReferralNumMedia"]) == ("received", "0")
    context = json.loads(form["ChannelMetadata"])["data"]["context"]
    assert context == {"ProfileName": "Dewi", "WaId": "6281234567890"}
    assert setting.desk.headers[0]["Content-Type"] == "application/x-www-form-urlencoded"
    assert not setting.twilio.lost and not setting.twilio.odd_answers


async def test_a_hidden_number_is_nowhere_in_the_post(setting: Setting) -> None:
    sari = setting.twilio.phone("+6281355550000", "Sari", "ID.77", hidden=True)
    await sari.says("halo")
    (form,) = setting.desk.forms
    assert form["From"] == form["ExternalUserId"] == "whatsapp:ID.77"
    assert "6281355550000" not in json.dumps(form)


async def test_a_press_of_a_button_names_its_id_and_its_message(setting: Setting) -> None:
    await setting.dewi.says("halo")
    sent = await setting.send(ContentSid=await setting.content(COLOURS))
    await setting.dewi.presses("Putih")
    form = setting.desk.forms[-1]
    assert (form["Body"], form["ButtonText"]) == ("Putih", "Putih")
    assert (form["ButtonPayload"], form["MessageType"]) == ("colour=white", "interactive")
    assert form["OriginalRepliedMessageSid"] == sent["sid"]
    assert form["OriginalRepliedMessageSender"] == "whatsapp:+628110001111"


async def test_a_choice_from_a_list_names_its_id(setting: Setting) -> None:
    await setting.dewi.says("halo")
    await setting.send(ContentSid=await setting.content(SIZES))
    await setting.dewi.presses("M")
    form = setting.desk.forms[-1]
    assert (form["ListId"], form["ListTitle"], form["ListDescription"]) == (
        "size=m",
        "M",
        "sedang",
    )
    await setting.dewi.presses("L")
    assert "ListDescription" not in setting.desk.forms[-1]
    assert not any("ButtonPayload" in form for form in setting.desk.forms)


async def test_a_bare_press_has_nothing_but_its_label(setting: Setting) -> None:
    await setting.dewi.says("halo")
    await setting.send(ContentSid=await setting.content(SIZES))
    await setting.dewi.presses("M", bare=True)
    form = setting.desk.forms[-1]
    assert form["Body"] == "M" and not {"ListId", "ListTitle", "ButtonPayload"} & form.keys()


async def test_a_press_waits_for_its_button(setting: Setting) -> None:
    await setting.dewi.says("halo")
    press = asyncio.create_task(setting.dewi.presses("Putih"))
    await setting.send(ContentSid=await setting.content(COLOURS))
    assert (await press).body == "Putih"
    with pytest.raises(AssertionError, match="no 'Hitam' on the phone of Dewi"):
        await setting.dewi.presses("Hitam", timeout=0.01)


async def test_an_old_button_can_still_be_pressed(setting: Setting) -> None:
    await setting.dewi.says("halo")
    sid = await setting.content(COLOURS)
    first, second = [await setting.send(ContentSid=sid) for _ in range(2)]
    await setting.dewi.presses("Putih", on=setting.dewi.messages[0])
    assert setting.desk.forms[-1]["OriginalRepliedMessageSid"] == first["sid"]
    await setting.dewi.presses("Putih")
    assert setting.desk.forms[-1]["OriginalRepliedMessageSid"] == second["sid"]


async def test_a_reply_names_what_it_answers(setting: Setting) -> None:
    first = await setting.dewi.says("halo")
    await setting.send(Body="Selamat datang")
    await setting.dewi.replies(await setting.dewi.wait_text("Selamat"), "terima kasih")
    own = await setting.dewi.replies(first, "maksud saya: halo Pak")
    answered, again = setting.desk.forms[-2:]
    assert answered["OriginalRepliedMessageSid"] == setting.twilio.sent[0].sid
    assert (again["MessageSid"], again["OriginalRepliedMessageSid"]) == (own.sid, first.sid)
    assert again["OriginalRepliedMessageSender"] == "whatsapp:+6281234567890"


async def test_a_place_has_coordinates_and_no_text(setting: Setting) -> None:
    await setting.dewi.sends_location(-6.2, 106.8, "Lapas")
    form = setting.desk.forms[-1]
    assert (form["Latitude"], form["Longitude"], form["Label"]) == ("-6.2", "106.8", "Lapas")
    assert (form["Body"], form["MessageType"]) == ("", "location")
