"""The clock: quotes expire, tokens end and numbers count years by it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.check.findings import Note, fail, ok
from handlers.messages import Phrase

CLOCK = Phrase("check-clock")

YEARS = range(2026, 2100)
"""A machine whose battery died wakes up long before the first of them."""

FARTHEST = timedelta(seconds=60)
"""How far our clock may be from a channel's; an officer's token lives by the minute."""


def alone(now: datetime, zone: str = "Asia/Jakarta") -> Note:
    """What can be told without asking anybody."""
    try:
        ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        advice = Phrase("check-clock-zones-advice")
        return fail(CLOCK, Phrase("check-clock-zones", {"zone": zone}), advice)
    if now.year not in YEARS:
        return fail(CLOCK, Phrase("check-clock-year", {"at": now}), Phrase("check-clock-advice"))
    return ok(CLOCK, Phrase("check-clock-fine", {"at": now}))


def beside(now: datetime, theirs: datetime, whose: str) -> Note:
    """Our clock beside that of the channel's server."""
    seconds = round(abs(now - theirs).total_seconds())
    if abs(now - theirs) > FARTHEST:
        found = Phrase("check-clock-apart", {"seconds": seconds, "whose": whose})
        return fail(CLOCK, found, Phrase("check-clock-advice"))
    return ok(CLOCK, Phrase("check-clock-agrees", {"seconds": seconds, "whose": whose}))
