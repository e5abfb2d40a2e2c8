"""What can happen, one thing after another, in any order Hypothesis can think of."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from storage.codec import Arrival
from tests.reliability.model import checks
from tests.reliability.model.bargaining import Quote
from tests.reliability.model.cast import (
    BUDI,
    CUSTOMERS,
    DEWI,
    GUEST,
    IN_GROUP,
    OFFICERS,
    SARI,
    STAFF,
    YANTO,
    Person,
)
from tests.reliability.model.far import FAULTS
from tests.reliability.model.world import World

customers = st.sampled_from(CUSTOMERS)
staff = st.sampled_from((*STAFF, BUDI, SARI))
channels = st.sampled_from(checks.CHANNELS)
back = st.integers(0, 12)
quantities = st.sampled_from((100, 500, 1000))
often = st.sampled_from([True, True, True, False])
seldom = st.sampled_from([False, False, False, True])
flags = st.booleans()
SENTENCE = "/pesan {} pasang eva 5mm all size polos netral ambil sendiri secepatnya"
PRICES: dict[str, Callable[[Quote], int]] = {
    "more than ours": lambda quote: quote.told + 100,
    "a little less": lambda quote: quote.told - 40,
    "less": lambda quote: quote.told - 300,
    "more than before": lambda quote: max(quote.floor, *quote.bids.best.values(), 0) + 30,
    "under the floor": lambda quote: quote.floor - 10,
    "far under it": lambda quote: quote.floor - 100,
    "next to nothing": lambda _: 1,
}
prices = st.sampled_from(sorted(PRICES))
deals = st.sampled_from(("agree", "agree", "counter", "refuse"))
dealers = st.sampled_from((BUDI, BUDI, SARI, SARI, YANTO, GUEST))
TEXTS = ("stop", "mulai lagi", "/petugas", "", "", "")


class Desk(RuleBasedStateMachine):
    """A desk that must always agree with the model."""

    loop: asyncio.AbstractEventLoop
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.world: World = self.run(_made(self.folder))

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    async def arrive(self, arrivals: list[Arrival], goes: bool, late: bool) -> None:
        """Updates arrive now or later; what they lead to goes out now or later."""
        if late:
            self.world.pending += arrivals
            return
        await self.world.take(arrivals)
        if goes:
            await self.deliver()

    async def deliver(self) -> None:
        for name in checks.CHANNELS:
            await self.world.drain(name)

    # ---- customers

    @rule(who=customers, quantity=quantities, late=seldom)
    def orders_in_a_sentence(self, who: Person, quantity: int, late: bool) -> None:
        said = self.world.says(who, SENTENCE.format(quantity))
        self.run(self.arrive(said, goes=True, late=late))
        checks.agrees(self.world)

    @rule(who=customers, how=st.sampled_from(("order", "quote")), goes=often)
    def confirms(self, who: Person, how: str, goes: bool) -> None:
        shown = [p for p in self._shown(who) if p.endswith(f"/confirm={how}")]
        if shown:
            self.run(self.arrive(self.world.says(who, press=shown[-1]), goes=goes, late=False))
            checks.agrees(self.world)

    @rule(who=customers, at=back, twice=seldom, goes=often, late=seldom)
    def presses(self, who: Person, at: int, twice: bool, goes: bool, late: bool) -> None:
        self._press(who, self._shown(who), at, twice, goes, late)

    @rule(who=customers, of=customers, at=back)
    def presses_what_another_was_shown(self, who: Person, of: Person, at: int) -> None:
        self._press(who, self._shown(of), at, False, True, False)

    @rule(who=customers, text=st.sampled_from(TEXTS), goes=often, late=seldom)
    def writes(self, who: Person, text: str, goes: bool, late: bool) -> None:
        said = self.world.says(who, text or self.world.word())
        self.run(self.arrive(said, goes, late))
        checks.agrees(self.world)

    @rule(who=customers, quantity=quantities, what=prices, twice=seldom, goes=often)
    def bids(self, who: Person, quantity: int, what: str, twice: bool, goes: bool) -> None:
        """A price for their newest quote that stands; where none does, one is made first."""
        self._bids(who, quantity, what, twice, goes)

    @rule(
        who=customers,
        press=st.sampled_from(("/take={given}.1", "/accept={newest}", "/call={newest}.1")),
        twice=seldom,
        late=seldom,
    )
    def settles(self, who: Person, press: str, twice: bool, late: bool) -> None:
        """They take the price they were given last, or the quote's, or ask for an officer."""
        quotes = self.world.model.quotes
        given = [i for i, q in enumerate(quotes, 1) if q.given and q.draft.owner == who.id]
        if not given:
            self._bids(who, 500, "more than before", twice=False, goes=True)
        newest = max(i for i, q in enumerate(quotes, 1) if q.draft.owner == who.id)
        pressed = press.format(given=given[-1] if given else newest, newest=newest)
        self._press(who, [pressed], 0, twice, True, late)

    def _bids(self, who: Person, quantity: int, what: str, twice: bool, goes: bool) -> None:
        quote = self.world.model.newest(who.id)
        if quote is None:
            self.run(self.arrive(self.world.says(who, SENTENCE.format(quantity)), goes, late=False))
            checks.agrees(self.world)
            press = f"{self.world.model.drafts[-1].key}:/confirm=quote"
            self.run(self.arrive(self.world.says(who, press=press), goes, late=False))
            quote = self.world.model.quotes[-1]
        said: list[Arrival] = []
        for _ in range(1 + twice):
            said += self.world.says(who, f"tawar {PRICES[what](quote)} {self.world.word()}")
        self.run(self.arrive(said, goes, late=False))
        checks.agrees(self.world)

    def _somebody_waits(self) -> None:
        """An offer that an officer could decide about; where there is none, one is made first."""
        if not any(quote.deals(self.world.model.today()) for quote in self.world.model.quotes):
            self._bids(DEWI, 100, "more than before", twice=False, goes=True)

    def _shown(self, who: Person) -> list[str]:
        chat = "group" if who.grouped else who.id
        return self.world.far[who.channel].presses[chat]

    def _press(
        self, who: Person, shown: list[str], at: int, twice: bool, goes: bool, late: bool
    ) -> None:
        if shown:
            press = shown[-1 - min(at, len(shown) - 1)]
            taps = [a for _ in range(1 + twice) for a in self.world.says(who, press=press)]
            self.run(self.arrive(taps, goes, late))
            checks.agrees(self.world)

    # ---- officers

    @rule(who=staff, at=back, twice=seldom, goes=often, late=seldom)
    def officer_presses(self, who: Person, at: int, twice: bool, goes: bool, late: bool) -> None:
        self._press(who, self._shown(who), at, twice, goes, late)

    @rule(at=back, goes=often)
    def two_officers_press_at_once(self, at: int, goes: bool) -> None:
        shown = self._shown(BUDI)
        if shown:
            press = shown[-1 - min(at, len(shown) - 1)]
            taps = [a for p in (BUDI, YANTO, BUDI) for a in self.world.says(p, press=press)]
            self.run(self.arrive(taps, goes, late=False))
            checks.agrees(self.world)

    @rule(at=back)
    def presses_a_card_of_another_chat(self, at: int) -> None:
        self._press(SARI, self._shown(BUDI), at, False, True, False)
        self._press(BUDI, self._shown(SARI), at, False, True, False)

    @rule(
        who=staff,
        name=st.sampled_from(("setuju", "setuju", "tolak", "tanya", "produksi")),
        at=back,
        late=seldom,
    )
    def officer_commands(self, who: Person, name: str, at: int, late: bool) -> None:
        numbers = [n for (n,) in self.world.ask("SELECT number FROM orders ORDER BY id")]
        number = numbers[-1 - min(at, len(numbers) - 1)] if numbers else "999"
        words = f" {self.world.word()}" if name in {"tolak", "tanya"} else ""
        said = self.world.says(who, f"/{name} {number}{words}")
        self.run(self.arrive(said, goes=True, late=late))
        checks.agrees(self.world)

    @rule(who=staff, at=back, late=seldom)
    def officer_replies(self, who: Person, at: int, late: bool) -> None:
        relayed = self.world.far[who.channel].relayed
        if relayed:
            _, key = relayed[-1 - min(at, len(relayed) - 1)]
            said = self.world.says(who, self.world.word(), reply_to=key)
            self.run(self.arrive(said, goes=True, late=late))
            checks.agrees(self.world)

    @rule(who=dealers, deal=deals, at=back, twice=seldom, late=seldom)
    def officer_deals(self, who: Person, deal: str, at: int, twice: bool, late: bool) -> None:
        """A button of the card of an offer, perhaps of one that is no more."""
        self._somebody_waits()
        sql = "SELECT value FROM tokens WHERE quote_id IS NOT NULL AND action = ?"
        good = {f"!{value}" for (value,) in self.world.ask(sql, deal)}
        shown = [press for press in self._shown(who) if press in good]
        self._press(who, shown, at, twice, True, late)

    @rule(who=dealers, what=prices, at=back, late=seldom)
    def officer_names_a_price(self, who: Person, what: str, at: int, late: bool) -> None:
        """In reply to the card of an offer, or to the question for a price."""
        self._somebody_waits()
        cards = self.world.offers_shown_to(who)
        if cards:
            key, number = cards[min(at, len(cards) - 1)]
            price = PRICES[what](self.world.model.quotes[number - 1])
            said = self.world.says(who, f"{price} {self.world.word()}", reply_to=key)
            self.run(self.arrive(said, goes=True, late=late))
            checks.agrees(self.world)

    @rule(who=st.sampled_from(IN_GROUP), late=seldom)
    def leaves_or_joins(self, who: Person, late: bool) -> None:
        there = who.id in self.world.in_group
        news = self.world.leaves(who) if there else self.world.joins(who)
        self.run(self.arrive(news, goes=False, late=late))

    @rule(who=st.sampled_from(OFFICERS), really=st.sampled_from([False] * 5 + [True]))
    def is_dismissed(self, who: Person, really: bool) -> None:
        if really:
            self.run(self.world.dismiss(who))

    @precondition(lambda self: not self.world.migrated)
    @rule(late=flags)
    def group_migrates(self, late: bool) -> None:
        self.run(self.arrive(self.world.migrates(), goes=False, late=late))
        checks.agrees(self.world)

    # ---- people who want nothing from us

    @rule(who=customers, late=seldom)
    def blocks(self, who: Person, late: bool) -> None:
        if who.id not in self.world.blocked:
            self.run(self.arrive(self.world.blocks(who), goes=False, late=late))

    @rule(who=customers, goes=flags)
    def is_sent_a_promotion(self, who: Person, goes: bool) -> None:
        self.run(self.world.promote(who))
        if goes:
            self.run(self.deliver())

    # ---- the way there

    @precondition(lambda self: self.world.past)
    @rule(at=back)
    def comes_again(self, at: int) -> None:
        """The acknowledgement was lost."""
        world = self.world
        when, arrival = world.past[-1 - min(at, len(world.past) - 1)]
        if (world.clock() - when).days < 1:
            self.run(world.take([arrival]))
            checks.agrees(world)

    @precondition(lambda self: self.world.pending)
    @rule(data=st.data(), together=flags, goes=often)
    def what_was_late_arrives(self, data: st.DataObject, together: bool, goes: bool) -> None:
        order = data.draw(st.permutations(range(len(self.world.pending))))
        self.run(self.world.arrive(order, together=together))
        checks.agrees(self.world)
        if goes:
            self.run(self.deliver())
            checks.agrees(self.world)

    @rule(name=channels)
    def delivers(self, name: str) -> None:
        self.run(self.world.drain(name))
        checks.agrees(self.world)

    @rule(name=channels, faults=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=4))
    def has_trouble(self, name: str, faults: list[Any]) -> None:
        self.world.far[name].faults.extend(faults)

    # ---- the machine it runs on

    @rule(busy=st.integers(1, 3))
    def database_is_busy(self, busy: int) -> None:
        self.world.database.busy = busy

    @rule(alone=flags)
    def crashes(self, alone: bool) -> None:
        self.run(self.world.crash())
        if alone:
            self.run(self.world.take_up())
        checks.agrees(self.world)

    @rule(who=customers, at=back)
    def crashes_before_it_is_kept(self, who: Person, at: int) -> None:
        shown = self._shown(who)
        press = shown[-1 - min(at, len(shown) - 1)] if shown else "/officer"
        self.run(self.world.die_taking(self.world.says(who, press=press)))
        checks.agrees(self.world)

    @rule(name=channels, executes=flags, crash=flags)
    def stops_in_a_delivery(self, name: str, executes: bool, crash: bool) -> None:
        self.run(self.world.stop(name, executes=executes))
        if crash:
            self.run(self.world.crash())
        checks.agrees(self.world)

    @precondition(lambda self: self.world.stopped)
    @rule(name=channels)
    def comes_back(self, name: str) -> None:
        if name in self.world.stopped:
            self.run(self.world.go_on(name))
            checks.agrees(self.world)

    @rule(seconds=st.sampled_from((1, 5, 45, 61, 61, 200, 3700, 90_000, -20)))
    def clock_jumps(self, seconds: int) -> None:
        self.world.turn(seconds)

    @rule(really=st.sampled_from([False] * 5 + [True]))
    def nobody_writes_for_a_week(self, really: bool) -> None:
        if really:
            self.run(self.world.quiet_week())
            checks.agrees(self.world)

    def teardown(self) -> None:
        try:
            self.run(_ends(self.world))
        finally:
            self.run(self.world.close())


async def _made(folder: Path) -> World:
    return World(folder)


async def _ends(world: World) -> None:
    await world.settle()
    await checks.rests_well(world)
