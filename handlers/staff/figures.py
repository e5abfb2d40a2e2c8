"""Officers change a figure of the catalogue: which, to what, from which source, from when.

One officer's dialog, kept under an id that its presses and the replies to it carry. Before it is
saved it shows what becomes of every tier; a one-shot button saves it, once, and only while no
other figure has changed. A dialog that was saved or left is closed as a draft that was left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal

from handlers.desk import Attempt, Kept, Token
from handlers.forms import Answers, Dialog, Outcome
from handlers.messages import Choice, Joint, Money, Phrase, Prompt, Value
from handlers.readers.dates import Day, read_date
from handlers.readers.figures import read_figure
from handlers.scene import Scene
from handlers.staff.authority import Authority, authority, refuse
from handlers.words import plain
from services.catalogue import Catalogue, CatalogueInvalid, Texts
from services.money import Rupiah
from services.places import Figure
from services.rate_changes import (
    Effect,
    RateChange,
    RateRight,
    broken_floors,
    effects,
    figures_of,
    with_rates,
    written_value,
)

FORM = "rate"
ABOUT = "rate:"
"""Before a dialog's id, in what a message of ours is about."""

MAIN = frozenset({"price", "tariff", "per_unit", "share", "margin", "adjustment", "surcharge",
                  "fee", "most", "mode"})  # fmt: skip
"""What a name alone means: the price of a material, not its waste."""

VERBS = frozenset({"/rates", "/figure", "/rate"})
LISTED = 10

_SCALES = frozenset("rb ribu jt juta k % persen percent".split())
VARIANTS_SHOWN = 8
LONGEST_SOURCE = 200


# ---- which figure


def begin(scene: Scene, words: str) -> None:
    """As in '/ubah eva_sole_5 32000 nota toko 12 Nov'; alone it lists what can be changed."""
    if not words:
        list_groups(scene)
        return
    who = authority(scene, RateRight.CHANGE, RateRight.CHANGE)
    if who is None:
        return
    found, rest = _named(figures_of(scene.catalogue), words)
    if len(found) == 1:
        value, source = _split(found[0], rest)
        _open(scene, who, found[0], {"value": value, "source": source[:LONGEST_SOURCE]})
    elif found:
        _list(scene, found[:LISTED], Phrase("rate-which"))
    else:
        scene.say(Phrase("rate-unknown", {"name": words}))
        list_groups(scene)


def _named(every: Sequence[Figure], words: str) -> tuple[list[Figure], str]:
    """The figures the first of these words name, as many words as can be; and the rest."""
    typed = words.split()
    for cut in range(len(typed), 0, -1):
        asked = plain(" ".join(typed[:cut]).replace("_", " ").replace(".", " ")).split()
        found = [f for f in every if asked and set(asked) <= _names(f)]
        key = "_".join(typed[:cut]).casefold()
        found = [f for f in found if key in f.place.split(".")] or found
        main = [f for f in found if f.key in MAIN]
        if found:
            return (main if len(main) == 1 else found), " ".join(typed[cut:])
    return [], words


def _names(figure: Figure) -> set[str]:
    named = " ".join((figure.place.replace("_", " ").replace(".", " "), *figure.labels.values()))
    return set(plain(named).split())


def _split(figure: Figure, rest: str) -> tuple[str, str]:
    """The value that stands first, and the source behind it: "1,7 rb nota toko"."""
    typed = rest.split()
    scaled = len(typed) > 1 and typed[1].casefold() in _SCALES
    for cut in (2,) if scaled else (1, 2):
        value = read_figure(" ".join(typed[:cut]), figure.kind) if len(typed) >= cut else None
        if value is not None:
            return _written(value), " ".join(typed[cut:])
    return "", ""


def _written(value: Decimal | str) -> str:
    return written_value(value) if isinstance(value, Decimal) else value


def list_groups(scene: Scene) -> None:
    """What can be changed, in groups."""
    if authority(scene, RateRight.SEE, RateRight.SEE) is None:
        return
    groups = dict.fromkeys(figure.group for figure in figures_of(scene.catalogue))
    choices = tuple(Choice(f"/rates={group}", Phrase(f"rate-group-{group}")) for group in groups)
    scene.say(Prompt((Phrase("rate-groups"),), choices))


