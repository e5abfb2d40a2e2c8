"""Every button of a conversation fits into the 64 bytes Telegram gives it."""

import random
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.channels.telegram.drawing import LONGEST_PRESS
from bot.speech import Speech
from handlers import forms
from handlers.forms import Answer, Dialog, Turn
from handlers.messages import Attachment
from handlers.order import OrderForm
from handlers.scene import Shop, units_of
from services.catalogue import default_path, load
from services.directory import hotels

CATALOGUES = sorted(default_path().parent.glob("*.toml"))
ID = "0123456789"
WORDS = ("Hotel Ibu", "Pangeran", "Rumah Sakit", "12.500", "kira-kira 700", "besok", "Dewi", "-")
LOGO = Answer("", (Attachment("telegram", "F1", "logo.png"),))


def longest(presses: list[str]) -> int:
    return max((len(press.encode()) for press in presses), default=0)


def walked(form: OrderForm, chance: random.Random, steps: int) -> list[str]:
    """The presses offered on a walk of chance through a form."""
    turn: Turn = forms.press(form, Dialog(ID, form.name), "/show")
    offered: list[str] = []
    for _ in range(steps):
        presses = [choice.press for choice in turn.prompt.choices]
        offered += presses
        if presses and chance.random() < 0.7:
            turn = forms.press(form, turn.dialog, chance.choice(presses).partition(":")[2])
        else:
            turn = forms.hear(form, turn.dialog, chance.choice([*map(Answer, WORDS), LOGO]))
    return offered


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_whatever_way_a_form_takes_its_buttons_fit(catalogue: Path) -> None:
    shop = Shop(load(catalogue), Speech(ZoneInfo("Asia/Jakarta")))
    chance = random.Random(64)
    offered: list[str] = []
    for _ in range(8):
        form = OrderForm(shop.catalogue, units_of(shop.catalogue), date(2025, 12, 1))
        offered += walked(form, chance, 30)
    assert len(set(offered)) > 20
    assert longest(offered) <= LONGEST_PRESS


def test_the_longest_keys_there_may_be_fit() -> None:
    longest_key = "k" * 16
    assert longest([f"{ID}:99.{longest_key}={longest_key}"]) <= LONGEST_PRESS
    assert longest([f"{ID}:listed={hotel.key}" for hotel in hotels()]) <= LONGEST_PRESS
