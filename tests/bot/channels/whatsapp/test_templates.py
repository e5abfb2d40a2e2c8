"""The notices before WhatsApp: how they are written, submitted, approved and replaced."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.whatsapp import templates as module
from bot.channels.whatsapp.api import Approval, Twilio
from bot.channels.whatsapp.templates import SAMPLES, Template, Templates, notices, templates
from bot.http import Http
from handlers.messages import Phrase, Prompt, Spoken
from handlers.notices import NOTICES
from storage import contents
from storage.contents import Kept
from storage.database import Database
from tests.desks import NOON, SPEECH, HandClock
from tests.doubles import twilio
from tests.doubles.twilio import Fault

EVERY = templates(SPEECH)
ORDER = next(one for one in EVERY if one.key == "id.notice-order")
PLACE = re.compile(r"\{\{\d\}\}")


class Reworded:
    """The voice of a release with other words in one notice."""

    languages = SPEECH.languages

    def speak(self, prompt: Prompt, language: str) -> Spoken:
        spoken = SPEECH.speak(prompt, language)
        return replace(spoken, text=spoken.text.replace("Kabar pesanan", "Berita pesanan"))


REWORDED = next(one for one in templates(Reworded()) if one.key == ORDER.key)


@pytest.fixture
async def double() -> AsyncIterator[twilio.Twilio]:
    async with twilio.Twilio() as double:
        yield double


@pytest.fixture
async def api(double: twilio.Twilio) -> AsyncIterator[Twilio]:
    http = Http()
    yield Twilio(
        http,
        account_sid=double.account_sid,
        user=double.api_key,
        password=double.api_secret,
        sender=double.number,
        public_url="https://pesan.example.id",
        api_url=double.base_url,
    )
    await http.close()


@pytest.fixture
def ours(api: Twilio, database: Database) -> Templates:
    return Templates(api, database, HandClock(), notices(SPEECH))


@pytest.fixture
def later(api: Twilio, database: Database) -> Templates:
    """The same desk after the words of a notice changed."""
    return Templates(api, database, HandClock(), notices(Reworded()))


def body(one: Template) -> str:
    types: Any = one.definition["types"]
    return str(types["twilio/quick-reply"]["body"])


async def used(database: Database) -> Kept | None:
    """What may begin a conversation about an order, in Indonesian."""
    return await database.read(lambda c: contents.approved(c, ORDER.key))


async def status(of: Templates) -> Mapping[str, tuple[str, str, bool]]:
    return {
        contents.name(r.key, r.language): (r.status, r.reason, r.usable) for r in await of.listed()
    }


# ---- how they are written


def test_a_notice_is_a_template_with_one_button() -> None:
    assert ORDER.definition == {
        "friendly_name": ORDER.name,
        "language": "id",
        "variables": {"1": "PB-0123", "2": "Bengkel Kerja", "3": "sedang diproduksi"},
        "types": {
            "twilio/quick-reply": {
                "body": "Kabar pesanan {{1}} dari {{2}}: statusnya sekarang {{3}}. "
                "Balas pesan ini bila Bapak/Ibu ingin bertanya.",
                "actions": [{"type": "QUICK_REPLY", "title": "Tampilkan", "id": "/read"}],
            }
        },
    }


def test_every_notice_is_there_in_every_language() -> None:
    expected = {contents.name(notice, language) for notice in NOTICES for language in ("id", "en")}
    assert {one.key for one in EVERY} == expected
    assert len({one.name for one in EVERY}) == len(EVERY) == len(expected)
    assert set(SAMPLES) == {name for names in NOTICES.values() for name in names}


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.key)
def test_meta_would_take_its_form(one: Template) -> None:
    text, places = body(one), PLACE.findall(body(one))
    pieces = PLACE.split(text)
    words = PLACE.sub("", text).split()
    assert re.fullmatch(r"[a-z0-9_]{1,512}", one.name)
    assert sorted(places) == [f"{{{{{at}}}}}" for at in range(1, len(places) + 1)]
    assert re.search(r"\w", pieces[0]), "it begins with a value"
    assert re.search(r"\w", pieces[-1]), "it ends with a value"
    assert all(re.search(r"\w", between) for between in pieces[1:-1]), "two values side by side"
    assert len(words) >= 2 * len(places) + 1
    assert not re.search(r"\n{3}| {5}|\t", text)
    assert len(text) + 40 * len(places) <= 1024


def test_other_words_are_another_template() -> None:
    assert REWORDED.key == ORDER.key
    assert REWORDED.name != ORDER.name
    assert REWORDED.fingerprint != ORDER.fingerprint


def test_the_text_is_what_the_channel_says() -> None:
    values = {name: f"{{{{{at}}}}}" for at, name in enumerate(NOTICES["notice-order"], 1)}
    said = SPEECH.speak(Prompt((Phrase("notice-order", values),)), "id").text
    assert ORDER.text == body(ORDER) == said
    assert contents.name("notice-order", "id") == ORDER.key


# ---- before WhatsApp


async def test_before_anything_is_submitted_nothing_may_be_used(
    ours: Templates, database: Database
) -> None:
    assert set((await status(ours)).values()) == {("unsubmitted", "", False)}
    assert await used(database) is None


async def test_everything_is_submitted_once(ours: Templates, double: twilio.Twilio) -> None:
    assert sorted(await ours.submit()) == sorted(one.name for one in EVERY)
    assert await ours.submit() == []
    submitted = [content.approval for content in double.contents.items.values()]
    assert {(a.name, a.category) for a in submitted if a} == {(o.name, "UTILITY") for o in EVERY}
    assert len(submitted) == len(EVERY)


async def test_what_was_approved_is_used_once_we_have_asked(
    ours: Templates, double: twilio.Twilio, database: Database
) -> None:
    await ours.submit()
    double.approves(ORDER.name)
    assert await used(database) is None
    await ours.refresh()
    sid = double.contents.find(ORDER.name).sid
    assert await used(database) == Kept(
        ORDER.key, sid, ORDER.fingerprint, "approved", checked_at=NOON
    )
    assert (await status(ours))[ORDER.key] == ("approved", "", True)


async def test_what_was_rejected_says_why_and_is_not_submitted_again(
    ours: Templates, double: twilio.Twilio
) -> None:
    await ours.submit()
    double.rejects(ORDER.name, "TAG_CONTENT_MISMATCH")
    assert await ours.submit() == []
    assert (await status(ours))[ORDER.key] == ("rejected", "TAG_CONTENT_MISMATCH", False)


async def test_what_was_paused_is_used_no_more(
    ours: Templates, double: twilio.Twilio, database: Database
) -> None:
    double.contents.verdict = "approved"
    await ours.submit()
    await ours.refresh()
    assert await used(database) is not None
    approval = double.contents.find(ORDER.name).approval
    assert approval is not None
    approval.status = "paused"
    await ours.refresh()
    assert await used(database) is None


async def test_what_a_submission_kept_stays_though_an_older_answer_comes_later(
    ours: Templates,
    api: Twilio,
    double: twilio.Twilio,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The hourly question of the desk, and a submission at a terminal."""
    double.contents.verdict = "pending"
    await ours.submit()
    asked = api.approval
    newer: list[Kept] = []

    async def slow(sid: str) -> Approval:
        said = await asked(sid)
        kept = await database.read(lambda c: contents.kept(c, ORDER.key))
        assert kept is not None
        if sid == kept.sid:
            newer.append(replace(kept, sid="HX" + "9" * 32, fingerprint="f" * 64))
            await database.write(lambda c: contents.keep(c, newer[-1]))
        return said

    monkeypatch.setattr(api, "approval", slow)
    await ours.refresh()
    assert [await database.read(lambda c: contents.kept(c, ORDER.key))] == newer