def pressed(scene: Scene, verb: str, argument: str) -> None:
    """A press on a list, or on a dialog's prompt."""
    every = figures_of(scene.catalogue)
    if verb == "/rates":
        group = [f for f in every if f.group == argument]
        if not group:
            list_groups(scene)
        elif authority(scene, RateRight.SEE, RateRight.SEE) is not None:
            shown = [f for f in group if f.key in MAIN] or group
            _list(scene, shown, Phrase(f"rate-group-{argument}"))
    elif verb == "/figure":
        who = authority(scene, RateRight.CHANGE, RateRight.CHANGE)
        figure = next((f for f in every if f.place == argument), None)
        if who is not None and figure is not None:
            _open(scene, who, figure, {"value": "", "source": ""})
    else:
        dialog_id, _, what = argument.partition(".")
        _step(scene, dialog_id, what)


def _list(scene: Scene, shown: Sequence[Figure], title: Value) -> None:
    lines = Joint(tuple(_line(f) for f in shown), by="\n")
    choices = tuple(Choice(f"/figure={f.place}", _label(f)) for f in shown)
    scene.say(Prompt((title, lines), choices))


def _line(figure: Figure) -> Value:
    return Phrase("rate-line", {"what": _label(figure), "value": _shown(figure, figure.value)})


def _label(figure: Figure) -> Value:
    """What an officer calls a figure."""
    if figure.group == "tiers":
        return Phrase("rate-tier", {"first": int(figure.holder["first"])})
    if figure.group == "negotiation":
        return Phrase("rate-band", {"kind": figure.place.split(".")[2]})
    if not figure.labels:
        return Phrase(f"figure-{figure.place.replace('.', '-').replace('_', '-')}")
    name = Texts(figure.labels)
    if figure.key in MAIN:
        return name
    key = Phrase(f"figure-{figure.key.replace('_', '-')}")
    return Joint((name, key), by=": ")


def _shown(figure: Figure, value: object) -> Value:
    """A figure as people write it here."""
    if value is None and figure.kind != "share":
        return Phrase("rate-not-known")
    if isinstance(value, str) and figure.kind == "mode":
        return value
    amount = Decimal(str(value or 0))  # a share that is left out is none
    if figure.kind == "rupiah" and amount == amount.to_integral_value():
        return Money(int(amount))
    if figure.kind == "share":
        return f"{written_value(amount * 100)} %".replace(".", ",")
    return written_value(amount).replace(".", ",")


# ---- a dialog


def _open(scene: Scene, who: Authority, figure: Figure, said: Mapping[str, str]) -> None:
    answers: Answers = {"place": figure.place, "status": "measured", "from": "", **said}
    _go_on(scene, who, Dialog(scene.desk.new_id(), FORM, answers))


def _keep(scene: Scene, dialog: Dialog, outcome: Outcome = "going") -> None:
    scene.desk.keep(Kept(dialog, scene.contact.id, outcome))


def _own(scene: Scene, dialog_id: str) -> tuple[Authority, Dialog] | None:
    """An open dialog, for the officer who began it and for nobody else."""
    who = authority(scene, RateRight.CHANGE, RateRight.CHANGE)
    if who is None:
        return None
    kept = scene.desk.dialog(dialog_id)
    if kept is None or kept.dialog.form != FORM or kept.outcome != "going":
        refuse(scene, RateRight.CHANGE, "rate_closed")
        return None
    if kept.contact_id != scene.contact.id:
        refuse(scene, RateRight.CHANGE, "not_your_dialog")
        return None
    return who, kept.dialog


def replied(scene: Scene, about: str) -> None:
    """Words for a dialog: what it asks for, or from which day on."""
    own = _own(scene, about.removeprefix(ABOUT))
    if own is None:
        return
    who, dialog = own
    text, answers = scene.said.text.strip(), dict(dialog.answers)
    figure = _figure(scene, answers)
    if not answers["value"]:
        value = read_figure(text, figure.kind)
        if value is None:
            scene.say(Phrase("rate-not-read", {"kind": figure.kind}))
        else:
            answers["value"] = _written(value)
    elif not answers["source"]:
        answers["source"] = text[:LONGEST_SOURCE]
    else:
        day = read_date(text, scene.today)
        if isinstance(day, Day) and day.day > scene.today:
            answers["from"] = day.day.isoformat()
        else:
            scene.say(Phrase("rate-no-day"))
    _go_on(scene, who, replace(dialog, answers=answers))


