"""What Twilio's refusals and failures mean for a message."""

from typing import Any

import pytest
from structlog.testing import capture_logs
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException

from bot.channels.delivery import Held, Lost, NotNow, Refused
from bot.channels.whatsapp.codes import DAY_IS_FULL, LONGEST_BACKOFF, ending, fault
from bot.http import AnswerLost, NeverSent, NotInTime, ServerTrouble
from handlers.messages import Fault
from tests.desks import NOON, HandClock


def refusal(code: int, status: int = 400) -> TwilioRestException:
    return TwilioRestException(status, "/Messages.json", "Invalid 'To' Phone Number: +62…", code)


def logged_by(error: Exception) -> list[Any]:
    with capture_logs() as logged:
        ending(error, 1)
    return logged


@pytest.mark.parametrize(
    ("meant", "codes"),
    [
        ("closed", (63016,)),
        ("unreachable", (63024, 63003, 21211)),
        ("unreachable", (63014, 21610)),
        ("never", (63032,)),
        ("capped", (63049,)),
        ("later", (63018, 63017, 63038, 20429)),
        ("ours", (63013, 63021, 63028, 21656, 92007)),
        ("later", (63019, 63005, 11751)),
        ("ours", (63007, 63008, 20003, 20404)),
        ("later", (63001, 63012, 63020, 30001, 30036)),
        ("later", (99999, 0)),
    ],
)
def test_a_failure_told_later_has_a_reason(meant: Fault, codes: tuple[int, ...]) -> None:
    assert [fault(code) for code in codes] == [meant] * len(codes)


def test_what_was_never_sent_goes_again_soon_and_holds_up_nobody_else() -> None:
    assert ending(NeverSent("no connection"), 3) == NotNow(8, "no connection", whole=False)


@pytest.mark.parametrize("error", [AnswerLost("cut"), NotInTime("late"), ServerTrouble("503")])
def test_what_may_have_been_executed_is_not_said_to_have_failed(error: Exception) -> None:
    assert ending(error, 1) == Lost(str(error))


@pytest.mark.parametrize(
    ("code", "status"),
    [(20429, 429), (21611, 400), (63017, 400), (63038, 400), (429, 429)],
)
def test_too_many_requests_slow_the_whole_channel_down(code: int, status: int) -> None:
    ended = ending(refusal(code, status), 2)
    assert ended == NotNow(4, f"{code}: refused with {status}", whole=True)


@pytest.mark.parametrize("code", [63001, 63012, 63020, 30001])
def test_trouble_on_the_way_passes_and_holds_up_nobody_else(code: int) -> None:
    assert ending(refusal(code), 2) == NotNow(4, f"{code}: refused with 400", whole=False)
    assert logged_by(refusal(code)) == []


def test_no_wait_grows_beyond_bounds() -> None:
    for error in (NeverSent(), refusal(20429, 429)):
        ended = ending(error, 300)
        assert isinstance(ended, NotNow) and ended.seconds == LONGEST_BACKOFF


def test_one_person_too_many_for_today_stops_no_answers_to_others() -> None:
    ended = ending(refusal(63018, 429), 1)
    assert ended == NotNow(DAY_IS_FULL, "63018: refused with 429", whole=False)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (20003, 401),
        (20003, 403),
        (20404, 404),
        (63007, 400),
        (63008, 400),
        (10001, 403),
        (20005, 403),
        (401, 401),
    ],
)
def test_an_account_that_is_not_ours_stops_everything_and_is_told(code: int, status: int) -> None:
    error = refusal(code, status)
    assert ending(error, 1) == NotNow(LONGEST_BACKOFF, f"{code}: refused with {status}", whole=True)
    (line,) = logged_by(error)
    assert (line["event"], line["log_level"]) == ("twilio_refuses_us", "error")


@pytest.mark.parametrize(
    "error",
    [
        refusal(404, 404),
        TwilioRestException(400, "/Messages.json", "without a code"),
        refusal(30999, 403),
        TwilioException("no page"),
    ],
    ids=["something before Twilio", "no code", "forbidden", "nonsense"],
)
def test_a_refusal_that_may_be_mended_kills_no_message(error: Exception) -> None:
    ended = ending(error, 1)
    assert isinstance(ended, NotNow)
    assert (ended.seconds, ended.whole) == (LONGEST_BACKOFF, False)
    assert [line["event"] for line in logged_by(error)] == ["twilio_refuses_us"]


@pytest.mark.parametrize("code", [21211, 63003, 63024, 63014, 21610])
def test_who_cannot_be_reached_is_known_as_such(code: int) -> None:
    assert ending(refusal(code), 1) == Refused(f"{code}: refused with 400", unreachable=True)
    assert logged_by(refusal(code)) == []


def test_a_window_that_is_shut_holds_the_message() -> None:
    assert ending(refusal(63016), 1, HandClock()) == Held("63016: refused with 400", NOON)


@pytest.mark.parametrize("code", [63049, 63032])
def test_what_whatsapp_drops_is_not_tried_again(code: int) -> None:
    assert ending(refusal(code), 1) == Refused(f"{code}: refused with 400")
    assert logged_by(refusal(code)) == []


@pytest.mark.parametrize("code", [21656, 63013, 63021, 63028, 92007, 21654, 12345])
def test_a_mistake_of_ours_is_told_with_its_code_and_no_words(code: int) -> None:
    assert ending(refusal(code), 1) == Refused(f"{code}: refused with 400")
    (line,) = logged_by(refusal(code))
    assert (line["event"], line["code"], line["log_level"]) == (
        "twilio_refuses_a_message",
        code,
        "error",
    )
    assert "+62" not in str(line)


def test_the_newer_form_of_refusals_means_the_same() -> None:
    problem = TwilioServiceException("https://www.twilio.com/docs", "Too many", 429, 20429)
    assert ending(problem, 1) == NotNow(2, "20429: refused with 429", whole=True)
