"""Logos and signed proofs as they are remembered."""

from dataclasses import asdict

from pydantic import TypeAdapter
from sqlalchemy import bindparam, insert, select

from handlers.desk import Contact
from handlers.messages import Attachment
from services.artwork import Measured, Placement
from services.logos import Artwork, Signed
from services.quotes import Quote
from storage import tables
from storage.session import Session, storable

_MEASURED: TypeAdapter[Measured] = TypeAdapter(Measured)
_BY_KEY = select(tables.artworks).where(tables.artworks.c.key == bindparam("key"))
_P, _Q = tables.proofs, tables.quotes
_SIGNED = (
    select(_P)
    .join(_Q, _Q.c.dialog_id == _P.c.dialog_id)
    .where(_Q.c.base == bindparam("base"))
    .order_by(_P.c.id.desc())
    .limit(1)
)


class Logos(Session):
    """The part of the desk that knows logos."""

    def keep_artwork(self, artwork: Artwork) -> None:
        row = asdict(artwork)
        row["name"] = storable(artwork.name, 200)
        self.later("artworks", {**row, "sent_at": self.now})

    def artwork(self, key: str) -> Artwork | None:
        row = self.one(_BY_KEY, {"key": key})
        if row is None:
            return None
        values = {name: row[name] for name in Artwork.__slots__}
        seen = _MEASURED.validate_python(row["seen"], strict=False)
        return Artwork(**{**values, "seen": seen})

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
        placement = Placement(row["scale"], row["right"], row["down"])
        return Signed(artwork, placement, row["proof"], row["at"])
