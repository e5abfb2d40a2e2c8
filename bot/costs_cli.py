"""`prokana cost` and `prokana catalogue`: what the desk reckons with, for whoever runs it."""

from collections.abc import Iterator
from pathlib import Path

from bot import clock
from bot.settings import Settings
from bot.speech import Speech, plain
from handlers.messages import Joint, Money, Phrase, Prompt, Value
from handlers.scene import units_of
from handlers.staff import cost_table
from services.breakdowns import breakdown
from services.catalogue import Catalogue, load
from services.costing import MissingCosts
from services.loading import Loading
from services.places import Figure
from services.rate_changes import Effect, figures_of

BROKEN_SHOWN = 8
"""Prices under their floor that are named one by one."""


def costs(
    settings: Settings, catalogue: Catalogue, words: str, quantities: tuple[int, ...]
) -> Iterator[str]:
    """The costs of a variant at every quantity, as in the officers' chat."""
    variant, said = cost_table.read_variant(catalogue, words, units_of(catalogue))
    for quantity in quantities or (said,):
        head = cost_table.title(catalogue, variant, quantity)
        try:
            body = cost_table.table(breakdown(catalogue, variant, quantity))
        except MissingCosts as error:
            body = (Phrase("cost-missing", {"missing": ", ".join(error.missing)}),)
        yield _spoken(settings, head, *body) + "\n"


def shown(settings: Settings, catalogue: Catalogue) -> Iterator[str]:
    """Every figure that may be changed, with where it comes from."""
    for figure in figures_of(catalogue):
        owner = figure.owner
        assumed = owner.get("status") == "assumed" or owner.get("assumed", False)
        values: dict[str, Value] = {
            "place": figure.place,
            "value": _written(figure),
            "status": Phrase("cli-figure-assumed" if assumed else "cli-figure-measured"),
            "source": str(owner.get("source") or "-"),
        }
        yield _spoken(settings, Phrase("cli-figure", values))


def compared(settings: Settings, catalogue: Catalogue, file: Path) -> Iterator[str]:
    """Figure by figure, what a file says otherwise than the desk. Raises `CatalogueInvalid`."""
    old = {figure.place: figure for figure in figures_of(catalogue)}
    new = {figure.place: figure for figure in figures_of(load(file))}
    places = [place for place in {**old, **new} if not _same(old.get(place), new.get(place))]
    for place in places:
        yield _spoken(settings, _difference(place, old.get(place), new.get(place)))
    if not places:
        yield _spoken(settings, Phrase("cli-figures-same"))


def _same(old: Figure | None, new: Figure | None) -> bool:
    return old is not None and new is not None and old.value == new.value


def _difference(place: str, old: Figure | None, new: Figure | None) -> Value:
    values: dict[str, Value] = {"place": place}
    if new is None:
        return Phrase("cli-figure-gone", {**values, "old": _written(old)})
    if old is None:
        return Phrase("cli-figure-added", {**values, "new": _written(new)})
    return Phrase("cli-figure-changed", {**values, "old": _written(old), "new": _written(new)})


def _written(figure: Figure | None) -> Value:
    if figure is None or figure.value is None:
        return Phrase("cli-figure-unknown")
    return str(figure.value)


def _spoken(settings: Settings, *body: Value) -> str:
    prompt = Prompt((Joint(body, by="\n\n"),))
    return plain(Speech(clock.LOCAL).speak(prompt, settings.staff_language).text)


def announced(settings: Settings, found: Loading) -> Iterator[str]:
    """What loading a file would do to prices, and why it may not be, if it may not."""
    for group in found.effects:
        steps = tuple(_step(one) for one in group if one.old != one.new)
        words = cost_table.variant_words(found.catalogue, group[0].variant)
        yield _spoken(
            settings, Phrase("cli-load-tiers", {"variant": words, "tiers": Joint(steps, by=", ")})
        )
    if not found.effects:
        yield _spoken(settings, Phrase("cli-load-no-effect"))
    for change in (*found.kept, *found.lapsed):
        key = "cli-load-lapsed" if change in found.lapsed else "cli-load-kept"
        values: dict[str, Value] = {"place": change.place, "value": change.value, "by": change.by}
        yield _spoken(settings, Phrase(key, values))
    for variant, short in found.broken[:BROKEN_SHOWN]:
        words = cost_table.variant_words(found.catalogue, variant)
        low: dict[str, Value] = {
            "variant": words,
            "first": short.first,
            "price": Money(short.price),
            "floor": Money(short.floor),
        }
        yield _spoken(settings, Phrase("cli-load-broken", low))
    if more := len(found.broken[BROKEN_SHOWN:]):
        yield _spoken(settings, Phrase("cli-load-more", {"count": more}))


def _step(effect: Effect) -> Phrase:
    unknown = Phrase("cli-figure-unknown")
    values: dict[str, Value] = {
        "first": effect.first,
        "old": unknown if effect.old is None else Money(effect.old),
        "new": unknown if effect.new is None else Money(effect.new),
    }
    return Phrase("cli-load-step", values)
