"""/logo: the logo of an order as officers see it, and what they say of it: that it is printed, that
a better file is needed, or what it looks like once they cleaned it.

A reply with a file replaces the logo: it goes back to its customer as a new proof. Words are a
reason only below the question for one, so that no "ok" ever reaches a customer as that.
"""

from dataclasses import replace

from handlers import artwork_words as words
from handlers import logos, notices
from handlers.desk import Attempt, Token
from handlers.messages import Attachment, Choice, Inspect, Joint, Phrase, Prompt, Value
from handlers.scene import Scene
from handlers.staff import cards
from handlers.staff.authority import Authority, authority, refuse, valid
from services.artwork import Placement
from services.logos import (
    OPEN_TO_LOGOS,
    RETURNED_FOR,
    LogoRight,
    Sent,
    Signed,
    Verdict,
)
from services.orders import Order

MATTER = logos.MATTER

WHY = "logo-why"
"""What the question for a reason is about, before the order's id and the logo's key."""


def commanded(scene: Scene, number: str) -> None:
    """Show the logo of an order; for every officer."""
    order = scene.desk.order_numbered(number) if number else None
    if authority(scene, "logo", None, order) is None:
        return
    if order is None or scene.catalogue.mockup is None:
        scene.say(Phrase("logo-which-order", {"number": number or "-"}))
        return
    _show(scene, order)


def pressed(scene: Scene, token: Token) -> None:
    """A button below it, made for one logo of one order as it stood."""
    order = scene.desk.order(token.order_id or 0)
    right = LogoRight(token.action)
    who = authority(scene, right.value, right, order)
    if who is None or order is None:
        return
    key, _, reason = token.reason.partition(":")
    sent = scene.desk.sent_logo(cards.quote_of(scene, order))
    why = valid(scene, token, order) or _stale(order, right, sent, key)
    if why or sent is None or not scene.desk.spend(token):
        refuse(scene, right.value, why or "stale", order)
        _show(scene, order)
    elif right is LogoRight.ACCEPT:
        _accept(scene, who, order, sent)
    elif reason:
        _return(scene, who, order, sent, reason)
    else:
        _ask_why(scene, who, order, sent)


def _stale(order: Order, right: LogoRight, sent: Sent | None, key: str) -> str:
    newest = sent is not None and sent.artwork.key == key
    late = right is LogoRight.RETURN and order.state not in OPEN_TO_LOGOS
    return "" if newest and not late else "stale"


def replied(scene: Scene, about: str) -> None:
    """A reply with a file replaces the logo; anything else shows it again."""
    order = scene.desk.order(int(about.split(":")[1]))
    who = authority(scene, LogoRight.REPLACE.value, LogoRight.REPLACE, order)
    if who is None or order is None:
        return
    if not scene.said.attachments:
        _show(scene, order)
    elif order.state not in OPEN_TO_LOGOS:
        scene.say(Phrase("logo-too-late", {"number": order.number}))
    else:
        file = scene.said.attachments[0]
        scene.desk.errand(Inspect(scene.said.address, file, order.id))
        _audit(scene, who, LogoRight.REPLACE, order, file.name)
        scene.say(Phrase("logo-looked-at", {"number": order.number}))


def reasoned(scene: Scene, about: str) -> None:
    """The words that say why a better file is needed."""
    _, number, key = about.split(":")
    order = scene.desk.order(int(number))
    who = authority(scene, LogoRight.RETURN.value, LogoRight.RETURN, order)
    if who is None or order is None:
        return
    sent = scene.desk.sent_logo(cards.quote_of(scene, order))
    said = scene.said.text.strip()
    if sent is None or _stale(order, LogoRight.RETURN, sent, key) or not _stands(sent):
        refuse(scene, LogoRight.RETURN.value, "stale", order)
        _show(scene, order)
    elif said:
        _return(scene, who, order, sent, said)
    else:
        _ask_why(scene, who, order, sent)


def _stands(sent: Sent) -> bool:
    """Whether no better file was asked for yet."""
    return sent.verdict is None or sent.verdict.accepted


# ---- what it shows