def _step(scene: Scene, dialog_id: str, what: str) -> None:
    own = _own(scene, dialog_id)
    if own is None:
        return
    who, dialog = own
    if what == "stop":
        _keep(scene, dialog, "cancelled")
        scene.say(Phrase("rate-left"))
    elif what in ("measured", "assumed"):
        _go_on(scene, who, replace(dialog, answers={**dialog.answers, "status": what}))


def _figure(scene: Scene, answers: Answers) -> Figure:
    every = {f.place: f for f in figures_of(scene.catalogue)}
    return every[str(answers["place"])]


def _go_on(scene: Scene, who: Authority, dialog: Dialog) -> None:
    """Ask for what is lacking; then show what the change does."""
    figure, answers = _figure(scene, dialog.answers), dialog.answers
    scene.about = ABOUT + dialog.id
    stop = Choice(f"/rate={dialog.id}.stop", Phrase("rate-stop"))
    values: dict[str, Value] = {
        "what": _label(figure),
        "now": _shown(figure, figure.value),
        "source": str(figure.owner.get("source", "")) or "–",
        "kind": figure.kind,
    }
    if answers["value"] and answers["source"]:
        _preview(scene, who, dialog, figure, stop)
        return
    _keep(scene, dialog)
    asked = "rate-type-source" if answers["value"] else "rate-type-value"
    scene.say(Prompt((Phrase(asked, values),), (stop,)))


def _change(scene: Scene, who: Authority, answers: Answers) -> RateChange:
    now = scene.desk.now
    day, since = str(answers["from"]), now
    if day:
        local = datetime.combine(datetime.fromisoformat(day), time(), scene.shop.zone)
        since = max(local, now)
    return RateChange(
        place=str(answers["place"]),
        value=str(answers["value"]),
        source=str(answers["source"]),
        status="assumed" if answers["status"] == "assumed" else "measured",
        by=who.officer.name,
        valid_from=since,
        recorded_at=now,
        id=scene.desk.newest_rate() + 1,
    )


def _moments(scene: Scene, change: RateChange) -> list[tuple[Catalogue, Catalogue]]:
    """Before and after, at the moment the change begins and wherever others follow it.

    Raises `CatalogueInvalid`.
    """
    sold, every = scene.catalogue, scene.desk.rate_changes()
    later = [c for c in every if c.valid_from > scene.desk.now]
    moments = sorted({change.valid_from, *(c.valid_from for c in later)})
    return [
        (with_rates(sold, later, at), with_rates(sold, [*later, change], at))
        for at in moments
        if at >= change.valid_from
    ]


def _wrong(scene: Scene, change: RateChange) -> Phrase | None:
    """Why a change cannot be saved; None where it can."""
    try:
        moments = _moments(scene, change)
    except CatalogueInvalid as error:
        return Phrase("rate-invalid", {"problem": str(error.problems[0])})
    for old, new in moments:
        for variant, short in broken_floors(old, new)[:1]:
            values: dict[str, Value] = {
                "variant": scene.form.describe(variant, briefly=True),
                "first": short.first,
                "price": Money(short.price),
                "floor": Money(short.floor),
            }
            return Phrase("rate-under-floor", values)
    return None


def _preview(scene: Scene, who: Authority, dialog: Dialog, figure: Figure, stop: Choice) -> None:
    change = _change(scene, who, dialog.answers)
    wrong = _wrong(scene, change)
    if wrong is not None:
        again = replace(dialog, answers={**dialog.answers, "value": ""})
        _keep(scene, again)
        scene.desk.audit(_attempt(scene, who, "below_floor", change))
        scene.say(Prompt((wrong, Phrase("rate-type-another")), (stop,)))
        return
    _keep(scene, dialog)
    here, newest = scene.said.address, change.id - 1
    token = scene.desk.new_token(RateRight.CHANGE, newest, here, dialog.id)
    other = "assumed" if change.status == "measured" else "measured"
    choices = (
        Choice(f"!{token}", Phrase("rate-save"), style="primary"),
        Choice(f"/rate={dialog.id}.{other}", Phrase(f"rate-mark-{other}")),
        stop,
    )
    (old, new), *_ = _moments(scene, change)
    body = (_summary(scene, figure, change), *_tiers(scene, effects(old, new)))
    scene.say(Prompt((*body, Phrase("rate-other-day")), choices))


