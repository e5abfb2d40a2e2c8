"""`prokana partners …`: hotels and people the workshop knows, from a spreadsheet and into one."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.clock import LOCAL
from bot.desk import Desk, opened
from bot.joins import Undone
from bot.settings import Settings
from bot.speech import Speech, plain
from handlers.messages import Joint, Phrase, Prompt, Value
from services.catalogue import Catalogue, Texts
from services.partner_file import LARGEST, FileUnusable, Sheet, read_sheet, write_sheet
from services.partners import NON_STAR, Fault, Partner, Plan, Wrong, plan
from storage import partners
from storage.partners import Known

SHOWN = 40
"""Partners that are named one by one."""

_COLUMNS = ("name", "stars", "place", "phone", "telegram", "language", "note")


async def run(settings: Settings, chosen: argparse.Namespace) -> AsyncIterator[str]:
    """Do what was typed, and tell about it; raises `Undone` where nothing of it was done."""
    async with opened(settings) as desk:
        if chosen.partners == "export":
            yield await _export(settings, desk, chosen.file)
            return
        sheet = await asyncio.to_thread(_read, settings, desk.shop.catalogue, Path(chosen.file))
        done = await _taken(desk, sheet, dry=chosen.dry_run, skip=chosen.skip_bad)
        bad = [*_complaints(settings, (*sheet.wrong, *done.wrong))]
        if bad and not chosen.skip_bad and not chosen.dry_run:
            raise Undone(*bad, _spoken(settings, Phrase("partners-nothing-done")))
        for line in _told(settings, sheet, done, bad, dry=chosen.dry_run):
            yield line


async def _taken(desk: Desk, sheet: Sheet, *, dry: bool, skip: bool) -> Plan:
    """What the file adds, which is written down unless it is a `dry` run, or has wrong rows that
    nobody said to `skip`.
    """

    def unit(connection: Connection) -> Plan:
        partners.alone(connection)
        found = plan(partners.every(connection), sheet.rows)
        if skip or not (found.wrong or sheet.wrong):
            partners.keep(connection, found, desk.clock())
        return found

    if dry:
        return await desk.database.read(lambda c: plan(partners.every(c), sheet.rows))
    return await desk.database.write(unit, name="import-partners")


def _read(settings: Settings, catalogue: Catalogue, file: Path) -> Sheet:
    places = {
        word: place.key
        for place in catalogue.delivery
        for word in (place.key, *place.words, *place.label.root.values())
    }
    try:
        with file.open("rb") as raw:
            return read_sheet(raw.read(LARGEST + 1), places)
    except OSError as error:
        said = Phrase("partners-no-file", {"path": str(file), "why": error.strerror or ""})
        raise Undone(_spoken(settings, said)) from None
    except FileUnusable as error:
        values: dict[str, Value] = {"words": error.words, "line": str(error.line)}
        raise Undone(_spoken(settings, Phrase(f"partners-file-{error.why}", values))) from None


def _complaints(settings: Settings, wrong: tuple[Wrong, ...]) -> Iterator[str]:
    for one in sorted(wrong, key=lambda w: w.line):
        yield _spoken(settings, _complaint(one))


def _complaint(one: Wrong) -> Phrase:
    values: dict[str, Value] = {"words": one.words, "other": str(one.other)}
    why = Phrase(f"partner-wrong-{Fault(one.fault)}", values)
    return Phrase("partner-wrong", {"line": str(one.line), "why": why})


def _told(
    settings: Settings, sheet: Sheet, done: Plan, bad: list[str], *, dry: bool
) -> Iterator[str]:
    """What was done, or would be: the new, the changed, the wrong, and what was not read."""
    yield from bad
    for entry in done.new[:SHOWN]:
        yield _spoken(settings, Phrase("partner-new", _shown(entry.line, entry.partner)))
    for change in done.changed[:SHOWN]:
        facts = Joint(tuple(_fact(n, change.old, change.new) for n in change.facts), by="; ")
        values = {**_shown(change.line, change.old), "facts": facts}
        yield _spoken(settings, Phrase("partner-changed", values))
    more = max(0, len(done.new) - SHOWN) + max(0, len(done.changed) - SHOWN)
    if more:
        yield _spoken(settings, Phrase("partners-more", {"count": more}))
    for key, headings in (
        ("partners-unread", sheet.unread),
        ("partners-consents", sheet.consents),
    ):
        if headings:
            yield _spoken(settings, Phrase(key, {"columns": ", ".join(headings)}))
    counts: dict[str, Value] = {
        "new": len(done.new),
        "changed": len(done.changed),
        "same": done.same,
        "bad": len({w.line for w in (*sheet.wrong, *done.wrong)}),
    }
    yield _spoken(settings, Phrase("partners-would" if dry else "partners-done", counts))
    yield _spoken(settings, Phrase("partners-no-consent"))


def _shown(line: int, partner: Partner) -> dict[str, Value]:
    handle = partner.telegram if partner.telegram.isdecimal() else f"@{partner.telegram}"
    return {"line": str(line), "name": partner.name, "reached": partner.phone or handle}


def _fact(name: str, old: Partner, new: Partner) -> Phrase:
    values: dict[str, Value] = {
        "fact": Phrase(f"partner-{name}"),
        "old": getattr(old, name) or "-",
        "new": getattr(new, name),
    }
    return Phrase("partner-fact", values)


async def _export(settings: Settings, desk: Desk, file: str | None) -> str:
    found = await desk.database.read(partners.known)
    places = {p.key: p.label for p in desk.shop.catalogue.delivery}
    heading = [*(f"partner-{name}" for name in _COLUMNS), "partner-consent", "partner-since"]
    rows = [[_spoken(settings, Phrase(key)) for key in heading]]
    rows += [_row(settings, one, places, desk.shop.zone) for one in found]
    written = write_sheet(rows)
    if file is None:
        return written.removesuffix("\r\n")
    await asyncio.to_thread(Path(file).write_text, written, "utf-8", newline="")
    return _spoken(settings, Phrase("partners-written", {"count": len(found), "path": file}))


def _row(settings: Settings, known: Known, places: dict[str, Texts], zone: ZoneInfo) -> list[str]:
    partner = known.partner
    town = places.get(partner.place)
    since = known.since.astimezone(zone) if known.since else None
    return [
        partner.name,
        _class(settings, partner),
        town.of(settings.staff_language) if town else partner.place,
        partner.phone,
        partner.telegram,
        partner.language,
        partner.note,
        _spoken(settings, Phrase(f"partner-consent-{known.consent}")),
        f"{since:%Y-%m-%d %H:%M}" if since else "",
    ]


def _class(settings: Settings, partner: Partner) -> str:
    """The stars, or where there are none to tell, what sort of customer they are."""
    if partner.stars == NON_STAR:
        return _spoken(settings, Phrase("partner-non-star"))
    return partner.stars or _spoken(
        settings, Phrase(f"kind-{partner.kind_known.replace('_', '-')}")
    )


def _spoken(settings: Settings, *body: Value) -> str:
    return plain(Speech(LOCAL).speak(Prompt(body), settings.staff_language).text)