def _show(scene: Scene, order: Order) -> None:
    """The newest logo on the product, what was found, how it stands, and what can be done."""
    quote = cards.quote_of(scene, order)
    sent, signed = scene.desk.sent_logo(quote), scene.desk.signed(quote)
    scene.about = f"{MATTER}:{order.id}"
    title, how = Phrase("logo-of", {"number": order.number}), Phrase("logo-replace-how")
    if sent is None:
        scene.say(Prompt((title, Phrase("card-logo-open"), how)))
        return
    current = signed if signed and signed.artwork.key == sent.artwork.key else None
    found = tuple(words.found(one) for one in logos.found(scene, sent.artwork))
    body = (title, Joint((*_standing(sent, current), *found), by="\n"))
    scene.say(
        Prompt(
            (*body, how) if order.state in OPEN_TO_LOGOS else body,
            _buttons(scene, order, sent, current),
            closed=False,
            picture=_picture(scene, order, sent, current),
        )
    )


def _standing(sent: Sent, signed: Signed | None) -> tuple[Value, ...]:
    """Whether its customer signed it off, and what an officer said of it."""
    if not _stands(sent):
        return (cards.returned(sent),)
    if signed is None:
        return (Phrase("card-logo-open"),)
    version = Phrase("logo-version", {"version": signed.version, "at": signed.at})
    return (version, *cards.accepted(signed))


def _picture(scene: Scene, order: Order, sent: Sent, signed: Signed | None) -> Attachment | None:
    if signed is not None:
        return Attachment("paper", signed.proof, "logo.jpg")
    return logos.proof(scene, cards.customer_of(scene, order), sent.artwork, Placement())


def _buttons(scene: Scene, order: Order, sent: Sent, signed: Signed | None) -> tuple[Choice, ...]:
    key = sent.artwork.key
    choices = []
    if signed is not None and signed.verdict is None:
        accept = _press(scene, order, LogoRight.ACCEPT, key)
        choices.append(Choice(accept, Phrase("do-logo-accept"), style="primary"))
    if _stands(sent) and order.state in OPEN_TO_LOGOS:
        better = _press(scene, order, LogoRight.RETURN, key)
        choices.append(Choice(better, Phrase("do-logo-return"), style="danger"))
    return tuple(choices)


def _press(scene: Scene, order: Order, right: LogoRight, reason: str) -> str:
    return "!" + scene.desk.new_token(right, order, scene.said.address, reason)


def _ask_why(scene: Scene, who: Authority, order: Order, sent: Sent) -> None:
    key = sent.artwork.key
    reasons = tuple(
        Choice(
            _press(scene, order, LogoRight.RETURN, f"{key}:{reason}"),
            Phrase(f"logo-lacks-{reason}"),
        )
        for reason in RETURNED_FOR
    )
    scene.about = f"{WHY}:{order.id}:{key}"
    scene.say(Prompt((Phrase("logo-ask-why", {"number": order.number}),), reasons, closed=False))


# ---- what is decided


def _accept(scene: Scene, who: Authority, order: Order, sent: Sent) -> None:
    _judge(scene, who, order, sent, Verdict(True, "", who.officer.name, scene.desk.now))
    _audit(scene, who, LogoRight.ACCEPT, order)
    scene.say(Phrase("logo-is-accepted", {"number": order.number}))


def _return(scene: Scene, who: Authority, order: Order, sent: Sent, reason: str) -> None:
    """Ask the customer for a better file; what they signed off of this one counts no more."""
    _judge(scene, who, order, sent, Verdict(False, reason, who.officer.name, scene.desk.now))
    _audit(scene, who, LogoRight.RETURN, order, reason)
    customer = cards.customer_of(scene, order)
    values: dict[str, Value] = {"number": order.number, "reason": cards.lacking(reason)}
    asked = Prompt((Phrase("logo-needs-other", values),), (logos.ask_officer(),), closed=False)
    notice = notices.of_question(scene.catalogue, order.number)
    scene.tell(customer, replace(asked, notice=notice), about=cards.card_of(order))
    scene.say(Phrase("logo-is-returned", {"number": order.number}))
    if not customer.reachable:
        scene.say(Phrase("staff-unreachable", {"who": customer.known_as}))


def _judge(scene: Scene, who: Authority, order: Order, sent: Sent, verdict: Verdict) -> None:
    scene.desk.judge(order, sent.artwork, verdict, who.officer)
    cards.refresh(scene, order)


def _audit(scene: Scene, who: Authority, right: LogoRight, order: Order, reason: str = "") -> None:
    scene.desk.audit(
        Attempt(
            scene.said.address,
            scene.said.sender,
            right.value,
            "done",
            order_id=order.id,
            officer_id=who.officer.id,
            reason=reason,
        )
    )
