"""/promo: officers write a promotion, look at it, have a second one approve it, and watch it go."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.desk import Attempt, Contact, Token
from handlers.messages import Address, Choice, Joint, Outgoing, Phrase, Prompt, Value
from handlers.promotions import letter, source_code
from handlers.scene import Scene
from handlers.staff.authority import Authority, authority, refuse, valid
from handlers.staff.promotion_card import EDITED, PRESS, refresh, show, title
from handlers.staff.promotion_text import (
    PLACEHOLDERS,
    Unread,
    Written,
    draft_of,
    reader,
    said_of,
)
from services.programme import Occasion, Season, next_occasions
from services.promotions import (
    RUNNING,
    Filled,
    Picture,
    Promotion,
    PromotionRight,
    PromotionState,
)
from services.sources import SourceKind
from services.vouchers import Offer

LISTED = 8

LATELY = timedelta(hours=23)
"""Within which somebody wrote whom a channel that takes fees surely takes our own words to."""

_DECIDED = {
    PromotionRight.SUBMIT: PromotionState.DRAFT,
    PromotionRight.APPROVE: PromotionState.WAITING,
    PromotionRight.REFUSE: PromotionState.WAITING,
}
"""What a right is for -> the state it is used in."""


def commanded(scene: Scene, words: str) -> None:
    """`/promo` lists; "/promo 3" shows one; more words are a new promotion."""
    if words.isdecimal() and len(words) < 9:
        _shown(scene, int(words))
    elif words:
        _write(scene, words)
    else:
        _list(scene)


def pressed(scene: Scene, argument: str) -> None:
    """What needs no token: to look, to preview, to hold up what goes, and go on."""
    what, _, number = argument.partition(".")
    if what == "draft":
        _proposed(scene, number)
        return
    key = int(number) if number.isdecimal() and len(number) < 12 else 0
    if what == "preview":
        _preview(scene, key)
    elif what in ("pause", "resume"):
        _pause_or_resume(scene, key, PromotionRight(f"{what}_promotion"))
    else:
        _shown(scene, key)


def replied(scene: Scene, about: str) -> None:
    """Labelled lines in reply to a draft change it."""
    who = authority(scene, PromotionRight.WRITE, PromotionRight.WRITE)
    if who is None:
        return
    found = scene.desk.promotion(int(about.split(":")[1]))
    if found is None or found.state is not PromotionState.DRAFT:
        scene.say(Phrase("promo-no-draft"))
        return
    before = Written(found.name, found.body, found.audience, found.send_at)
    read = reader(scene.catalogue, scene.local).read(scene.said.text, before)
    if isinstance(read, Unread):
        _unread(scene, read)
        return
    revised = scene.desk.revise_promotion(_with_picture(scene, draft_of(read, found)))
    if revised is None:
        refuse(scene, PromotionRight.WRITE, "stale")
        return
    _audit(scene, who, PromotionRight.WRITE, revised)
    show(scene, revised, [who.chat])


def decided(scene: Scene, token: Token) -> None:
    """A promotion is submitted, approved, refused or ended: each once, by who may."""
    right = PromotionRight(token.action)
    who = authority(scene, right, right)
    if who is None:
        return
    found = scene.desk.promotion(token.version)
    why = valid(scene, token, token.version if found else None)
    if not why and found is not None and not _still(found, right, token):
        why = "stale"
    if not why and right is PromotionRight.APPROVE and found and found.made_by_id == who.officer.id:
        why = "same_officer"
    if why or found is None or not scene.desk.spend(token):
        refuse(scene, right, why or "stale")
        return
    _settle(scene, who, right, found)


def _still(found: Promotion, right: PromotionRight, token: Token) -> bool:
    """Whether the promotion is as it was when the button was made."""
    if right is PromotionRight.STOP:
        return found.state in (*EDITED, *RUNNING)
    return token.reason == str(found.version) and found.state is _DECIDED[right]


def _settle(scene: Scene, who: Authority, right: PromotionRight, found: Promotion) -> None:
    desk, officer = scene.desk, who.officer
    settled: Promotion | None
    match right:
        case PromotionRight.SUBMIT:
            settled = desk.submit_promotion(found, officer)
        case PromotionRight.APPROVE:
            settled = desk.approve_promotion(found, officer, tuple(scene.shop.doors))
            if settled is not None:
                _as_source(scene, found, officer.name)
        case PromotionRight.REFUSE:
            settled = desk.refuse_promotion(found)
        case _:
            ends = desk.drop_promotion(found) is not None if found.state in EDITED else False
            ended = ends or desk.stop_promotion(found)
            settled = desk.promotion(found.id) if ended else None
    if settled is None:
        refuse(scene, right, "stale")
        return
    _audit(scene, who, right, settled)
    refresh(scene, settled)


def _as_source(scene: Scene, one: Promotion, by: str) -> None:
    """Make a promotion a source: what it brings counts for it, and it may give something off."""
    body = one.body
    offer = Offer(body.percent, body.until) if body.until else None
    kind, code = SourceKind.PROMOTION, source_code(one.id)
    scene.desk.new_source(kind, code, one.name, by, promotion=one.id, offer=offer)


def _pause_or_resume(scene: Scene, key: int, right: PromotionRight) -> None:
    who = authority(scene, right, right)
    found = scene.desk.promotion(key) if who else None
    if who is None or found is None:
        return
    turn = scene.desk.pause_promotion
    if right is PromotionRight.RESUME:
        turn = scene.desk.resume_promotion
    if not turn(found):
        refuse(scene, right, "stale")
        return
    _audit(scene, who, right, found)
    refresh(scene, scene.desk.promotion(key) or found)


# ---- written


def _write(scene: Scene, words: str) -> None:
    who = authority(scene, PromotionRight.WRITE, PromotionRight.WRITE)
    if who is None:
        return
    read = reader(scene.catalogue, scene.local).read(words)
    if isinstance(read, Unread):
        _unread(scene, read)
        return
    new = _with_picture(scene, draft_of(read))
    made = scene.desk.write_promotion(new, who.officer.name, who.officer)
    _audit(scene, who, PromotionRight.WRITE, made)
    show(scene, made, [who.chat])


def _with_picture(scene: Scene, promotion: Promotion) -> Promotion:
    sent = next((a for a in scene.said.attachments if a.kind == "photo"), None)
    if sent is None:
        return promotion
    picture = Picture(channel=sent.channel, ref=sent.ref, name=sent.name)
    return promotion.model_copy(
        update={"body": promotion.body.model_copy(update={"picture": picture})}
    )


def _unread(scene: Scene, unread: Unread) -> None:
    scene.say(said_of(unread), _example())


def _example() -> Phrase:
    return Phrase("promo-example", PLACEHOLDERS)


def _proposed(scene: Scene, season: str) -> None:
    """A draft for a season of the programme, to be changed like any other."""
    who = authority(scene, PromotionRight.WRITE, PromotionRight.WRITE)
    if who is None or season not in set(Season):
        return
    one = next((o for o in next_occasions(scene.today, len(Season)) if o.season == season), None)
    if one is None:
        scene.say(Phrase("promo-nothing-ahead"))
        return
    values = {"day": scene.written(one.day), "last": scene.written(one.last)}
    text = scene.written(Phrase(f"programme-draft-{one.season}", {**PLACEHOLDERS, **values}))
    read = reader(scene.catalogue, scene.local).read(text)
    assert isinstance(read, Written), "our own words are read"
    first = datetime.combine(max(one.first, scene.today), datetime.min.time(), scene.shop.zone)
    at = max(first + timedelta(hours=9), scene.desk.now)
    made = scene.desk.write_promotion(
        draft_of(replace(read, send_at=at)), who.officer.name, who.officer
    )
    _audit(scene, who, PromotionRight.WRITE, made)
    show(scene, made, [who.chat])


def _list(scene: Scene) -> None:
    if authority(scene, PromotionRight.SEE, PromotionRight.SEE) is None:
        return
    every = scene.desk.promotions(LISTED)
    rows: tuple[Value, ...] = tuple(title(one) for one in every) or (Phrase("promo-none"),)
    ahead = next_occasions(scene.today)
    choices = [Choice(f"{PRESS}=show.{one.id}", one.name[:30]) for one in every]
    choices += [
        Choice(f"{PRESS}=draft.{one.season}", Phrase(f"programme-{one.season}")) for one in ahead
    ]
    body: tuple[Value, ...] = (
        Joint(rows, by="\n"), *(_occasion(one) for one in ahead), _example(),
    )  # fmt: skip
    scene.say(Prompt(body, tuple(choices)))


def _occasion(one: Occasion) -> Phrase:
    values: dict[str, Value] = {"day": one.day, "first": one.first, "last": one.last}
    season = Phrase(f"programme-{one.season}")
    return Phrase("programme-line", {**values, "season": season})


def _shown(scene: Scene, key: int) -> None:
    who = authority(scene, PromotionRight.SEE, PromotionRight.SEE)
    found = scene.desk.promotion(key) if who else None
    if who is None:
        return
    if found is None:
        scene.say(Phrase("promo-unknown"))
        return
    show(scene, found, [who.chat])


def _preview(scene: Scene, key: int) -> None:
    """The promotion as its recipients read it, in every language it is written in: here, and to
    the officer alone on every other channel we know them on.
    """
    who = authority(scene, PromotionRight.SEE, PromotionRight.SEE)
    found = scene.desk.promotion(key) if who else None
    if found is None:
        return
    _show_to(scene, found, scene.said.address)
    officer = scene.desk.contact_at(scene.sender)
    for one in scene.desk.selves(officer) if officer else ():
        channel = one.address.channel
        if channel == scene.said.address.channel:
            continue
        if _takes_words(scene, one):
            _show_to(scene, found, one.address)
        else:
            scene.say(Phrase("promo-preview-shut", {"channel": Phrase(f"channel-{channel}")}))


def _takes_words(scene: Scene, contact: Contact) -> bool:
    """Whether a channel that takes fees for the first word would take ours without."""
    if contact.address.channel not in scene.shop.fees:
        return contact.reachable
    heard = contact.heard_at
    return contact.reachable and heard is not None and scene.desk.now - heard < LATELY


def _show_to(scene: Scene, one: Promotion, to: Address) -> None:
    for language in one.body.texts:
        filled = Filled(language=language, name=scene.said.name, hotel="Hotel Contoh")
        scene.desk.send(Outgoing(to, scene.speak(letter(0, one.body, filled), language)))


def _audit(scene: Scene, who: Authority, right: PromotionRight, one: Promotion) -> None:
    said = scene.said
    scene.desk.audit(
        Attempt(
            said.address,
            said.sender,
            right,
            "done",
            officer_id=who.officer.id,
            reason=f"{one.id} {one.version}",
        )
    )
