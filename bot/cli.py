"""The command line: `prokana run`, `chat`, `staff invite`, `whatsapp …`, `check`.

Each command brings in what it needs itself, for what the others need would stay in memory.
"""
# ruff: noqa: PLC0415 - that is done here throughout

import argparse
import asyncio
import getpass
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from pathlib import Path

from bot import clock
from bot.joins import Undone
from bot.logs import configure
from bot.settings import Settings, SettingsInvalid, read_settings
from bot.speech import Speech
from handlers.messages import Phrase, Prompt, Value
from services.catalogue import CatalogueInvalid
from services.orders import Role


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Mistakes in settings or catalogue are listed."""
    chosen = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        configure(settings)
        if chosen.command == "run" and chosen.workers > 1:
            return _several(chosen.workers, settings)
        with suppress(KeyboardInterrupt):
            return asyncio.run(_command(chosen, settings))
    except (SettingsInvalid, CatalogueInvalid, Undone) as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="prokana", description="The desk of a workshop.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run the desk")
    run.add_argument("--try", dest="try_it", action="store_true", help="only the try-it page")
    run.add_argument("--workers", type=int, default=1, help="processes, with PostgreSQL")
    chat = commands.add_parser("chat", help="talk to the desk in this terminal")
    chat.add_argument("--as", dest="name", default="Tamu", help="who you are")
    chat.add_argument("--staff", action="store_true", help="sit in the staff chat")
    staff = commands.add_parser("staff", help="officers").add_subparsers(
        dest="staff", required=True
    )
    invite = staff.add_parser("invite", help="print a one-time code")
    invite.add_argument("--role", choices=[r.value for r in Role], default=Role.DESK.value)
    _add_whatsapp(
        commands.add_parser("whatsapp", help="what Twilio keeps for us").add_subparsers(
            dest="whatsapp", required=True
        )
    )
    _add_figures(commands)
    promo = commands.add_parser("promo", help="promotions").add_subparsers(
        dest="promo", required=True
    )
    new = promo.add_parser("new", help="keep a draft that officers then submit and approve")
    new.add_argument("file", help="written as officers write it: the name, then labelled lines")
    _add_partners(commands)
    move = commands.add_parser("move", help="copy all of a stopped desk into the database set")
    move.add_argument("file", help="the SQLite file it was in")
    check = commands.add_parser("check", help="examine the configuration")
    check.add_argument("--deep", action="store_true", help="and every row of the database")
    return parser


def _add_figures(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    cost = commands.add_parser("cost", help="what a variant costs to make, for officers")
    cost.add_argument("variant", nargs="*", help="in words: eva 5mm logo 1 warna")
    cost.add_argument("--pairs", type=_quantities, default=(), help="500,1000,5000")
    catalogue = commands.add_parser("catalogue", help="the figures prices come from")
    doing = catalogue.add_subparsers(dest="catalogue", required=True)
    doing.add_parser("show", help="every figure in force now, with its source")
    diff = doing.add_parser("diff", help="what a file says otherwise, figure by figure")
    diff.add_argument("file")
    load = doing.add_parser("load", help="sell from a file from now on; shows what that changes")
    load.add_argument("file")
    load.add_argument("--source", default="", help="what the new figures come from")
    load.add_argument("--by", default="", help="who loads it")
    load.add_argument("--yes", action="store_true", help="do not ask")


def _add_partners(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    whole = commands.add_parser("partners", help="hotels and people the workshop knows")
    doing = whole.add_subparsers(dest="partners", required=True)
    load = doing.add_parser("import", help="take partners from a CSV file; brings no consent")
    load.add_argument("file")
    load.add_argument("--dry-run", action="store_true", help="only say what would change")
    load.add_argument("--skip-bad", action="store_true", help="take the good rows all the same")
    export = doing.add_parser("export", help="write all that is known as CSV, with consents")
    export.add_argument("file", nargs="?", help="where to; otherwise it is printed")


def _quantities(text: str) -> tuple[int, ...]:
    """Of "500,1000"; argparse tells whoever writes something else."""
    found = tuple(int(part) for part in text.split(","))
    if min(found) < 1:
        raise ValueError(text)
    return found


def _add_whatsapp(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    commands.add_parser("sync", help="have the message shapes ready")
    shown = commands.add_parser("templates", help="list the notices WhatsApp has to approve")
    shown.add_argument("--submit", action="store_true", help="submit what WhatsApp has not seen")


async def _command(chosen: argparse.Namespace, settings: Settings) -> int:
    match chosen.command:
        case "run":
            await _run(settings, try_it=chosen.try_it)
        case "chat":
            await _chat(settings, chosen.name, staff=chosen.staff)
        case "staff":
            await _invite(settings, Role(chosen.role))
        case "whatsapp" | "partners":
            await _told(settings, chosen)
        case "cost" | "catalogue":
            await _figures(settings, chosen)
        case "promo":
            await _promo(settings, chosen)
        case "move":
            await _move(settings, Path(chosen.file))
        case _:
            return await _check(settings, deeply=chosen.deep)
    return 0


def _several(number: int, settings: Settings) -> int:
    from bot.workers import run_several

    return run_several(settings, number, lambda url: _ready(settings, url))


async def _run(settings: Settings, *, try_it: bool) -> None:
    from bot.app import serve, settle

    def ready(url: str) -> None:
        _ready(settings, url)
        settle()

    await serve(settings, try_it=try_it, ready=ready)


def _ready(settings: Settings, url: str) -> None:
    key = "cli-serving" if settings.public else "cli-try"
    print(_words(settings, key, url=url), flush=True)


async def _chat(settings: Settings, name: str, *, staff: bool) -> None:
    from bot.desk import opened
    from bot.terminal import Terminal, read_lines

    lines: asyncio.Queue[str | None] = asyncio.Queue()
    reading = asyncio.create_task(read_lines(lines))
    async with opened(settings) as desk:
        await Terminal(desk, name, staff).converse(lines)
    await reading


async def _invite(settings: Settings, role: Role) -> None:
    from bot.desk import opened
    from storage import upkeep

    async with opened(settings) as desk:
        code = await desk.database.write(
            lambda c: upkeep.invite(c, role, clock.wall()), name="invite"
        )
    print(_words(settings, "cli-invitation", code=code, role=Phrase(f"role-{role.value}")))


async def _promo(settings: Settings, chosen: argparse.Namespace) -> None:
    from bot.desk import opened
    from handlers.staff.promotion_text import Unread, draft_of, reader, said_of
    from storage.desk import SqlDesk

    try:
        text = await asyncio.to_thread(Path(chosen.file).read_text, "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Undone(_words(settings, "cli-promo-unread", file=chosen.file)) from error
    async with opened(settings) as desk:
        now = desk.clock()
        read = reader(desk.shop.catalogue, now.astimezone(desk.shop.zone)).read(text)
        if isinstance(read, Unread):
            raise Undone(_spoken(settings, said_of(read)))
        draft, who = draft_of(read), getpass.getuser()
        kept = await desk.database.write(
            lambda c: SqlDesk(c, desk.shop, now).write_promotion(draft, who, None),
            name="write-promotion",
        )
    print(_words(settings, "cli-promo-kept", id=kept.id))


async def _figures(settings: Settings, chosen: argparse.Namespace) -> None:
    if chosen.command == "catalogue" and chosen.catalogue == "load":
        await _load(settings, chosen)
        return
    from bot import costs_cli
    from bot.desk import opened
    from storage import rates

    async with opened(settings) as desk:
        now = desk.clock()
        catalogue = await desk.database.read(lambda c: rates.at(c, desk.shop.catalogue, now))
    if chosen.command == "cost":
        lines = costs_cli.costs(settings, catalogue, " ".join(chosen.variant), chosen.pairs)
    elif chosen.catalogue == "show":
        lines = costs_cli.shown(settings, catalogue)
    else:
        lines = costs_cli.compared(settings, catalogue, Path(chosen.file))
    for line in lines:
        print(line)


async def _load(settings: Settings, chosen: argparse.Namespace) -> None:
    """Sell from another file, unless a published price would come to lie under its floor."""
    from bot import costs_cli
    from bot.desk import opened
    from services.catalogue import load
    from services.loading import loading
    from storage import catalogues, rates

    file = load(Path(chosen.file))
    async with opened(settings) as desk:
        now = desk.clock()
        changes = await desk.database.read(rates.changes)
        current = await desk.database.read(lambda c: rates.at(c, desk.shop.catalogue, now))
        for line in costs_cli.compared(settings, current, Path(chosen.file)):
            print(line)
        found = loading(current, file, rates.of_figures(changes), now)
        for line in costs_cli.announced(settings, found):
            print(line)
        if found.broken:
            raise Undone(_words(settings, "cli-load-refused"))
        if not chosen.yes and not await asyncio.to_thread(_agreed, settings):
            print(_words(settings, "cli-load-left"))
            return
        source = chosen.source or Path(chosen.file).name
        who = chosen.by or getpass.getuser()
        newest = changes[-1].id if changes else 0
        done = await desk.database.write(
            lambda c: catalogues.sell_from(c, file, source, who, desk.clock(), newest),
            name="load-catalogue",
        )
    if not done:
        raise Undone(_words(settings, "cli-load-changed"))
    print(_words(settings, "cli-loaded"))


def _agreed(settings: Settings) -> bool:
    asked = _words(settings, "cli-load-ask")
    return input(f"{asked} ").strip().casefold() in {"y", "ya", "yes"}


async def _move(settings: Settings, file: Path) -> None:
    from sqlalchemy import Connection, create_engine

    from storage import moving
    from storage.database import Database, is_sqlite
    from storage.migrate import upgrade

    if is_sqlite(settings.database_url):
        raise Undone("PROKANA_DATABASE_URL must name the PostgreSQL to move into")
    if not await asyncio.to_thread(file.is_file):
        raise Undone(f"there is no file {file}")
    old, new = create_engine(f"sqlite:///{file}"), Database(settings.database_url)

    def unit(connection: Connection) -> int:
        upgrade(connection)
        with old.begin() as left:
            upgrade(left)
            return moving.move(left, connection)

    try:
        count = await new.write(unit, name="move")
    except moving.NotEmpty as error:
        raise Undone(f"the database has rows of its own, in {error}") from None
    finally:
        old.dispose()
        await new.close()
    print(_words(settings, "cli-moved", count=count))


async def _told(settings: Settings, chosen: argparse.Namespace) -> None:
    """Commands that tell what they do, line by line."""
    lines = _partners if chosen.command == "partners" else _whatsapp
    async for line in lines(settings, chosen):
        print(line, flush=True)


def _whatsapp(settings: Settings, chosen: argparse.Namespace) -> AsyncIterator[str]:
    from bot.whatsapp_cli import sync, templates

    if chosen.whatsapp == "sync":
        return sync(settings)
    return templates(settings, submit=chosen.submit)


def _partners(settings: Settings, chosen: argparse.Namespace) -> AsyncIterator[str]:
    from bot.partners_cli import run

    return run(settings, chosen)


async def _check(settings: Settings, *, deeply: bool) -> int:
    from bot.check import examine

    findings = await examine(settings, deeply=deeply)
    for finding in findings:
        print(finding)
    return int(any(finding.level == "fail" for finding in findings))


def _words(settings: Settings, key: str, **values: Value) -> str:
    return _spoken(settings, Phrase(key, values))


def _spoken(settings: Settings, phrase: Phrase) -> str:
    return Speech(clock.LOCAL).speak(Prompt((phrase,)), settings.staff_language).text
