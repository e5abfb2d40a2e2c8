"""What each form is to the desk, and that no form at all can stall it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.whatsapp.codes import fault
from bot.channels.whatsapp.updates import arrival, listed, meant, receipt
from handlers.messages import Address, Attachment, Fetch, Reach, Receipt, Said
from tests.bot.channels.whatsapp.forms import (
    ACCOUNT,
    DEWI,
    DEWIS_ID,
    MEDIA,
    NOW,
    SID,
    heard,
    media,
    message,
    said,
    status,
)

PHOTO = Attachment("whatsapp", f"{SID}/{MEDIA}", "foto.jpg", "photo")


def test_a_message_is_what_its_sender_said() -> None:
    assert heard() == Said(
        address=Address("whatsapp", DEWI),
        sender=DEWI,
        name="Dewi",
        at=NOW,
        text="halo",
        message=SID,
        aliases=(DEWIS_ID,),
        phone=DEWI,
        groups=False,
    )


def test_a_form_is_kept_under_its_message_exactly_as_it_came() -> None:
    form = message(Body="Rumah Gadang – ✓ 👍 ", News_Of_2030="x")
    found = arrival(form, NOW)
    assert (found.channel, found.ext_id) == ("whatsapp", SID)
    assert json.loads(found.body) == form
    assert "✓" in found.body


def test_who_hides_their_number_is_known_by_another_id() -> None:
    hidden = f"whatsapp:{DEWIS_ID}"
    found = said(From=hidden, To=hidden, ExternalUserId=hidden)
    assert (found.address.chat, found.sender) == (DEWIS_ID, DEWIS_ID)
    assert (found.aliases, found.phone) == ((), "")


@pytest.mark.parametrize("other", ["", "whatsapp:", "whatsapp:a b", "x" * 200, f"whatsapp:{DEWI}"])
def test_an_other_id_that_is_none_or_the_same_is_no_alias(other: str) -> None:
    assert said(ExternalUserId=other).aliases == ()


def test_a_message_may_be_empty_and_nobody_need_have_a_name() -> None:
    found = said(Body="", ProfileName=" ")
    assert (found.text, found.name) == ("", "")


def test_a_reply_names_the_message_it_answers() -> None:
    assert said(OriginalRepliedMessageSid="SM9").reply_to == "SM9"


@pytest.mark.parametrize("press", ["abc123:slot=value", "/order", "!token", "/read", " 1 "])
@pytest.mark.parametrize("field", ["ButtonPayload", "ListId"])
def test_a_press_is_its_id_and_its_title_is_not_said(field: str, press: str) -> None:
    found = said(**{field: press}, ButtonText="Ya, pesan", ListTitle="Ya, pesan", Body="Ya #satu")
    assert (found.press, found.text, found.source) == (press, "", "")


def test_a_title_without_an_id_is_text() -> None:
    found = said(ButtonText="Ya, pesan", ButtonPayload="", Body="Ya, pesan")
    assert (found.press, found.text) == ("", "Ya, pesan")


def test_a_picture_is_an_attachment_and_is_fetched() -> None:
    found = arrival(message(Body="logo kami", NumMedia="1", **media()), NOW)
    assert isinstance(found.heard, Said)
    assert (found.heard.text, found.heard.attachments) == ("logo kami", (PHOTO,))
    assert found.errands == (Fetch(Address("whatsapp", DEWI), PHOTO),)


def test_several_files_are_several_attachments_in_their_order() -> None:
    other = "ME" + "4e" * 16
    form = message(**media("image/png"), **media("application/pdf", "1", media=other))
    found = arrival(form, NOW).heard
    assert isinstance(found, Said)
    assert [a.name for a in found.attachments] == ["foto.png", "berkas.pdf"]
    assert [a.ref for a in found.attachments] == [f"{SID}/{MEDIA}", f"{SID}/{other}"]


@pytest.mark.parametrize(
    ("content_type", "name", "kind"),
    [
        ("image/jpeg", "foto.jpg", "photo"),
        ("IMAGE/PNG", "foto.png", "photo"),
        ("image/webp", "foto.webp", "photo"),
        ("image/x-new", "berkas.bin", "photo"),
        ("application/pdf", "berkas.pdf", "file"),
        ("audio/ogg; codecs=opus", "suara.ogg", "file"),
        ("video/mp4", "video.mp4", "file"),
        ("text/vcard", "kontak.vcf", "file"),
        ("application/x-msdownload", "berkas.bin", "file"),
        ("../../etc/passwd", "berkas.bin", "file"),
        ("", "berkas.bin", "file"),
    ],
)
def test_a_file_is_named_by_what_it_is(content_type: str, name: str, kind: str) -> None:
    [found] = said(**media(content_type)).attachments
    assert (found.name, found.kind) == (name, kind)


def test_a_file_without_a_content_type_is_just_a_file() -> None:
    address = media()["MediaUrl0"]
    assert said(MediaUrl0=address).attachments[0].name == "berkas.bin"


@pytest.mark.parametrize(
    "parts",
    [
        {"origin": "http://api.twilio.com"},
        {"origin": "https://api.twilio.com.example.org"},
        {"origin": "https://api.twilio.com@example.org"},
        {"origin": "https://api.twilio.com:8443"},
        {"origin": "https://169.254.169.254"},
        {"origin": "https://["},
        {"origin": ""},
        {"account": "AC" + "0b" * 16},
        {"account": "../Accounts/" + ACCOUNT},
        {"sid": "XX" + "1b" * 16},
        {"sid": ".."},
        {"media": MEDIA + "/../../x"},
        {"media": MEDIA + "?x=1"},
        {"media": MEDIA + "\n"},
        {"media": ""},
    ],
)
def test_a_file_that_lies_elsewhere_is_left_out_and_the_words_are_heard(
    parts: dict[str, str],
) -> None:
    found = arrival(message(Body="logo kami", **media(**parts)), NOW)
    assert isinstance(found.heard, Said)
    assert (found.heard.text, found.heard.attachments) == ("logo kami", ())
    assert (found.errands, found.problem) == ((), "")


PLACE = {"Latitude": "-0.9471", "Longitude": "100.4172"}


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"Label": "Hotel X", "Address": "Jl. Y"}, "Hotel X, Jl. Y (-0.9471, 100.4172)"),
        ({"Address": "Jl. Y\nPadang"}, "Jl. Y Padang (-0.9471, 100.4172)"),
        ({}, "-0.9471, 100.4172"),
        ({"Latitude": "-0.94710001349", "Longitude": "100.0"}, "-0.9471, 100"),
        ({"Label": "Hotel X", "Latitude": "91"}, "Hotel X"),
        ({"Label": "Hotel X", "Longitude": "nan"}, "Hotel X"),
        ({"Longitude": "east"}, ""),
        ({"Longitude": ""}, ""),
    ],
)
def test_a_place_is_said_in_one_line(fields: dict[str, str], text: str) -> None:
    assert said(**{**PLACE, "Body": "", **fields}).text == text


def test_words_beside_a_place_stand_above_it() -> None:
    assert said(Body="kirim ke sini", **PLACE).text == "kirim ke sini\n-0.9471, 100.4172"


@pytest.mark.parametrize(
    ("body", "text", "source"),
    [
        ("Halo #ig_nov", "Halo", "ig_nov"),
        ("Halo, saya mau pesan\n#Kartu-2025 ", "Halo, saya mau pesan", "Kartu-2025"),
        ("#ig_nov", "", "ig_nov"),
        ("Halo #" + "x" * 64, "Halo", "x" * 64),
        ("Halo #" + "x" * 65, "Halo #" + "x" * 65, ""),
        ("Halo#ig_nov", "Halo#ig_nov", ""),
        ("#ig_nov halo", "#ig_nov halo", ""),
        ("Halo #", "Halo #", ""),
        ("Halo #ig nov", "Halo #ig nov", ""),
        ("Halo #ig.nov", "Halo #ig.nov", ""),
        ("sampai mana pesanan #002", "sampai mana pesanan #002", ""),
        ("warna logo #FFcc00", "warna logo #FFcc00", ""),
        ("  halo\n", "  halo\n", ""),
    ],
)
def test_the_word_of_a_link_is_the_source_and_is_not_said(
    body: str, text: str, source: str
) -> None:
    found = said(Body=body)
    assert (found.text, found.source) == (text, source)


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ({"ReferralSourceId": "120210", "ReferralCtwaClid": "ARAk"}, "ad-120210"),
        ({"ReferralSourceId": "120210"}, "ad-120210"),
        ({"ReferralSourceId": "9" * 100}, "ad-" + "9" * 61),
        ({"ReferralCtwaClid": "ARAk"}, "ad-"),
        ({"ReferralSourceId": "", "ReferralCtwaClid": ""}, ""),
        ({"ReferralSourceId": "120210", "Body": "Halo #ig_nov"}, "ig_nov"),
    ],
)
def test_an_advertisement_is_a_source_unless_a_word_tells_more(
    fields: dict[str, str], source: str
) -> None:
    assert said(**fields).source == source


@pytest.mark.parametrize(("word", "is_open"), [("STOP", False), ("START", True)])
def test_who_opts_out_at_twilio_cannot_be_reached_until_they_opt_in(
    word: str, is_open: bool
) -> None:
    assert heard(OptOutType=word, Body=word) == Reach(Address("whatsapp", DEWI), is_open, NOW)


@pytest.mark.parametrize("word", ["HELP", "", "NEW"])
def test_any_other_word_twilio_knows_is_said(word: str) -> None:
    assert said(OptOutType=word, Body="bantuan").text == "bantuan"


@pytest.mark.parametrize("word", ["STOP", "BERHENTI", "START"])
def test_what_twilio_does_not_call_an_opt_out_is_said(word: str) -> None:
    assert said(Body=word).text == word


def test_what_no_database_takes_is_replaced_and_costs_nobody_their_message() -> None:
    form = message(Body="halo\x00 \ud83d", ProfileName="D\x00", OptOutType="\ud83d")
    found = arrival(form, NOW)
    assert isinstance(found.heard, Said)
    assert (found.heard.text, found.heard.name) == ("halo\ufffd \ufffd", "D\ufffd")
    assert json.loads(found.body) == form
    found.body.encode()


@pytest.mark.parametrize("missing", ["MessageSid", "From"])
def test_without_its_id_or_sender_a_form_is_set_aside(missing: str) -> None:
    form = message()
    del form[missing]
    found = arrival(form, NOW)
    assert (found.heard, json.loads(found.body)) == (None, form)
    assert found.problem.startswith(f"cannot be read: {missing}: ")


@pytest.mark.parametrize(
    "wrong",
    [
        {"MessageSid": ""},
        {"MessageSid": "SM1"},
        {"MessageSid": "XX" + "1b" * 16},
        {"MessageSid": SID + "\n"},
        {"MessageSid": SID + "/Media"},
        {"From": "whatsapp:"},
        {"From": DEWI},
        {"From": f"messenger:{DEWI}"},
        {"From": "whatsapp: 6281234567890"},
        {"From": "whatsapp:" + "x" * 140},
        {"From": "whatsapp:\ud83d"},
    ],
)
def test_with_a_wrong_id_or_sender_a_form_is_set_aside_under_the_same_key_each_time(
    wrong: dict[str, str],
) -> None:
    first, again = (arrival(message(**wrong), NOW) for _ in range(2))
    assert (first.heard, first.errands) == (None, ())
    assert first.problem
    assert first.ext_id == again.ext_id
    assert first.ext_id != arrival(message(**wrong, Body="lain"), NOW).ext_id


def test_the_reason_quotes_nothing_a_person_wrote() -> None:
    assert "0812" not in arrival(message(From="0812 3456 7890"), NOW).problem


LISTED_AT = datetime(2025, 12, 1, 1, 30, tzinfo=UTC)


def taken_late(**more: Any) -> Any:
    return listed(
        **{
            "sid": SID,
            "sender": f"whatsapp:{DEWI}",
            "body": "Halo #ig_nov",
            "media": [(MEDIA, "image/jpeg")],
            "at": LISTED_AT,
            **more,
        }
    )


def test_a_message_listed_afterwards_is_the_one_that_would_have_been_posted() -> None:
    posted = arrival(message(Body="Halo #ig_nov", **media()), NOW)
    found = taken_late()
    assert found.ext_id == posted.ext_id
    assert found.errands == posted.errands
    assert isinstance(found.heard, Said)
    assert (found.heard.text, found.heard.source) == ("Halo", "ig_nov")
    assert (found.heard.at, found.heard.phone) == (LISTED_AT, DEWI)
    assert (found.heard.attachments, found.heard.groups) == ((PHOTO,), False)


def test_a_listed_message_is_kept_with_all_that_was_listed() -> None:
    assert json.loads(taken_late().body) == {
        "MessageSid": SID,
        "From": f"whatsapp:{DEWI}",
        "Body": "Halo #ig_nov",
        "Media": [[MEDIA, "image/jpeg"]],
        "DateCreated": "2025-12-01T01:30:00+00:00",
    }


def test_a_listed_message_of_no_whatsapp_sender_is_set_aside() -> None:
    found = taken_late(sender=DEWI)
    assert (found.heard, found.errands) == (None, ())
    assert found.problem.startswith("cannot be read: From: ")


@pytest.mark.parametrize("state", ["sent", "delivered", "read"])
def test_a_status_tells_how_far_a_message_got(state: str) -> None:
    found = receipt(status(state, EventType=state.upper()), 7, NOW)
    assert found.heard == Receipt(7, "whatsapp", SID, state, NOW)  # type: ignore[arg-type]
    assert (found.ext_id, json.loads(found.body)["MessageStatus"]) == (f"{SID}:{state}", state)


@pytest.mark.parametrize("state", ["failed", "undelivered"])
def test_a_failure_tells_its_fault_and_why(state: str) -> None:
    form = status(state, ErrorCode="63016", ErrorMessage="outside the allowed window")
    found = receipt(form, 7, NOW)
    why = "63016: outside the allowed window"
    assert found.heard == Receipt(7, "whatsapp", SID, "failed", NOW, "closed", why)
    assert found.ext_id == f"{SID}:{state}:63016"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"ErrorCode": "63016", "ChannelStatusMessage": "Re-engagement"}, "63016: Re-engagement"),
        ({"ErrorCode": "63016"}, "63016"),
        ({"ErrorMessage": "somehow"}, "somehow"),
        ({"ErrorCode": "sixty", "ErrorMessage": "somehow"}, "somehow"),
        ({"ErrorCode": "1" * 10}, ""),
        ({"ErrorCode": "٣"}, ""),
        ({"ErrorCode": "63016", "ErrorMessage": "x" * 400}, "63016: " + "x" * 293),
        ({}, ""),
    ],
)
def test_whatever_a_failure_tells_it_is_a_failure(fields: dict[str, str], why: str) -> None:
    found = receipt(status("failed", **fields), 7, NOW)
    assert isinstance(found.heard, Receipt)
    assert (found.heard.state, found.heard.why) == ("failed", why)
    assert found.heard.fault == fault(63016 if "63016" in why else 0)
    assert len(found.ext_id) <= 140


def test_an_error_beside_a_success_is_no_fault() -> None:
    found = receipt(status("delivered", ErrorCode="63016"), 7, NOW).heard
    assert found == Receipt(7, "whatsapp", SID, "delivered", NOW)


@pytest.mark.parametrize("state", ["queued", "accepted", "sending", "scheduled", "news_to_come"])
def test_what_only_tells_that_twilio_has_it_is_kept_and_means_nothing(state: str) -> None:
    found = receipt(status(state), 7, NOW)
    assert (found.heard, found.problem, found.ext_id) == (None, "", f"{SID}:{state}")


def test_each_event_of_a_message_has_a_key_of_its_own_and_keeps_it() -> None:
    forms = [status("sent"), status("read"), status("failed", ErrorCode="63016"), status("failed")]
    keys = [receipt(form, 7, NOW).ext_id for form in forms]
    assert len(set(keys)) == 4
    assert keys == [receipt(form, 7, NOW).ext_id for form in forms]


@pytest.mark.parametrize(
    "wrong", [{"MessageSid": "x"}, {"MessageStatus": ""}, {"MessageStatus": "read:x"}]
)
def test_a_status_that_cannot_be_read_is_set_aside(wrong: dict[str, str]) -> None:
    found = receipt(status(**wrong), 7, NOW)
    assert found.heard is None
    assert found.problem.startswith(f"cannot be read: {next(iter(wrong))}: ")


def test_fields_that_mean_something_are_known_by_name() -> None:
    names = ("MessageSid", "From", "Body", "ButtonPayload", "MediaUrl0", "MediaContentType9")
    assert all(map(meant, (*names, "MessageStatus", "ErrorCode", "AccountSid")))
    assert not any(map(meant, ("WaId", "NewsOf2030", "MediaUrl", "body", "MediaUrl0x")))


NAMES = st.sampled_from(sorted({*message(), *status(), *media(), "Latitude", "OptOutType"}))
VALUES = st.text(st.characters(), max_size=30)
FORMS = st.dictionaries(NAMES | VALUES, VALUES, max_size=8)
ALMOST = FORMS.map(lambda fields: {**message(), **fields})
ALMOST_STATUS = FORMS.map(lambda fields: {**status("failed"), **fields})


@given(FORMS | ALMOST | ALMOST_STATUS)
def test_no_form_can_stall_the_desk(form: dict[str, str]) -> None:
    for found in (arrival(form, NOW), receipt(form, 7, NOW)):
        assert 0 < len(found.ext_id) <= 140
        found.body.encode()
        assert not (found.heard and found.problem)
        assert not found.errands or found.heard
