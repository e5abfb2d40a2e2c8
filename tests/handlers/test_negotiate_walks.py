"""Whatever customers say and officers press, at whatever figures: no price ends under its floor."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from services.catalogue import Catalogue
from services.orders import Role
from services.quotes import Terms
from storage import tables
from tests.handlers.conftest import GROUP
from tests.handlers.office import Chat, Office
from tests.handlers.test_quote import quoted
from tests.services.test_negotiation import selling

FIGURES = st.tuples(
    st.decimals("0.1", "0.6", places=2),
    st.decimals("0", "0.5", places=2),
    st.decimals("0", "0.5", places=2),
).map(lambda drawn: " ".join(map(str, (drawn[0], min(drawn[:2]), drawn[2]))))
"""Margin, least margin and the band's share, in one line."""

PRICES = st.integers(1900, 4200).map(lambda each: f"{each // 1000}.{each % 1000:03d}")
CUSTOMER = st.one_of(
    st.sampled_from(["bisa kurang?", "tidak jadi", "kalau 1000 berapa?", "kalau 300 psg berapa?"]),
    PRICES.map(lambda each: f"saya tawar {each}"),
    PRICES.map(lambda each: f"{each} bisa?"),
)
STEPS = st.one_of(
    st.tuples(st.just("says"), CUSTOMER),
    st.tuples(st.just("presses"), st.integers(0, 5)),
    st.tuples(st.just("decides"), st.integers(0, 3)),
    st.tuples(st.just("counters"), PRICES),
    st.tuples(st.just("waits"), st.integers(1, 20)),
    st.tuples(st.just("figures"), FIGURES),
)


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(FIGURES, st.lists(STEPS, min_size=3, max_size=14))
def test_no_agreed_price_is_under_the_floor_of_its_moment(
    template: Path, figures: str, steps: list[tuple[str, object]]
) -> None:
    with TemporaryDirectory() as folder:
        office = Office.at(template, Path(folder) / "desk.db")
        chat = office.customer()
        staff = office.officer(Role.HEAD, "202", "Budi", GROUP)
        staff.says(f"/tautkan {office.invitation(Role.DESK)}")
        office.catalogue = at(figures)
        quoted(chat)
        for what, value in steps:
            take(office, chat, staff, what, value)
        prices_hold(office)
        office.engine.dispose()


def at(figures: str) -> Catalogue:
    """What is sold at drawn figures."""
    margin, least, most = figures.split()
    return selling(margin=margin, least=least, most=most)


def take(office: Office, chat: Chat, staff: Chat, what: str, value: object) -> None:
    """One step, where there is something to be done; a counter is asked for before it is made."""
    if what in ("decides", "counters"):
        decides(office, chat, staff, what, value)
    elif what == "says":
        chat.says(str(value))
    elif what == "presses" and (offered := chat.last.spoken.choices):
        chat.does(press=offered[int(str(value)) % len(offered)].press)
    elif what == "waits":
        office.later(days=int(str(value)))
    elif what == "figures":
        office.catalogue = at(str(value))


def decides(office: Office, chat: Chat, staff: Chat, what: str, value: object) -> None:
    """An officer's step on the newest card, if there is one."""
    if what == "counters":
        chat.forges(f"/call={office.rows('quotes')[-1]['id']}.1")
    cards = [s for s in office.screen(GROUP) if "margin pada" in s.text]
    if cards and what == "counters":
        staff.does(reply_to=cards[-1].id, text=str(value))
    elif cards and (offered := cards[-1].spoken.choices):
        staff.does(press=offered[int(str(value)) % len(offered)].press)


def prices_hold(office: Office) -> None:
    quotes = office.rows("quotes")
    for row in quotes:
        lines = Terms.model_validate(row["terms"]).lines
        assert all(line.each >= line.floor for line in lines)
    events = office.rows(tables.quote_events.name)
    assert all(e["each"] >= e["floor"] for e in events if e["floor"] is not None)
    asked = 0
    for event in events:
        if event["what"] == "offered":
            asked = event["each"]
        if event["what"] == "conceded":
            assert event["each"] >= asked > 0
            asked = 0
    standing = [(q["base"], q["revision"]) for q in quotes if q["state"] == "issued"]
    assert len(standing) == len({base for base, _ in standing})
