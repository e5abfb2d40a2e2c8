"""The order form under every press and word: it never breaks and can always be finished."""

import json
import random
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from handlers import forms
from handlers.forms import Answer, Dialog, Turn
from handlers.messages import Attachment
from handlers.order import OrderForm, line_numbers
from handlers.readers.quantity import Units
from handlers.scene import units_of
from services.catalogue import Catalogue
from services.pricing import price
from services.quotes import priced
from tests.services.examples import COFFEE, SLIPPERS, catalogue_of, raw

TODAY = date(2026, 11, 18)
PICTURE = Attachment("telegram", "r1", "logo.png")
MOST_STEPS = 60


def next_release() -> Catalogue:
    """Tomorrow's catalogue: two soles less, a colour more, no sizes, larger runs, a town fewer."""
    tables: dict[str, Any] = raw()
    for axis in tables["axes"]:
        for value in axis["values"]:
            if (axis["key"], value["key"]) == ("sole", "5"):
                value["on"] = False
                value.pop("usual", None)
            if (axis["key"], value["key"]) == ("colour", "black"):
                value["on"] = True
                value["bill"] = []
    tables["axes"] = [axis for axis in tables["axes"] if axis["key"] != "size"]
    sole = next(axis for axis in tables["axes"] if axis["key"] == "sole")
    sole["values"] = [value for value in sole["values"] if value["key"] != "4"]
    tables["product"]["minimum"] = 250
    tables["delivery"] = [p for p in tables["delivery"] if p["key"] != "bukittinggi"]
    return catalogue_of(tables)


RELEASES = (SLIPPERS, next_release())


def form_of(catalogue: Catalogue, today: date = TODAY) -> OrderForm:
    unit = catalogue.product.unit
    units = Units(words=unit.words, capacity=catalogue.product.capacity_per_month)
    return OrderForm(catalogue, units, today)


WORDS = (
    "pesan 750 psg eva 5mm logo 2 warna kirim tgl 28", "500", "eva 3mm", "polos", "sablon 2 warna",
    "all size", "ukuran m", "netral", "karton saja", "padang", "bukittinggi", "besok",
    "31 november", "minggu depan", "kemarin", "antara 100 dan 500 pasang", "tambah 200",
    "99999999999 pasang",
    "bahan handuk", "Hotel Contoh Baru", "santika", "Wisma Contoh", "PO 4500012345", "50 pasang",
    "", "ya", "tidak", "\u0000", "𝟙𝟚", "²", "\ud800", "-5 psg", "0 psg", "12,5 pasang", "xx" * 900,
    "secepatnya", "jadi 2000 ya, bukan 1000", "eva 3mm dan eva 5mm",
)  # fmt: skip
GARBAGE = (
    "", "=", ":", "/", "/edit", "/edit=", "/edit=9.sole", "/remove=9", "/remove=1", "/remove=",
    "1.sole=9", "1.quantity=0", "1.quantity=²", "1.quantity=-1", "1.quantity=1e9",
    "1.quantity=" + "9" * 45, "9.quantity=500", "wanted=2020-01-01", "wanted=x",
    "wanted=9999-12-31", "listed=x", "kind=king", "delivery=moon", "1.artwork=x", "hotel=",
    "_lines=1", "_newest=0",
    "1.toe=closed", "1.branding=emboss", "person=\u0000", "po=", "note=" + "n" * 40, "/confirm",
)  # fmt: skip


