"""The catalogue: whether everything it offers has a price."""

from collections.abc import Iterator, Mapping
from itertools import islice

from bot.check.findings import Note, fail, ok, warn
from handlers.messages import Joint, Phrase
from services.catalogue import Catalogue, CatalogueInvalid
from services.costing import MissingCosts
from services.pricing import tiers

MOST = 3000
"""Variants priced at most; more would take longer than an operator waits."""

_WHAT = Phrase("check-catalogue")


def priced(catalogue: Catalogue | CatalogueInvalid) -> Note:
    """Whether each offered variant has a price; if not, the figures that are missing."""
    if isinstance(catalogue, CatalogueInvalid):
        mistakes = Joint(tuple(map(str, catalogue.problems)), "\n")
        found = Phrase("check-catalogue-invalid", {"mistakes": mistakes})
        return fail(_WHAT, found, Phrase("check-catalogue-invalid-advice"))
    missing: dict[str, None] = {}
    count = 0
    for variant in islice(variants(catalogue, {}), MOST):
        count += 1
        try:
            tiers(catalogue, variant)
        except MissingCosts as error:
            missing.update(dict.fromkeys(error.missing))
    if missing:
        found = Phrase("check-catalogue-unpriced", {"missing": Joint(tuple(missing))})
        return fail(_WHAT, found, Phrase("check-catalogue-unpriced-advice"))
    if count == MOST:
        found = Phrase("check-catalogue-many", {"count": count})
        return warn(_WHAT, found, Phrase("check-catalogue-many-advice"))
    return ok(_WHAT, Phrase("check-catalogue-fine", {"count": count}))


def variants(catalogue: Catalogue, chosen: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Every variant a customer can put together from what is chosen already."""
    open_axes = (axis for axis in catalogue.asked(chosen) if axis.key not in chosen)
    axis = next(open_axes, None)
    if axis is None:
        yield chosen
        return
    for value in axis.offered:
        yield from variants(catalogue, {**chosen, axis.key: value.key})