# ---- other words


async def test_earlier_words_are_used_until_the_new_ones_are_approved(
    ours: Templates, later: Templates, double: twilio.Twilio, database: Database
) -> None:
    double.contents.verdict = "approved"
    await ours.submit()
    await ours.refresh()
    before = await used(database)
    double.contents.verdict = "pending"
    assert (await status(later))[ORDER.key] == ("unsubmitted", "", True)
    assert await later.submit() == [REWORDED.name]
    await later.refresh()
    assert await used(database) == before
    assert (await status(later))[ORDER.key] == ("pending", "", True)

    double.approves(REWORDED.name)
    await later.refresh()
    now = await used(database)
    assert now is not None
    assert now.sid == double.contents.find(REWORDED.name).sid
    assert now.fingerprint == REWORDED.fingerprint
    assert before is not None
    assert before.sid not in double.contents.items
    assert await later.submit() == []


async def test_rejected_new_words_leave_the_earlier_ones_in_use(
    ours: Templates, later: Templates, double: twilio.Twilio, database: Database
) -> None:
    double.contents.verdict = "approved"
    await ours.submit()
    await ours.refresh()
    before = await used(database)
    double.contents.verdict = "rejected"
    await later.submit()
    await later.refresh()
    assert await used(database) == before
    assert (await status(later))[ORDER.key] == ("rejected", "", True)

    assert await ours.submit() == []
    assert len(double.contents.items) == len(EVERY)
    assert (await status(ours))[ORDER.key] == ("approved", "", True)


