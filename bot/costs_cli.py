"""`prokana cost` and `prokana catalogue`: what the desk reckons with, for whoever runs it."""

from collections.abc import Iterator
from pathlib import Path

from bot import clock
from bot.settings import Settings
from bot.speech import Speech, plain
from handlers.messages import Joint, Phrase, Prompt, Value
from handlers.scene import units_of
from handlers.staff import cost_table
from services.breakdowns import breakdown
from services.catalogue import Catalogue, load
from services.costing import MissingCosts
from services.places import Figure
from services.rate_changes import figures_of


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
