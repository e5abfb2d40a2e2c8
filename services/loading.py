"""Another catalogue file in place of the one the desk sells from: what that would change.

Figures officers changed stay in force over it, as they did over the file before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.catalogue import Catalogue
from services.pricing import Shortfall
from services.rate_changes import (
    Effect,
    RateChange,
    broken_floors,
    effects,
    figures_of,
    in_force,
    lapsed,
    with_rates,
)


@dataclass(frozen=True)
class Loading:
    """What a file would do. `kept` are officers' figures the file says otherwise, which hold on;
    `lapsed` those of places it does not have. With `broken` floors it may not be loaded.
    """

    catalogue: Catalogue
    effects: tuple[tuple[Effect, ...], ...]
    broken: tuple[tuple[dict[str, str], Shortfall], ...]
    kept: tuple[RateChange, ...]
    lapsed: tuple[RateChange, ...]


def loading(
    current: Catalogue, file: Catalogue, changes: Sequence[RateChange], at: datetime
) -> Loading:
    """What selling from `file` from a moment on does to what is sold now.

    Raises `CatalogueInvalid` where officers' figures do not fit the file.
    """
    held = in_force(changes, at)
    new = with_rates(file, held, at)
    said = {figure.place: figure.value for figure in figures_of(file)}
    gone = lapsed(file, held)
    kept = (c for c in held if c not in gone and str(said[c.place]) != c.value)
    every = tuple(
        group for group in effects(current, new) if any(one.old != one.new for one in group)
    )
    return Loading(new, every, broken_floors(current, new), tuple(kept), gone)
