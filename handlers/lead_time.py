"""How long it takes, answered from the calendar: for the quantity in hand, else for examples."""

from collections.abc import Callable
from typing import TypeAlias

from handlers import forms
from handlers.forms import Answers
from handlers.messages import Choice, Joint, Phrase, Prompt, Value
from handlers.scene import Scene
from services.calendar import Calendar
from services.promises import lead
from services.quotes import QuoteState, Wanted, WantedLine

EXAMPLES = (500, 1000, 5000)
"""Quantities answered for where nobody has named one."""

QUOTES_LOOKED_AT = 5

Usual: TypeAlias = Callable[[Scene, dict[str, str]], dict[str, str]]
"""Completes a variant with the usual value of every axis that is open."""


def answer(scene: Scene, text: str, usual: Usual) -> None:
    """The first date that fits: what is said now, the open draft or the newest quote decides for
    how many. `usual` completes what is chosen.
    """
    calendar = scene.desk.calendar(scene.catalogue)
    if calendar is None:
        scene.say(Phrase("answer-lead-time"))
        return
    wanted = _wanted(scene, text, usual)
    each = [wanted] if wanted else [_of(scene, n, {}, usual) for n in EXAMPLES]
    rows = tuple(_row(scene, calendar, one) for one in each)
    officer = Choice("/officer", Phrase("menu-officer"))
    body = (Phrase("lead-time-title"), *rows, Phrase("lead-time-note"))
    order = Choice("/resume" if scene.contact.dialog_id else "/order", Phrase("menu-order"))
    scene.say(Prompt((Joint(body, by="\n"),), (order, officer)))


def _row(scene: Scene, calendar: Calendar, wanted: Wanted) -> Value:
    units = sum(line.quantity for line in wanted.lines)
    around = lead(calendar, scene.catalogue, wanted, scene.today)
    plan = calendar.plan(scene.today, units, around)
    values: dict[str, Value] = {"quantity": units, "unit": scene.form.unit}
    if plan is None:
        return Phrase("lead-time-none", values)
    return Phrase("lead-time-row", {**values, "day": plan.by})


def _wanted(scene: Scene, text: str, usual: Usual) -> Wanted | None:
    form = scene.form
    kept = scene.desk.dialog(scene.contact.dialog_id)
    draft: Answers = forms.restore(form, kept.dialog).answers if kept else {}
    said = {**draft, **form.overhear(text, draft).answers} if text else draft
    quantity = said.get(f"{form.line_in_hand(said)}.quantity")
    if isinstance(quantity, int):
        return _of(scene, quantity, said, usual)
    mine = scene.desk.quotes_of(scene.contact, QUOTES_LOOKED_AT)
    newest = next((q for q in mine if q.state is QuoteState.ISSUED), None)
    return newest.terms.wanted if newest else None


def _of(scene: Scene, quantity: int, said: Answers, usual: Usual) -> Wanted:
    chosen = scene.form.chosen(said, scene.form.line_in_hand(said)) if said else {}
    variant = usual(scene, chosen)
    asked = {axis.key for axis in scene.catalogue.asked(variant)}
    variant = {key: value for key, value in variant.items() if key in asked}
    place = str(said.get("delivery", scene.catalogue.delivery[0].key))
    line = WantedLine(variant=variant, quantity=quantity)
    return Wanted(lines=(line,), delivery=place, hotel="", kind="", person="")
