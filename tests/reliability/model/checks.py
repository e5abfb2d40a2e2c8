"""The desk beside what is expected of it: after every step, and once all is quiet."""

import re
from collections import defaultdict
from typing import Any

from tests.reliability.model.bargaining import Quote
from tests.reliability.model.cast import GROUP, SUPERGROUP, TELEGRAM, WHATSAPP
from tests.reliability.model.far import Far
from tests.reliability.model.world import World

_OURS = re.compile("xq[bdgkz]+qx")

_DRAFTS = """
    SELECT d.id, c.ext_id, d.outcome, d.revisiting, json_extract(d.answers, '$."1.quantity"')
    FROM dialogs d JOIN contacts c ON c.id = d.contact_id ORDER BY d.rowid
"""
_QUOTES = """
    SELECT q.dialog_id, q.state, l ->> 'quantity', l ->> 'each', l ->> 'floor', q.revision,
        q.valid_until, q.total, iif(q.state = 'issued', q.version, 0),
        (SELECT min(e."each") FROM quote_events e
         WHERE e.quote_id = q.id AND e.what IN ('conceded', 'countered'))
    FROM (SELECT *, json_extract(terms, '$.lines[0]') l FROM quotes) q ORDER BY q.id
"""
_ORDERS = """
    SELECT o.quote_id, c.ext_id, o.state, o.version, q.total,
        json_extract(q.terms, '$.lines[0].each')
    FROM orders o JOIN contacts c ON c.id = o.contact_id JOIN quotes q ON q.id = o.quote_id
    ORDER BY o.id
"""
_BUTTONS = "SELECT quote_id, max(version) FROM tokens WHERE quote_id > 0 GROUP BY quote_id"
_PEOPLE = "SELECT ext_id, opted_out, dialog_id FROM contacts WHERE id <= 3 ORDER BY id"
_AUDIT = """
    SELECT person, action, outcome, coalesce('quote:' || quote_id, 'order:' || order_id, '')
    FROM audit ORDER BY id
"""
_INBOX = "SELECT count(*), coalesce(sum(state = 'done'), 0) FROM inbox"


def name_drafts(world: World) -> None:
    """Learn what the desk calls the drafts it opened since."""
    unnamed = [d for d in world.model.drafts if not d.key]
    if unnamed:
        keys = world.ask("SELECT id FROM dialogs ORDER BY rowid")[-len(unnamed) :]
        for draft, (key,) in zip(unnamed, keys, strict=True):
            draft.key = key


def agrees(world: World) -> None:
    """The desk holds what the model does, no more and no less."""
    for error in world.wrong:
        raise error
    name_drafts(world)
    m = world.model
    same(
        world.ask(_DRAFTS),
        [(d.key, d.owner, d.outcome, d.revisiting, d.quantity) for d in m.drafts],
    )
    same(world.ask(_QUOTES), [_as_kept(quote) for quote in m.quotes])
    assert all(q.floor <= q.told for q in m.quotes), "no price is told that lies under its floor"
    made = dict(world.ask(_BUTTONS))
    waiting = [i for i, q in enumerate(m.quotes, 1) if q.deals(m.today()) and i in made]
    dead = [i for i in waiting if made[i] != m.quotes[i - 1].version]
    assert not dead, f"no button of what an officer is to decide is good any more: quotes {dead}"
    same(
        world.ask(_ORDERS),
        [(o.quote, o.owner, o.state, o.version, o.quantity * o.each, o.each) for o in m.orders],
    )
    same(world.ask(_AUDIT), m.audit)
    hand = {p: (d.key if d else "") for p, d in m.current.items()}
    same(world.ask(_PEOPLE), [(p, int(out), hand.get(p, "")) for p, out in m.of_customers])
    same(world.ask(_INBOX), [(m.kept, m.kept)])


def _as_kept(q: Quote) -> tuple[Any, ...]:
    """A quote as its row tells it, with our lowest price beside its own; the version while it may
    still be decided about.
    """
    quantity, version = q.draft.quantity, q.version if q.state == "issued" else 0
    total = quantity * q.each
    until = str(q.until)
    return (
        *(q.draft.key, q.state, quantity, q.each, q.floor, q.revision),
        *(until, total, version, q.given),
    )


def same(found: list[Any], expected: list[Any]) -> None:
    assert found == expected, f"the desk has {found}, the model {expected}"


async def rests_well(world: World) -> None:
    """All that had to go went, as often as it may, and every promise holds of what is left."""
    agrees(world)
    questions = 0
    for row in world.ask("SELECT channel, id, lane, state, card, quiet FROM outbox"):
        channel, *rest = row
        _ended_well(world.far[channel], *rest)
        questions += row[2] < 0
    assert questions == world.model.asked
    if world.migrated:
        assert world.model.group == SUPERGROUP
    same(world.ask("SELECT chat FROM staff_chats ORDER BY id")[:1], [(world.model.group,)])
    _words_once(world)
    broken = await world.broken()
    assert broken == [], broken


def _ended_well(far: Far, row: int, lane: int, state: str, card: str, quiet: int) -> None:
    times, lost = len(far.arrived[row]), far.losses[row]
    where = f"outbox {row}, {state}, arrived {times} times, {lost} answers lost"
    if far.name == WHATSAPP:
        assert times <= 1 + far.stopped[row], where
    assert times <= (1 if lane > 0 else 1 + lost), where
    assert state in {"sent", "dead", "uncertain", "cancelled"}, where
    if state == "sent":
        assert lane < 0 or times or far.edited[row] or quiet, where
    if state == "dead":
        assert row in far.refused, where
    if state == "uncertain":
        assert lost > (0 if lane > 0 else 1), where
    if state == "cancelled":
        assert lane > 0 or quiet or row in far.dropped, where


def _words_once(world: World) -> None:
    """What people say to each other is told once to everybody it is for."""
    told: dict[str, list[str]] = defaultdict(list)
    bodies = "SELECT chat, json_extract(body, '$.message.text') FROM outbox WHERE card = ''"
    rows = world.ask(f"{bodies} AND lane = 0")
    for chat, text in rows:
        for word in _OURS.findall(text):
            told[word].append(GROUP if chat == SUPERGROUP else chat)
    for word, chats in world.model.words.items():
        wanted = sorted(GROUP if chat == SUPERGROUP else chat for chat in chats)
        assert sorted(told[word]) == wanted, f"{word}: {told[word]}, not {wanted}"


CHANNELS = (TELEGRAM, WHATSAPP)