class OrderWalk(RuleBasedStateMachine):
    """One customer, two releases of the catalogue, any press at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.form = form_of(SLIPPERS)
        self.turn = forms.ask(self.form, Dialog("0123456789", "order"))
        self.presses: list[str] = []

    @initialize(release=st.sampled_from(RELEASES))
    def begin(self, release: Catalogue) -> None:
        self.form = form_of(release)
        self.took(forms.ask(self.form, self.turn.dialog))

    def took(self, turn: Turn) -> None:
        """Keep a turn as it is stored: through JSON, as after a restart."""
        dialog = Dialog(**json.loads(json.dumps(asdict(turn.dialog))))
        assert dialog == turn.dialog
        self.turn = replace(turn, dialog=dialog)
        offered = [choice.press for choice in turn.prompt.choices]
        assert all(len(press.encode()) <= 64 for press in offered)
        self.presses += [press.partition(":")[2] for press in offered if press not in self.presses]

    @precondition(lambda self: self.turn.prompt.choices)
    @rule(data=st.data())
    def presses_what_is_offered(self, data: st.DataObject) -> None:
        choice = data.draw(st.sampled_from(self.turn.prompt.choices))
        self.took(forms.press(self.form, self.turn.dialog, choice.press.partition(":")[2]))

    @precondition(lambda self: self.presses)
    @rule(data=st.data())
    def presses_an_old_button(self, data: st.DataObject) -> None:
        pressed = data.draw(st.sampled_from(self.presses))
        self.took(forms.press(self.form, self.turn.dialog, pressed))

    @rule(pressed=st.sampled_from(GARBAGE))
    def presses_garbage(self, pressed: str) -> None:
        self.took(forms.press(self.form, self.turn.dialog, pressed))

    @rule(text=st.sampled_from(WORDS) | st.text(max_size=30), file=st.booleans())
    def says(self, text: str, file: bool) -> None:
        said = Answer(text, (PICTURE,) if file else ())
        self.took(forms.hear(self.form, self.turn.dialog, said))

    @rule(release=st.sampled_from(RELEASES), days=st.integers(0, 40))
    def a_release_comes_or_days_pass(self, release: Catalogue, days: int) -> None:
        day = date.fromordinal(self.form.today.toordinal() + days)
        self.form = form_of(release, day)

    @invariant()
    def knows_where_it_stands(self) -> None:
        question = forms.current(self.form, self.turn.dialog)
        assert (
            question is None
            or question.slot not in self.turn.dialog.answers
            or (question.slot == self.turn.dialog.revisiting)
        )

    def teardown(self) -> None:
        """Wherever the walk ended, the order can be finished."""
        finish(self.form, self.turn.dialog)


def finish(form: OrderForm, dialog: Dialog) -> None:
    """Answer what is asked, in few steps, and get the order the answers say."""
    turn = forms.press(form, dialog, "/show")
    for _ in range(MOST_STEPS):
        question = forms.current(form, turn.dialog)
        if question is None:
            break
        turn = forms.press(form, turn.dialog, f"{question.slot}={easiest(form, turn, question)}")
    turn = forms.press(form, turn.dialog, "/confirm=order")
    assert turn.outcome == "submitted"
    wanted = form.wanted(turn.dialog.answers)
    answers = turn.dialog.answers
    assert len(wanted.lines) == len(line_numbers(answers))
    for number, line in zip(line_numbers(answers), wanted.lines, strict=True):
        assert line.quantity == answers[f"{number}.quantity"]
        for axis, value in line.variant.items():
            assert answers.get(f"{number}.{axis}", value) == value
    assert (wanted.person, wanted.delivery) == (answers["person"], answers["delivery"])
    check_prices(form, turn.dialog.answers)


def check_prices(form: OrderForm, answers: forms.Answers) -> None:
    terms = priced(form.catalogue, form.wanted(answers))
    for line in terms.lines:
        assert line.each == price(form.catalogue, line.variant, line.quantity).each >= line.floor


def easiest(form: OrderForm, turn: Turn, question: forms.Question) -> str:
    name = question.slot.rpartition(".")[2]
    fixed = {"quantity": "1000", "hotel": "Hotel Contoh Baru", "person": "Rina", "wanted": "asap"}
    if name in fixed:
        return fixed[name]
    choices = question.ask().choices
    return choices[0].press if choices else ""


OrderWalk.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
test_no_walk_breaks_the_order_form = OrderWalk.TestCase


def test_a_seeded_walk_goes_on_for_long_without_breaking() -> None:
    chance = random.Random(20261118)
    for catalogue in (SLIPPERS, COFFEE):
        form = form_of(catalogue)
        turn = forms.ask(form, Dialog("0123456789", "order"))
        old = ["/show"]
        for _ in range(300):
            old += [c.press.partition(":")[2] for c in turn.prompt.choices]
            if chance.random() < 0.3:
                turn = forms.hear(form, turn.dialog, Answer(chance.choice(WORDS)))
            else:
                turn = forms.press(form, turn.dialog, chance.choice(old[-40:]))
        finish(form, turn.dialog)


def test_the_units_of_a_shop_are_those_of_its_catalogue() -> None:
    class Mute:
        languages = ("id",)

        def speak(self, prompt: object, language: str) -> Any:
            raise NotImplementedError

    assert units_of(COFFEE) == form_of(COFFEE).units
