"""Ways into the chat: who came through which, and the customer's own code to pass on."""

import re
import secrets

from handlers import vouchers
from handlers.desk import Contact
from handlers.messages import Joint, Phrase, Prompt, Value
from handlers.scene import Scene, Shop
from services.sources import Source, SourceKind, well_formed

PRESSED = "press"
"""How somebody comes through a promotion."""

_TYPED = re.compile(r"(?:kode|code|referral|voucher)\s*[:#]?\s*([a-z0-9_-]{2,32})", re.IGNORECASE)


def arrive(scene: Scene) -> None:
    """Write down the source somebody comes through, once for each time; strange ones are none."""
    code = well_formed(scene.said.source)
    if code:
        come(scene, code, "link")


def typed(scene: Scene, text: str) -> bool:
    """Take a code that was typed, "kode pameran26", and say so; false where there is none such."""
    found = _TYPED.fullmatch(text.strip())
    source = come(scene, well_formed(found[1]), "word") if found else None
    if source is None:
        return False
    scene.contact.source = scene.contact.source or source.code
    offer = source.offer
    if offer is not None and vouchers.is_good(scene, source):
        values: dict[str, Value] = {"code": source.code, "percent": offer.percent}
        scene.say(Phrase("source-noted-offer", {**values, "until": offer.until}))
    else:
        scene.say(Phrase("source-noted", {"code": source.code}))
    return True


def come(scene: Scene, code: str, how: str) -> Source | None:
    """Write down that somebody came through a source; None where it is none, or was stopped. The
    code of a promotion is nobody's to type: it may give something off to those it was sent to.
    """
    source = scene.desk.source(code) if code else None
    if source is None or not source.active or (source.promotion and how != PRESSED):
        return None
    scene.desk.touch(scene.contact, source, how)
    return source


def invite(scene: Scene) -> None:
    """A code of one's own to pass on to others, always the same."""
    contact = scene.contact
    mine = scene.desk.source_of(contact)
    while mine is None:  # a code somebody has is drawn anew
        code = f"ajak-{secrets.token_hex(3)}"
        mine = scene.desk.new_source(
            SourceKind.REFERRAL, code, _whose(contact), contact.called, contact
        )
    scene.say(Prompt((Phrase("source-invite", {"code": mine.code}), *ways(scene.shop, mine))))


def _whose(contact: Contact) -> str:
    return contact.hotel or contact.called or contact.subject


def ways(shop: Shop, source: Source) -> tuple[Value, ...]:
    """Its links, one a channel that is up."""
    links: tuple[Value, ...] = tuple(
        Phrase("source-link", {"channel": Phrase(f"channel-{channel}"), "link": link})
        for channel, link in links_of(shop, source)
    )
    return (Joint(links, by="\n"),) if links else ()


def links_of(shop: Shop, source: Source) -> list[tuple[str, str]]:
    """The addresses that open a chat through a source: (channel, address)."""
    return [(channel, door.format(source.code)) for channel, door in sorted(shop.doors.items())]
