"""Catalogues as they were when quotes were issued with them, and what those quotes cost then."""

from datetime import datetime

from sqlalchemy import Connection, select

from services.catalogue import Catalogue
from services.quotes import Terms, priced
from services.rate_changes import RateChange
from storage import rates, tables
from storage.rates import kept_catalogue
from storage.session import insert_new


def keep_catalogue(connection: Connection, fingerprint: str, body: str, now: datetime) -> None:
    """Keep the catalogue a quote's prices come from, so they can be told years later."""
    row = {"fingerprint": fingerprint, "body": body, "loaded_at": now}
    connection.execute(insert_new(connection, tables.catalogues), [row])


def sell_from(
    connection: Connection, file: Catalogue, source: str, by: str, now: datetime, newest: int
) -> bool:
    """Sell from another catalogue from now on; false, and nothing done, where a figure was changed
    since the row `newest`.
    """
    if rates.alone(connection) != newest:
        return False
    keep_catalogue(connection, file.fingerprint, file.body, now)
    change = RateChange(rates.BASE, file.fingerprint, source, "measured", by, now, now)
    rates.record(connection, change)
    return True


def recomputed(connection: Connection, number: str) -> Terms | None:
    """The terms of a quote, priced anew from rows alone: the figures that held at its moment.

    What was conceded in bargaining is not in them: these are the list prices it began with.
    None where there is no such quote, or its catalogue was not kept.
    """
    q = tables.quotes.c
    written = connection.execute(select(q.terms).where(q.number == number)).scalar()
    if written is None:
        return None
    terms = Terms.model_validate(written)
    catalogue = kept_catalogue(connection, terms.catalogue)
    return priced(catalogue, terms.wanted) if catalogue is not None else None
