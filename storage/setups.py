"""Setups that lie in the workshop, as they are remembered."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import RowMapping, bindparam, insert, select, update

from services.artwork import Placement
from services.logos import Signed
from services.orders import Order
from services.setups import Setup
from storage import tables
from storage.session import Session, storable

_C, _O, _S = tables.contacts, tables.orders, tables.setups
_THERE = (
    select(_S, _O.c.number, _C.c.hotel, _C.c.name)
    .join(_O, _O.c.id == _S.c.order_id)
    .join(_C, _C.c.id == _S.c.contact_id)
)
_STILL = (_S.c.gone_at.is_(None), _S.c.made_at > bindparam("since"))
_NEWEST = _THERE.where(*_STILL).order_by(_S.c.id.desc()).limit(bindparam("most"))
_OF_PRINT = (
    _THERE.where(
        *_STILL,
        _S.c.contact_id == bindparam("who"),
        _S.c.logo == bindparam("hash"),
        _S.c.printing == bindparam("print"),
    )
    .order_by(_S.c.id.desc())
    .limit(1)
)
_OF_SIZE = _OF_PRINT.where(_S.c.scale == bindparam("size"))
_OF_ORDER = _THERE.where(_S.c.order_id == bindparam("order")).order_by(_S.c.id.desc()).limit(1)


class Setups(Session):
    """The part of the desk that knows what is still there."""

    def keep_setup(self, order: Order, signed: Signed, printing: str) -> None:
        placement = signed.placement
        row = {
            "contact_id": order.contact_id,
            "order_id": order.id,
            "logo": signed.artwork.logo,
            "printing": storable(printing, 200),
            "scale": placement.scale,
            "right": placement.right,
            "down": placement.down,
            "place": "",
            "made_at": self.now,
        }
        self.connection.execute(insert(_S), row)

    def kept_setup(
        self, contact_id: int, logo: str, printing: str, scale: int | None = None
    ) -> Setup | None:
        asked = {"who": contact_id, "hash": logo, "print": printing, **self._since()}
        if scale is None:
            row = self.one(_OF_PRINT, asked)
        else:
            row = self.one(_OF_SIZE, {**asked, "size": scale})
        return _setup(row) if row else None

    def kept_setups(self, most: int) -> Sequence[Setup]:
        return [_setup(row) for row in self.all(_NEWEST, {"most": most, **self._since()})]

    def setup_of(self, order: Order) -> Setup | None:
        row = self.one(_OF_ORDER, {"order": order.id})
        return _setup(row) if row else None

    def place_setup(self, setup: Setup, place: str) -> None:
        self._change(setup, place=storable(place, 60), gone_at=None)

    def discard_setup(self, setup: Setup) -> None:
        self._change(setup, gone_at=self.now)

    def _change(self, setup: Setup, **values: object) -> None:
        self.connection.execute(update(_S).where(_S.c.id == setup.id).values(**values))

    def _since(self) -> dict[str, object]:
        return {"since": self.now - timedelta(days=self.catalogue.setup_days)}


def _setup(row: RowMapping) -> Setup:
    return Setup(
        id=row["id"],
        contact_id=row["contact_id"],
        order_id=row["order_id"],
        number=row["number"],
        hotel=row["hotel"] or row["name"],
        logo=row["logo"],
        printing=row["printing"],
        placement=Placement(row["scale"], row["right"], row["down"]),
        place=row["place"],
        made_at=row["made_at"],
    )
