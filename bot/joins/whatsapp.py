"""How a desk is joined to its WhatsApp number at Twilio."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from hashlib import sha256

import structlog

from bot.channels import whatsapp
from bot.channels.whatsapp.catchup import CatchUp
from bot.channels.whatsapp.channel import WINDOW, WhatsApp
from bot.channels.whatsapp.codes import UNSENT
from bot.channels.whatsapp.contents import Contents
from bot.channels.whatsapp.templates import Templates, notices, promotions
from bot.desk import Desk
from bot.http import Http
from bot.joins import Joined, Work
from bot.outbox import Dispatcher
from bot.pacing import WHATSAPP, Limits
from bot.promoting import Feeder
from bot.settings import Settings
from bot.twilio_account import openers, secrets_of, twilio_of
from bot.web.files import files_routes, link
from bot.web.whatsapp import webhooks
from handlers.messages import Attachment
from services.money import Rupiah
from services.promotions import Fees
from storage.promoting import Rules

ASK_EVERY = 3600.0
"""Seconds between two questions to WhatsApp what it says to our notices."""

BRING_EVERY = 60.0
"""Seconds until a promotion that was approved here is brought before WhatsApp, and between two
questions what it says to those that are on their way."""

log = structlog.get_logger()


def join_whatsapp(settings: Settings, desk: Desk, http: Http, limits: Limits | None) -> Joined:
    """Join the desk to its number: Twilio posts to us what people write.

    Whether Twilio can be reached at this moment does not matter: what waits goes when it can.
    """
    twilio = twilio_of(settings, http)
    secrets = secrets_of(settings)
    seal = sha256(b"links to files: " + secrets[0].encode()).digest()
    voice, database, clock = desk.shop.voice, desk.database, desk.clock

    def address(picture: Attachment) -> str:
        return link(picture, clock(), public_url=settings.public_url, secret=seal)

    channel = WhatsApp(
        twilio,
        database,
        Contents(twilio, database, clock, openers(voice)),
        desk.files,
        address,
        desk.intake.take,
        voice,
        clock,
    )
    number = settings.whatsapp_number.removeprefix("+")
    desk.shop.doors[whatsapp.NAME] = f"https://wa.me/{number}?text=%23{{}}"
    desk.shop.fees[whatsapp.NAME] = Fees(
        Rupiah(settings.whatsapp_reply_rupiah), Rupiah(settings.whatsapp_marketing_rupiah)
    )
    desk.files.register(whatsapp.NAME, channel.fetcher)
    dispatcher = Dispatcher(
        channel,
        database,
        limits or WHATSAPP,
        voice,
        clock,
        desk.metrics,
        duty=desk.duties.duty("whatsapp send"),
        sole=True,
        hours=desk.shop.promotes_at,
    )
    desk.dispatchers.append(dispatcher)
    feeder = Feeder(
        dispatcher, database, desk.shop, clock, Rules(settings.whatsapp_daily_reach, WINDOW)
    )
    incoming = webhooks(
        desk.intake.take,
        public_url=settings.public_url,
        account_sid=settings.twilio_account_sid,
        secrets=secrets,
        clock=clock,
    )
    worded = Templates(twilio, database, clock, notices(voice))
    promoted = Templates(twilio, database, clock, promotions(voice, clock))
    catch_up = CatchUp(twilio, database, desk.intake.take, clock)
    routes = [*incoming, *files_routes(desk.files, seal, clock)]
    work: dict[str, Work] = {
        "whatsapp catch-up": catch_up.run,
        "whatsapp notices": partial(_again, worded.refresh, lambda: ASK_EVERY),
        "whatsapp templates": partial(_again, promoted.tend, lambda: BRING_EVERY),
        "whatsapp promotions": feeder.run,
    }
    return Joined(routes, work)


async def _again(look: Callable[[], Awaitable[None]], every: Callable[[], float]) -> None:
    """Learn what WhatsApp has approved, or taken back, without anybody asking."""
    while True:
        try:
            await look()
        except UNSENT as error:
            log.warning("templates_not_refreshed", why=type(error).__name__)
        except Exception:
            log.exception("templates_not_refreshed")
        await asyncio.sleep(every())
