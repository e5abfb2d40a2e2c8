"""What a reply to an order's card names: one of the steps the card offers.

An officer who cannot press replies with the label or the number of a button. Only the card
replied to counts, never the newest one: among twenty cards there must be no mistake.
"""

from dataclasses import dataclass

from handlers.commands import names_of
from handlers.messages import Phrase, Prompt
from handlers.scene import Stage
from handlers.words import plain
from services.orders import REASONS, Action, Order, open_to


@dataclass(frozen=True, slots=True)
class Named:
    """What a reply to a card names: a step, or only the card again; `why` it cannot be taken."""

    action: Action | None
    reason: str = ""
    why: str = ""


def step_named(stage: Stage, order: Order, about: str, text: str) -> Named | None:
    """The step whose label a text is, or whose number on that card; None where it is neither.

    A number counts on the card that was replied to: once the order has changed, it counts no
    more. A label says itself what it means.
    """
    version, shown = (*about.split(":")[2:], "", "")[:2]
    word = plain(text)
    offered = _reasons(Action(shown)) if shown else [Named(a) for a in open_to(order.state)]
    if word.isdecimal() and len(word) < 3:
        if version != str(order.version):
            return Named(None, why="stale")
        there = 0 < int(word) <= len(offered)
        return offered[int(word) - 1] if there else Named(None, why="unknown_button")
    every = [*offered, *(Named(action) for action in Action)]
    return next((one for one in every if word in _names(stage, one)), None)


def _reasons(action: Action) -> list[Named]:
    """What a card that asks for a reason offers, in its order."""
    given = [Named(action, reason) for reason in REASONS[action]]
    return [*given, Named(action, "*"), Named(None)]


def _names(stage: Stage, named: Named) -> set[str]:
    """The labels of a step, in every language, and the names of its command."""
    if named.action is None:
        label = "back"
    elif named.reason == "*":
        label = "reason-typed"
    elif named.reason:
        label = f"reason-{named.action.value}-{named.reason}"
    else:
        label = f"do-{named.action.value}"
    spoken = (stage.speak(Prompt((Phrase(label),)), one) for one in stage.shop.voice.languages)
    commands = () if named.reason or named.action is None else names_of(named.action)
    return {plain(one.text) for one in spoken} | set(commands)