async def test_words_that_were_never_approved_make_way_at_once(
    ours: Templates, later: Templates, double: twilio.Twilio
) -> None:
    await ours.submit()
    assert await later.submit() == [REWORDED.name]
    assert len(double.contents.items) == len(EVERY)
    assert (await status(later))[ORDER.key] == ("received", "", False)


async def test_new_words_that_changed_again_while_they_waited_make_way(
    ours: Templates, later: Templates, double: twilio.Twilio, database: Database
) -> None:
    double.contents.verdict = "approved"
    await later.submit()
    await later.refresh()
    double.contents.verdict = "pending"
    await ours.submit()
    double.contents.find(ORDER.name).approval = None
    assert await ours.submit() == [ORDER.name]
    assert await later.submit() == []
    assert len(double.contents.items) == len(EVERY)
    assert (await database.read(lambda c: contents.kept(c, ORDER.key + ".next"))) is None


async def test_a_notice_that_is_needed_no_more_is_removed(
    ours: Templates, double: twilio.Twilio, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ours.submit()
    others = {notice: values for notice, values in NOTICES.items() if notice != "notice-order"}
    monkeypatch.setattr(module, "NOTICES", others)
    await ours.submit()
    assert len(double.contents.items) == len(EVERY) - 2
    assert await database.read(lambda c: contents.kept(c, ORDER.key)) is None


# ---- trouble


async def test_a_template_whose_answer_was_lost_is_found_again(
    ours: Templates, double: twilio.Twilio
) -> None:
    double.fault("content create", Fault.answer_lost())
    with pytest.raises(Exception, match="connection lost"):
        await ours.submit()
    assert len(await ours.submit()) == len(EVERY)
    assert len(double.contents.items) == len(EVERY)


async def test_a_submission_whose_answer_was_lost_is_not_repeated(
    ours: Templates, double: twilio.Twilio
) -> None:
    double.fault("approval create", Fault.answer_lost())
    with pytest.raises(Exception, match="connection lost"):
        await ours.submit()
    assert len(await ours.submit()) == len(EVERY) - 1
    assert len(double.called("approval create")) == len(EVERY)


async def test_a_template_somebody_removed_at_twilio_is_brought_again(
    ours: Templates, double: twilio.Twilio
) -> None:
    await ours.submit()
    double.contents.delete(double.contents.find(ORDER.name).sid)
    assert await ours.submit() == [ORDER.name]


async def test_new_words_are_used_though_somebody_removed_the_earlier_ones(
    ours: Templates, later: Templates, double: twilio.Twilio, database: Database
) -> None:
    double.contents.verdict = "approved"
    await ours.submit()
    await ours.refresh()
    await later.submit()
    double.contents.delete(double.contents.find(ORDER.name).sid)
    await later.refresh()
    now = await used(database)
    assert now is not None
    assert now.sid == double.contents.find(REWORDED.name).sid


async def test_shapes_are_none_of_its_business(
    ours: Templates, api: Twilio, database: Database
) -> None:
    shape = Kept("id.rows4.", "HX" + "0" * 32, "f" * 64)
    await database.write(lambda c: contents.keep(c, shape))
    await ours.submit()
    assert await database.read(lambda c: contents.kept(c, shape.key)) == shape
