"""Logos and signed proofs as they are remembered."""

from dataclasses import asdict

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, bindparam, func, insert, select

from handlers.desk import Contact, Officer
from handlers.messages import Attachment
from services.artwork import Measured, Placement
from services.logos import Artwork, Sent, Signed, Verdict
from services.orders import Order
from services.quotes import Quote
from storage import tables
from storage.session import Session, storable

_MEASURED: TypeAdapter[Measured] = TypeAdapter(Measured)
_BY_KEY = select(tables.artworks).where(tables.artworks.c.key == bindparam("key"))
_A, _P, _Q, _V = tables.artworks, tables.proofs, tables.quotes, tables.verdicts
_SIGNED = (
    select(_P, func.count().over().label("version"))
    .join(_Q, _Q.c.dialog_id == _P.c.dialog_id)
    .where(_Q.c.base == bindparam("base"))
    .order_by(_P.c.id.desc())
    .limit(1)
)
_SENT = (
    select(_A)
    .join(_Q, _Q.c.dialog_id == _A.c.dialog_id)
    .where(_Q.c.base == bindparam("base"))
    .order_by(_A.c.sent_at.desc(), _A.c.key)
    .limit(1)
)
_VERDICT = select(_V).where(_V.c.artwork == bindparam("logo")).order_by(_V.c.id.desc()).limit(1)
_DRAFT = select(_Q.c.dialog_id).where(_Q.c.base == bindparam("base")).order_by(_Q.c.id).limit(1)


class Logos(Session):
    """The part of the desk that knows logos."""

    def keep_artwork(self, artwork: Artwork) -> None:
        row = asdict(artwork)
        row["name"] = storable(artwork.name, 200)
        self.later("artworks", {**row, "sent_at": self.now})

    def artwork(self, key: str) -> Artwork | None:
        row = self.one(_BY_KEY, {"key": key})
        return _artwork(row) if row else None

    def sign(self, artwork: Artwork, placement: Placement, proof: Attachment, by: Contact) -> None:
        row = {
            "artwork": artwork.key,
            "dialog_id": artwork.dialog_id,
            "proof": proof.ref,
            "contact_id": by.id,
            "at": self.now,
        }
        self.connection.execute(insert(tables.proofs), {**row, **asdict(placement)})

    def signed(self, quote: Quote) -> Signed | None:
        row = self.one(_SIGNED, {"base": quote.base})
        artwork = self.artwork(row["artwork"]) if row else None
        if row is None or artwork is None:
            return None
        verdict = self._verdict(artwork)
        if verdict is not None and verdict.at < row["at"]:
            verdict = None
        if verdict is not None and not verdict.accepted:
            return None
        placement = Placement(row["scale"], row["right"], row["down"])
        return Signed(artwork, placement, row["proof"], row["at"], row["version"], verdict)

    def sent_logo(self, quote: Quote) -> Sent | None:
        row = self.one(_SENT, {"base": quote.base})
        return Sent(_artwork(row), self._verdict(_artwork(row))) if row else None

    def draft_of(self, quote: Quote) -> str:
        row = self.one(_DRAFT, {"base": quote.base})
        return str(row["dialog_id"]) if row else ""

    def judge(self, order: Order, artwork: Artwork, verdict: Verdict, by: Officer) -> None:
        row = {
            **asdict(verdict),
            "reason": storable(verdict.reason, 300),
            "by": storable(verdict.by, 200),
            "order_id": order.id,
            "artwork": artwork.key,
            "officer_id": by.id,
        }
        self.connection.execute(insert(_V), row)

    def _verdict(self, artwork: Artwork) -> Verdict | None:
        row = self.one(_VERDICT, {"logo": artwork.key})
        return Verdict(row["accepted"], row["reason"], row["by"], row["at"]) if row else None


def _artwork(row: RowMapping) -> Artwork:
    values = {name: row[name] for name in Artwork.__slots__}
    seen = _MEASURED.validate_python(row["seen"], strict=False)
    return Artwork(**{**values, "seen": seen})
