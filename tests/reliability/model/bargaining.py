"""How the desk bargains, in plain Python: what becomes of a quote, told from the rules alone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from services.catalogue import default_path, parse
from services.pricing import price
from tests.services.examples import PLAIN

STEP = 25
ROUNDS = (Fraction(64, 1000), Fraction(112, 1000), Fraction(160, 1000))
"""What a hotel is given off the public price, for its first, second and third new offer."""

NO_PRICE = Fraction(1, 10)
"""A bid under this part of the quote's price is only a wish to pay less."""

CATALOGUE = parse(default_path().read_bytes().replace(b"most = 0.06", b"most = 0.16"))
"""The floor of a larger order lies between what the second and the third round would give."""


@dataclass(eq=False)
class Draft:
    """`revisiting` is what is asked again; `key` is the desk's own name for it, once known."""

    owner: str
    quantity: int
    packing: str = "opp"
    replaces: int | None = None
    revisiting: str = ""
    outcome: str = "going"
    key: str = ""

    def price(self) -> tuple[int, int]:
        """What a pair costs today by the price list, and its floor."""
        found = price(CATALOGUE, {**PLAIN, "packing": self.packing}, self.quantity)
        return found.each, found.floor

    def grows_from(self, former: "Draft") -> bool:
        """Whether it is for the same, and as many or more."""
        return self.packing == former.packing and self.quantity >= former.quantity


@dataclass
class Bids:
    """What all revisions of a number share: rounds given, and the most that was bid by quantity."""

    rounds: int = 0
    best: dict[int, int] = field(default_factory=dict)


@dataclass(eq=False)
class Quote:
    """One revision; `given` is our lower price that they have yet to take, `named` are theirs."""

    draft: Draft
    until: date
    each: int
    floor: int
    revision: int = 0
    bids: Bids = field(default_factory=Bids)
    state: str = "issued"
    version: int = 1
    given: int | None = None
    named: list[int] = field(default_factory=list)
    waits: bool = False

    @property
    def told(self) -> int:
        """The price they were told last."""
        return self.each if self.given is None else self.given

    @property
    def offer(self) -> int | None:
        """Their newest price that is under ours."""
        return next((each for each in reversed(self.named) if each < self.told), None)

    def stands(self, today: date) -> bool:
        return self.state == "issued" and today <= self.until

    def ends(self, state: str) -> None:
        self.state, self.version = state, self.version + 1

    def asks(self, bid: int) -> str:
        """How a bid is answered; "agreed" where their price is ours from now on."""
        self.version += 2
        if bid < self.each * NO_PRICE:
            return "told"
        verdict, ours = self._judged(bid)
        quantity = self.draft.quantity
        self.bids.best[quantity] = max(bid, self.bids.best.get(quantity, 0))
        self.named.append(bid)
        if self.waits and verdict not in {"already", "stands"}:
            self.version -= 1  # it is written down for the officers, and not answered
            return "waits"
        if verdict in {"agreed", "conceded"}:
            self.bids.rounds += 1
            self.given = ours
        self.waits = self.waits or verdict == "escalated"
        return verdict

    def _judged(self, bid: int) -> tuple[str, int]:
        public, floor = self.draft.price()
        rounds = [_up(public * (1 - part)) for part in ROUNDS]
        gives = [ours for ours in rounds[: self.bids.rounds + 1] if ours >= floor]
        if bid >= self.told:
            return "already", self.told
        if bid <= self.bids.best.get(self.draft.quantity, 0):
            return "stands", self.told
        if bid < rounds[-1] or self.bids.rounds == len(ROUNDS) or min(gives) >= self.told:
            return "escalated", self.told
        ours = max(min(gives), _up(Fraction(bid)))
        if ours >= self.told:
            return "stands", self.told
        return "agreed" if ours == _up(Fraction(bid)) else "conceded", ours

    def escalates(self) -> None:
        """They want an officer to decide."""
        if not self.waits:
            self.waits, self.version = True, self.version + 1

    def deals(self, today: date) -> set[str]:
        """What an officer may do about it."""
        if self.state != "issued" or not self.waits:
            return set()
        if not self.stands(today):
            return {"honour", "refuse"}
        return {"counter", "refuse"} | ({"agree"} if self.offer else set())

    def is_countered(self, ours: int) -> str:
        """An officer names a price: "done", or why not."""
        if ours < self.floor:
            return "below_floor"
        if ours >= self.told:
            return "not_lower"
        self.given, self.waits, self.version = ours, False, self.version + 1
        return "done"

    def is_refused(self) -> None:
        """An officer leaves our price as it is."""
        self.waits, self.version = False, self.version + 1


def _up(amount: Fraction) -> int:
    return -int(-amount // STEP) * STEP


@dataclass
class Order:
    quote: int
    owner: str
    quantity: int
    each: int
    state: str = "pending"
    version: int = 1


@dataclass(frozen=True)
class Button:
    """What a button on a card is good for; `matter` is what the card is about, as "order:3"."""

    action: str
    reason: str
    matter: str
    version: int
    expires: datetime

    @property
    def of_quote(self) -> bool:
        return self.matter.startswith("quote:")

    @property
    def number(self) -> int:
        return int(self.matter.partition(":")[2])
