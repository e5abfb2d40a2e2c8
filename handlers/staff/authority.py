"""Who may decide: the checks every officer's act passes, in the transaction that uses it.

Five hold for a decision: the chat is a linked staff chat; the sender is an active officer with
the role; their membership of the chat was confirmed within a minute; the button's token is
unspent and made for this version of the order or quote and this chat; and that still stands where
the decision expects it. Whatever fails leaves an audit row and changes nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from handlers.desk import Attempt, Officer, StaffChat, Token, TokenRight
from handlers.messages import AskMembership, Phrase
from handlers.scene import Scene
from services.agreements import KEEPERS as AGREEMENT_KEEPERS
from services.agreements import AgreeRight
from services.haggling import DEALERS, Deal
from services.logos import KEEPERS as LOGO_KEEPERS
from services.logos import LogoRight
from services.orders import PLANNERS, Action, Order, Role, Shift, allowed
from services.payments import KEEPERS as PAYMENT_KEEPERS
from services.payments import PaymentRight
from services.promotions import KEEPERS as PROMOTION_KEEPERS
from services.promotions import PromotionRight
from services.quotes import Quote
from services.rate_changes import KEEPERS, RateRight
from services.setups import SetupRight
from services.sources import KEEPERS as SOURCE_KEEPERS
from services.sources import SourceRight

FRESH = timedelta(seconds=60)
"""How old a confirmation of membership may be."""


Right: TypeAlias = TokenRight | SourceRight | SetupRight | PaymentRight
"""What a role allows, or does not."""

Matter: TypeAlias = Order | Quote
"""What an officer acts on."""


@dataclass(frozen=True)
class Authority:
    """An officer who may act here and now."""

    officer: Officer
    chat: StaffChat


def staff_chat(scene: Scene) -> StaffChat | None:
    return next((c for c in scene.desk.staff_chats() if c.address == scene.said.address), None)


def refuse(scene: Scene, action: str, why: str, matter: Matter | None = None) -> None:
    """Leave the trace of an attempt that was not allowed, and say so where officers read it."""
    officer = scene.desk.officer(scene.sender)
    scene.desk.audit(
        Attempt(
            scene.said.address,
            scene.said.sender,
            action,
            why,
            order_id=matter.id if isinstance(matter, Order) else None,
            quote_id=matter.id if isinstance(matter, Quote) else None,
            officer_id=officer.id if officer else None,
        )
    )
    if staff_chat(scene) is not None:
        scene.say(Phrase(f"refused-{why.replace('_', '-')}", {"who": scene.said.name}))


def authority(
    scene: Scene,
    action: str,
    may: Right | None,
    matter: Matter | None = None,
) -> Authority | None:
    """The first three checks. None means refused, or put off until the channel has answered.

    `may` is the action the role must allow; None asks only for an officer of this chat. When the
    membership has to be asked for, the message comes back once more with the answer.
    """
    chat = staff_chat(scene)
    if chat is None:
        refuse(scene, action, "not_staff_chat", matter)
        return None
    officer = scene.desk.officer(scene.sender)
    if officer is None or not officer.active or not scene.said.named:
        refuse(scene, action, "not_officer", matter)
        return None
    if may is not None and not _allowed(may, officer.roles):
        refuse(scene, action, "not_your_role", matter)
        return None
    member = _membership(scene)
    if member is None:
        scene.desk.errand(AskMembership(chat.address, scene.said.sender, scene.said))
        return None
    if not member:
        refuse(scene, action, "not_member", matter)
        return None
    return Authority(officer, chat)


def _membership(scene: Scene) -> bool | None:
    """Whether the sender is in the chat; None where nobody has looked within the minute.

    In their own chat nobody else can be.
    """
    said = scene.said
    if said.private and scene.sender == said.address:
        return True
    if said.member is not None:
        scene.desk.set_member(said.address, said.sender, said.member)
        return said.member
    known = scene.desk.member_since(said.address, said.sender)
    if known is None or scene.desk.now - known[1] > FRESH:
        return None
    return known[0]


_WHO: Mapping[type[Right], frozenset[Role]] = {
    Deal: DEALERS,
    LogoRight: LOGO_KEEPERS,
    PaymentRight: PAYMENT_KEEPERS,
    PromotionRight: PROMOTION_KEEPERS,
    SetupRight: frozenset(Role),
    Shift: PLANNERS,
    SourceRight: SOURCE_KEEPERS,
}
"""Who may do everything of a kind."""


def _allowed(may: Right, roles: frozenset[Role]) -> bool:
    if isinstance(may, AgreeRight):
        return bool(roles & AGREEMENT_KEEPERS[may])
    if isinstance(may, RateRight):
        return bool(roles & KEEPERS[may])
    if isinstance(may, Action):
        return allowed(may, roles)
    return bool(roles & _WHO[type(may)])


def valid(scene: Scene, token: Token | None, matter: Matter | int | None) -> str:
    """The fourth check: why this token gives no right here, or "" if it does."""
    if token is None or matter is None:
        return "unknown_button"
    if token.chat != scene.said.address:
        return "other_chat"
    version = matter if isinstance(matter, int) else matter.version
    if token.used or token.version != version:
        return "stale"
    return "expired" if scene.desk.now > token.expires_at else ""
