"""Promotions as officers write, submit and approve them, and whom they would reach."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from handlers.desk import Officer
from handlers.messages import Phrase, Prompt
from services.directory import hotels
from services.orders import OrderState
from services.promotions import (
    EVERY,
    REACHED,
    Audience,
    Body,
    Filled,
    Progress,
    Promotion,
    PromotionState,
    Reach,
)
from storage import promoting, tables
from storage.promoting import A_DAY
from storage.session import Session, storable

_P, _C, _O, _Q, _R = (
    tables.promotions, tables.contacts, tables.orders, tables.quotes, tables.recipients,
)  # fmt: skip
_S, _T, _N = tables.sources, tables.touches, tables.partners
_PARTNER = select(_N.c.id).where(_N.c.id == _C.c.partner_id)
_BY_ID = select(_P).where(_P.c.id == bindparam("promotion"))
_NEWEST = select(_P).order_by(_P.c.id.desc()).limit(bindparam("most"))
_GONE = (OrderState.REJECTED.value, OrderState.CANCELLED.value)
_STANDS = (_P.c.id == bindparam("of"), _P.c.version == bindparam("was"))
_REVISE = (
    update(_P)
    .where(*_STANDS, _P.c.state == PromotionState.DRAFT.value)
    .values(
        name=bindparam("called"),
        body=bindparam("says"),
        audience=bindparam("meant"),
        send_at=bindparam("goes", type_=tables.Moment),
        version=_P.c.version + 1,
    )
)
_SETTLE = (
    update(_P)
    .where(*_STANDS, _P.c.state == bindparam("from_"))
    .values(state=bindparam("to"), version=_P.c.version + 1)
)
_WITHDREW = (
    select(func.count(_R.c.contact_id.distinct()))
    .join(_P, _P.c.id == _R.c.promotion_id)
    .join(tables.consents, tables.consents.c.contact_id == _R.c.contact_id)
    .where(
        _R.c.promotion_id == bindparam("promotion"),
        ~tables.consents.c.granted,
        tables.consents.c.at >= _P.c.begun_at,
    )
)


@dataclass
class Promotions(Session):
    """The promotions of the desk, until they go: what becomes of them then is told elsewhere."""

    def promotion(self, promotion_id: int) -> Promotion | None:
        row = self.one(_BY_ID, {"promotion": promotion_id})
        return _promotion(row) if row else None

    def promotions(self, most: int) -> Sequence[Promotion]:
        return [_promotion(row) for row in self.all(_NEWEST, {"most": most})]

    def write_promotion(self, written: Promotion, by: str, officer: Officer | None) -> Promotion:
        row = {
            "name": storable(written.name, 120),
            "state": PromotionState.DRAFT.value,
            "body": written.body.model_dump(mode="json"),
            "audience": written.audience.model_dump(mode="json"),
            "send_at": written.send_at,
            "made_by": storable(by, 200),
            "made_by_id": officer.id if officer else None,
            "made_at": self.now,
            "version": 1,
        }
        key: int = self.connection.execute(insert(_P).returning(_P.c.id), row).scalar_one()
        made = self.promotion(key)
        assert made is not None
        return made

    def revise_promotion(self, promotion: Promotion) -> Promotion | None:
        row = {
            "of": promotion.id,
            "was": promotion.version,
            "called": storable(promotion.name, 120),
            "says": promotion.body.model_dump(mode="json"),
            "meant": promotion.audience.model_dump(mode="json"),
            "goes": promotion.send_at,
        }
        done = self.connection.execute(_REVISE, row).rowcount == 1
        return self.promotion(promotion.id) if done else None

    def submit_promotion(self, promotion: Promotion, by: Officer) -> Promotion | None:
        values = {"made_by": storable(by.name, 200), "made_by_id": by.id}
        return self._settle(promotion, PromotionState.WAITING, values)

    def refuse_promotion(self, promotion: Promotion) -> Promotion | None:
        return self._settle(promotion, PromotionState.DRAFT, {})

    def drop_promotion(self, promotion: Promotion) -> Promotion | None:
        return self._settle(promotion, PromotionState.STOPPED, {"ended_at": self.now})

    def approve_promotion(
        self, promotion: Promotion, by: Officer, channels: Collection[str]
    ) -> Promotion | None:
        values = {
            "approved_by": storable(by.name, 200),
            "approved_at": self.now,
            "send_at": max(promotion.send_at or self.now, self.now),
        }
        approved = self._settle(promotion, PromotionState.APPROVED, values)
        if approved is not None:
            names = (_C.c.id, _C.c.name, _C.c.person, _C.c.hotel, _C.c.language)
            meant = select(*names).where(*self._meant(promotion.audience, channels))
            people = (
                (
                    row.id,
                    self._filled(row.language, row.person or row.name, row.hotel),
                )
                for row in self.connection.execute(meant.order_by(_C.c.id))
            )
            promoting.freeze(self.connection, promotion.id, people, self.now)
        return approved

    def _filled(self, language: str, name: str, hotel: str) -> Filled:
        """What is filled in for somebody; what nobody knows of them is said in general words."""
        said = partial(self.shop.voice.speak, language=language)
        return Filled(
            language=language,
            name=name or said(Prompt((Phrase("promo-a-partner"),))).text,
            hotel=hotel or said(Prompt((Phrase("promo-your-place"),))).text,
        )

    def _settle(
        self, promotion: Promotion, to: PromotionState, values: Mapping[str, object]
    ) -> Promotion | None:
        stands = {
            "of": promotion.id,
            "was": promotion.version,
            "from_": promotion.state.value,
            "to": to.value,
        }
        done = self.connection.execute(_SETTLE.values(values), stands).rowcount == 1
        return self.promotion(promotion.id) if done else None

    def pause_promotion(self, promotion: Promotion) -> bool:
        return promoting.pause(self.connection, promotion.id)

    def resume_promotion(self, promotion: Promotion) -> bool:
        return promoting.resume(self.connection, promotion.id)

    def stop_promotion(self, promotion: Promotion) -> bool:
        return promoting.stop(self.connection, promotion.id, self.now)

    def progress(self, promotion: Promotion) -> Progress:
        return promoting.progress(self.connection, promotion.id)

    def withdrew_over(self, promotion: Promotion) -> int:
        row = self.one(_WITHDREW, {"promotion": promotion.id})
        return int(next(iter(row.values()))) if row else 0

    # ---- whom it would reach

    def reach(self, promotion: Promotion, channels: Collection[str]) -> Reach:
        meant = self._meant(promotion.audience, channels)
        heard = _C.c.heard_at > self.now - A_DAY
        each = select(_C.c.channel, func.count(), func.count().filter(heard)).where(*meant)
        counted = self.connection.execute(each.group_by(_C.c.channel)).all()
        had = (
            select(func.count(_R.c.contact_id.distinct()))
            .join(_C, _C.c.id == _R.c.contact_id)
            .where(*meant, _R.c.state.in_(sorted(REACHED)), _R.c.promotion_id != promotion.id)
        )
        lately = self.connection.execute(had.where(_R.c.at > self.now - EVERY)).scalar_one()
        offers = promotion.body.model_dump(mode="json")["offers"]
        alike = [
            row.id
            for row in self.connection.execute(select(_P.c.id, _P.c.body))
            if row.id != promotion.id and offers and row.body["offers"] == offers
        ]
        same = self.connection.execute(had.where(_R.c.promotion_id.in_(alike))).scalar_one()
        return Reach(
            people={row[0]: row[1] for row in counted},
            heard={row[0]: row[2] for row in counted},
            lately=lately,
            same=same if alike else 0,
        )

    def _meant(self, audience: Audience, channels: Collection[str]) -> list[ColumnElement[bool]]:
        """What holds of everybody who is meant: they agreed, can be reached, and fit."""
        allowed = (_C.c.promotions, ~_C.c.opted_out, _C.c.reachable)
        there = _C.c.channel.in_(sorted(channels))
        return [*allowed, there, *_themselves(audience), *self._history(audience)]

    def _history(self, audience: Audience) -> Iterator[ColumnElement[bool]]:
        """What they ordered, where to, and how they came."""
        mine = _O.c.contact_id == _C.c.id
        bought = select(_O.c.id).where(mine, _O.c.state.not_in(_GONE))
        if audience.bought is not None:
            yield bought.exists() if audience.bought else ~bought.exists()
        if audience.dormant:
            since = self.now - A_DAY * audience.dormant
            yield ~bought.where(_O.c.placed_at > since).exists()
        if audience.loyal:
            arrived = select(func.count()).select_from(_O).where(mine)
            of = arrived.where(_O.c.state == OrderState.DELIVERED.value).scalar_subquery()
            yield of >= audience.loyal
        if audience.places:
            place = _Q.c.terms["wanted"]["delivery"].as_string()
            quoted = select(_Q.c.id).where(_Q.c.contact_id == _C.c.id)
            there = quoted.where(place.in_(audience.places)).exists()
            yield or_(there, _PARTNER.where(_N.c.place.in_(audience.places)).exists())
        if audience.source:
            came = select(_T.c.id).join(_S, _S.c.id == _T.c.source_id)
            yield came.where(_T.c.contact_id == _C.c.id, _S.c.code == audience.source).exists()


def _themselves(audience: Audience) -> Iterator[ColumnElement[bool]]:
    if audience.kinds:
        yield _C.c.kind.in_(audience.kinds)
    if audience.stars:
        listed = [hotel.key for hotel in hotels() if hotel.stars in audience.stars]
        yield or_(
            _PARTNER.where(_N.c.stars.in_(audience.stars)).exists(),
            and_(~_PARTNER.where(_N.c.stars != "").exists(), _C.c.listed.in_(listed)),
        )
    if audience.language:
        yield _C.c.language == audience.language
    if audience.channel:
        yield _C.c.channel == audience.channel


def _promotion(row: RowMapping) -> Promotion:
    return Promotion(
        id=row["id"],
        name=row["name"],
        state=PromotionState(row["state"]),
        body=Body.model_validate(row["body"]),
        audience=Audience.model_validate(row["audience"]),
        send_at=row["send_at"],
        made_by=row["made_by"],
        made_by_id=row["made_by_id"],
        approved_by=row["approved_by"],
        begun_at=row["begun_at"],
        ended_at=row["ended_at"],
        version=row["version"],
    )
