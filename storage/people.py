"""Contacts and their dialogs: loaded once for a batch, written back once if they changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import RowMapping, bindparam, insert, select, update

from handlers.desk import Contact, Kept
from handlers.forms import Dialog
from handlers.messages import Address, Said
from services.partners import Partner
from storage import partners, tables
from storage.outbox import drop_promotions
from storage.promoting import withdraw_elsewhere
from storage.recipients import reason, refusals
from storage.session import Row, Session, storable

# Not as pairs: of those SQLite looks for more than one through the whole table. Where others
# write meanwhile, who is read is held, in the order of their ids, until the batch is written.
_BY_ADDRESS = (
    select(tables.contacts)
    .where(
        tables.contacts.c.channel.in_(bindparam("channels", expanding=True)),
        tables.contacts.c.ext_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(tables.contacts.c.id)
    .with_for_update(key_share=True)
)
_BY_ID = (
    select(tables.contacts)
    .where(tables.contacts.c.id == bindparam("id"))
    .with_for_update(key_share=True)
)
_DIALOGS = (
    select(tables.dialogs)
    .where(tables.dialogs.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(tables.dialogs.c.id)
    .with_for_update(key_share=True)
)
_CHANGED = (
    "name", "language", "source", "hotel", "kind", "listed", "person", "dialog_id", "offered",
    "offered_closed", "talk_until", "talk_about", "reachable", "greeted", "phone", "wire",
    "heard_at", "held", "opted_out", "recent", "agreed",
    "promotions", "asked_at",
)  # fmt: skip
_UPDATE = (
    update(tables.contacts)
    .where(tables.contacts.c.id == bindparam("contact"))
    .values({name: bindparam(f"to_{name}") for name in _CHANGED})
)
_DIALOG_FIELDS = ("answers", "revisiting", "outcome", "replaces", "updated_at")
_NEW_DIALOG = insert(tables.dialogs)
_UPDATE_DIALOG = (
    update(tables.dialogs)
    .where(tables.dialogs.c.id == bindparam("dialog"))
    .values({name: bindparam(f"to_{name}") for name in _DIALOG_FIELDS})
)


@dataclass
class People(Session):
    """The people and dialogs of a batch."""

    _contacts: dict[Address, Contact] = field(default_factory=dict)
    _loaded: dict[int, Contact] = field(default_factory=dict)
    _dialogs: dict[str, Kept | None] = field(default_factory=dict)
    _stored: dict[str, Kept] = field(default_factory=dict)

    def prepare(self, said: Sequence[Said], language: Callable[[Said], str]) -> None:
        """Load, in sets, everybody who speaks in this batch; who is new becomes a contact, to be
        greeted in the `language` of their first message.
        """
        speakers: dict[Address, int] = {}
        for i, s in enumerate(said):
            speakers.setdefault(Address(s.address.channel, s.sender), i)
        self._load(speakers)
        new = [a for a in speakers if a not in self._contacts]
        if new:
            first = [(a, said[speakers[a]]) for a in new]
            rows = [self._new(s, a, language(s)) for a, s in first]
            self.connection.execute(partners.recognising(self.connection), rows)
            self._load(new)
        pressed = {s.press.partition(":")[0] for s in said if ":" in s.press}
        current = {c.dialog_id for c in self._contacts.values() if c.dialog_id}
        self._load_dialogs(pressed | current)

    def _load(self, addresses: Iterable[Address]) -> None:
        wanted = set(addresses)
        if not wanted:
            return
        asked = {
            "channels": sorted({a.channel for a in wanted}),
            "ids": sorted({a.chat for a in wanted}),
        }
        for row in self.all(_BY_ADDRESS, asked):
            if Address(row["channel"], row["ext_id"]) in wanted:
                self._take(row)

    def _take(self, row: RowMapping) -> Contact:
        contact = Contact(
            id=row["id"],
            address=Address(row["channel"], row["ext_id"]),
            partner_id=row["partner_id"],
            **{name: row[name] for name in _CHANGED if name != "offered"},
        )
        contact.offered = [(press, label) for press, label in row["offered"]]
        self._contacts[contact.address] = contact
        self._loaded[contact.id] = _copy(contact)
        return contact

    def _new(self, said: Said, address: Address, language: str) -> Row:
        return {
            "channel": address.channel, "ext_id": address.chat, "name": storable(said.name, 200),
            "greeted_in": language, "source": storable(said.source, 64), "person": "",
            "dialog_id": "", "offered": [], "offered_closed": True,
            "talk_until": None, "talk_about": "", "reachable": True, "greeted": False,
            "phone": "", "wire": "", "heard_at": None, "held": False, "opted_out": False,
            "recent": {}, "agreed": False, "promotions": False,
            "asked_at": None, "created_at": self.now,
            **partners.clues(said, address),
        }  # fmt: skip

    # ---- the desk's promises

    def meet(self, said: Said, language: str) -> Contact:
        """The contact who spoke; a source that comes later is kept if there was none."""
        address = Address(said.address.channel, said.sender)
        if self.contact_at(address) is None:
            self.prepare([said], lambda _: language)
        contact = self._contacts[address]
        contact.source = contact.source or storable(said.source, 64)
        contact.name = storable(said.name, 200) or contact.name
        contact.phone = storable(said.phone, 20) or contact.phone
        if said.private and (contact.heard_at is None or said.at >= contact.heard_at):
            contact.heard_at, contact.wire = said.at, said.wire
        return contact

    def partner(self, contact: Contact) -> Partner | None:
        if contact.partner_id is None:
            return None
        return partners.one(self.connection, contact.partner_id)

    def contact_at(self, address: Address) -> Contact | None:
        if address not in self._contacts:
            self._load([address])
        return self._contacts.get(address)

    def reread(self, address: Address) -> Contact | None:
        """A contact whom SQL may have changed beside the batch, which had written all it changed:
        whoever holds them sees it, and nothing is written over.
        """
        held = self._contacts.get(address)
        self._load([address])
        contact = self._contacts.get(address)
        if held is None or contact is None:
            return contact
        held.reachable, held.heard_at = contact.reachable, contact.heard_at
        self._contacts[address] = held
        return held

    def contact(self, contact_id: int) -> Contact | None:
        known = next((c for c in self._contacts.values() if c.id == contact_id), None)
        if known is not None:
            return known
        row = self.one(_BY_ID, {"id": contact_id})
        return self._take(row) if row else None

    def selves(self, contact: Contact) -> Sequence[Contact]:
        """The same person on other channels, known by their number."""
        if not contact.phone:
            return []
        c = tables.contacts.c
        asked = select(c.id).where(c.phone == contact.phone, c.id != contact.id).order_by(c.id)
        ids = self.connection.execute(asked).scalars().all()
        return [one for one in map(self.contact, ids) if one is not None]

    def dialog(self, dialog_id: str) -> Kept | None:
        if dialog_id:
            self._load_dialogs({dialog_id})
        return self._dialogs.get(dialog_id)

    def _load_dialogs(self, ids: set[str]) -> None:
        """Load what is not loaded yet: what was changed since is not read over."""
        new = ids - self._dialogs.keys()
        if not new:
            return
        self._dialogs |= dict.fromkeys(new)
        for row in self.all(_DIALOGS, {"ids": sorted(new)}):
            dialog = Dialog(row["id"], row["form"], row["answers"], row["revisiting"])
            kept = Kept(dialog, row["contact_id"], row["outcome"], row["replaces"])
            self._dialogs[row["id"]] = self._stored[row["id"]] = kept

    def is_stored(self, dialog_id: str) -> bool:
        """Whether the dialog has a row yet, whatever has changed of it since."""
        return dialog_id in self._stored

    def was_going(self, dialog_id: str) -> bool:
        """Whether the dialog was still going when the batch began: then nothing came of it yet."""
        stored = self._stored.get(dialog_id)
        return stored is not None and stored.outcome == "going"

    def keep(self, kept: Kept) -> None:
        self._dialogs[kept.dialog.id] = kept

    # ---- written back

    def flush_dialogs(self) -> None:
        """Write the dialogs that are new or have changed."""
        changed = {
            key: kept
            for key, kept in self._dialogs.items()
            if kept is not None and kept != self._stored.get(key)
        }
        new = [self._dialog_row(k) for key, k in changed.items() if key not in self._stored]
        old = [
            {"dialog": key} | {f"to_{n}": self._dialog_row(k)[n] for n in _DIALOG_FIELDS}
            for key, k in changed.items()
            if key in self._stored
        ]
        if new:
            self.connection.execute(_NEW_DIALOG, new)
        if old:
            self.connection.execute(_UPDATE_DIALOG, old)
        self._stored |= changed

    def _dialog_row(self, kept: Kept) -> Row:
        dialog = kept.dialog
        return {
            "id": dialog.id,
            "contact_id": kept.contact_id,
            "form": dialog.form,
            "answers": dict(dialog.answers),
            "revisiting": dialog.revisiting,
            "outcome": kept.outcome,
            "replaces": kept.replaces,
            "updated_at": self.now,
        }

    def flush_contacts(self) -> None:
        """Write the contacts that have changed. Who takes back that they want promotions does so
        on all their channels.
        """
        self._withdraw()
        changed = [c for c in self._contacts.values() if c != self._loaded[c.id]]
        if changed:
            rows = [
                {"contact": c.id} | {f"to_{name}": getattr(c, name) for name in _CHANGED}
                for c in changed
            ]
            self.connection.execute(_UPDATE, rows)
            for c in changed:
                if refusals(c) - refusals(self._loaded[c.id]):
                    drop_promotions(self.connection, c.address, reason(reachable=c.reachable))
            self._loaded |= {c.id: _copy(c) for c in changed}

    def _withdraw(self) -> None:
        """One record for one person: who has the same number has taken it back, too."""
        now = [c for c in self._contacts.values() if self._takes_back(c)]
        phones = {c.phone for c in now if c.phone}
        for contact in self._contacts.values():
            if contact.phone in phones:
                contact.promotions = False
        if phones:
            withdraw_elsewhere(self.connection, phones)

    def _takes_back(self, contact: Contact) -> bool:
        had = self._loaded[contact.id]
        return (had.promotions and not contact.promotions) or (
            contact.opted_out and not had.opted_out
        )


def _copy(contact: Contact) -> Contact:
    """The contact as they are now: what changes of them later does not change this."""
    return replace(contact, offered=list(contact.offered))
