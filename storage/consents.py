"""Who agreed to promotions and who took it back, as it can be proven."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, update

from handlers.desk import Contact
from handlers.messages import Said
from storage import tables
from storage.session import Session, storable

_R = tables.recipients
_CLICK = (
    update(_R)
    .where(
        _R.c.promotion_id == bindparam("of"),
        _R.c.contact_id == bindparam("who"),
    )
    .values(clicked_at=func.coalesce(_R.c.clicked_at, bindparam("when_", type_=tables.Moment)))
)


@dataclass
class Consents(Session):
    """What people answered about promotions, and what they press in them."""

    def record_consent(
        self, contact: Contact, said: Said, wording: str, how: str, language: str
    ) -> None:
        row = {
            "contact_id": contact.id,
            "at": self.now,
            "granted": contact.promotions,
            "wording": storable(wording),
            "how": how,
            "channel": said.address.channel,
            "message": storable(said.message, 140),
            "language": language,
        }
        self.later("consents", row)

    def clicked(self, promotion: int, contact: Contact) -> bool:
        values = {"of": promotion, "who": contact.id, "when_": self.now}
        return self.connection.execute(_CLICK, values).rowcount == 1