def _summary(scene: Scene, figure: Figure, change: RateChange) -> Phrase:
    now = change.valid_from <= scene.desk.now
    values: dict[str, Value] = {
        "what": _label(figure),
        "old": _shown(figure, figure.value),
        "new": _shown(figure, change.value),
        "source": change.source,
        "status": Phrase(f"rate-is-{change.status}"),
        "from": Phrase("rate-now") if now else change.valid_from.astimezone(scene.shop.zone).date(),
    }
    return Phrase("rate-summary", values)


def _tiers(scene: Scene, found: tuple[tuple[Effect, ...], ...]) -> list[Value]:
    """Every tier, old and new: of the usual variant, then of what differs from it in one choice.

    Variants whose tiers change alike share a paragraph.
    """
    usual = found[0][0].variant
    alike: dict[tuple[tuple[int, Rupiah | None, Rupiah | None], ...], list[Value]] = {}
    for group in found:
        if any(effect.old != effect.new for effect in group):
            key = tuple((e.first, e.old, e.new) for e in group)
            alike.setdefault(key, []).append(_heading(scene, usual, group[0].variant))
    lines = {tuple((e.first, e.old, e.new) for e in g): tuple(map(_effect, g)) for g in found}
    shown = [
        Joint((Joint(tuple(names)), *lines[key]), by="\n")
        for key, names in list(alike.items())[:VARIANTS_SHOWN]
    ]
    return [*shown] or [Phrase("rate-no-effect")]


def _heading(scene: Scene, usual: Mapping[str, str], variant: Mapping[str, str]) -> Value:
    """The usual variant in words; of another only what differs."""
    for axis, value in variant.items():
        if value != usual[axis]:
            return scene.catalogue.axis(axis).value(value).label
    return scene.form.describe(variant, briefly=True)


def _effect(effect: Effect) -> Value:
    unknown = Phrase("rate-not-known")
    values: dict[str, Value] = {
        "first": effect.first,
        "old": unknown if effect.old is None else Money(effect.old),
        "new": unknown if effect.new is None else Money(effect.new),
    }
    return Phrase("rate-effect", values)


# ---- saved


def save(scene: Scene, token: Token) -> None:
    """The button of a preview: as shown, or not at all."""
    own = _own(scene, token.reason)
    if own is None:
        return
    who, dialog = own
    why = _worthless(scene, token)
    change = _change(scene, who, dialog.answers)
    if why or change.id - 1 != token.version or not scene.desk.spend(token):
        refuse(scene, RateRight.CHANGE, why or "rate_changed")
        _go_on(scene, who, dialog)
        return
    if _wrong(scene, change) is not None:
        _go_on(scene, who, dialog)
        return
    figure = _figure(scene, dialog.answers)
    summary = _summary(scene, figure, change)
    scene.desk.record_rate(change)
    _keep(scene, dialog, "cancelled")
    scene.desk.audit(_attempt(scene, who, "done", change))
    scene.say(Phrase("rate-saved"), summary)


def _worthless(scene: Scene, token: Token) -> str:
    if token.chat != scene.said.address:
        return "other_chat"
    if token.used:
        return "rate_closed"
    return "rate_changed" if scene.desk.now > token.expires_at else ""


def _attempt(scene: Scene, who: Authority, outcome: str, change: RateChange) -> Attempt:
    said = scene.said
    written = f"{change.place} = {change.value} · {change.source} · {change.valid_from.isoformat()}"
    return Attempt(
        said.address, said.sender, RateRight.CHANGE, outcome,
        officer_id=who.officer.id, reason=written,
    )  # fmt: skip
