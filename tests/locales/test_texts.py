"""Every text exists in every language, is used, fits where it stands, and cannot be forged."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.channels import telegram, whatsapp
from bot.speech import _TYPED_BREAK, LANGUAGES, Speech, clean
from handlers.commands import COMMANDS, command
from handlers.customer import ANSWERED, FORWARDED
from handlers.messages import STRONG, WEAK, Money, Phrase, Value
from handlers.order import OrderForm
from handlers.readers.dates import Day, read_date
from handlers.readers.day_changes import NOT_READ
from handlers.readers.intents import Intent, read_intent
from handlers.readers.quantity import Quantity, Reason, Units, read_quantity
from handlers.scene import greeting
from handlers.staff.figures import MAIN
from handlers.staff.promotion_card import BUTTONS, TOLD
from handlers.staff.sources import STEPS_COUNTED
from services.artwork import Found, Refusal
from services.catalogue import Catalogue, default_path, load
from services.colours import COLOURS
from services.directory import CustomerKind
from services.haggling import Deal, Party, What
from services.logos import RETURNED_FOR
from services.orders import REASONS, STEPS, Action, OrderState, Role
from services.partner_file import Unusable
from services.partners import FACTS, Consent, Fault
from services.programme import Season
from services.promotions import PromoButton, PromotionState, RecipientState
from services.quotes import LostReason, Pace, PaymentTerm, QuoteState
from services.rate_changes import figures_of
from services.sources import SourceKind
from tests.locales import used
from tests.locales.texts import Text, file_names, source, texts, unreadable, written

ZONE = ZoneInfo("Asia/Jakarta")
SPEECH = Speech(ZONE)
TODAY = date(2026, 11, 18)
FIRST, *OTHERS = LANGUAGES
KEYS = sorted(texts(FIRST))
CATALOGUES = sorted(default_path().parent.glob("*.toml"))

BALANCED = re.compile(rf"([^{STRONG}{WEAK}]*{STRONG}[^{STRONG}{WEAK}\n]+{WEAK})*[^{STRONG}{WEAK}]*")
"""Text whose bold begins and ends on the same line, and never inside bold."""

BUTTON, ROW = 20, 24
"""Characters of a label that WhatsApp shows, on a button and in a list."""


def slots() -> set[str]:
    """The slots of an order that are asked for in words of ours, whichever hotel is named."""
    form = order_form(load(default_path()))
    hotels = ({"hotel": "merkure"}, {"hotel": "Qqqq"})
    asked = {q.slot for answers in hotels for q in form.questions(answers)}
    return {slot.rpartition(".")[2] for slot in asked} - {a.key for a in form.catalogue.axes}


def order_form(catalogue: Catalogue) -> OrderForm:
    unit = catalogue.product.unit
    return OrderForm(catalogue, Units(unit.words, 20_000), TODAY)


def kebab(name: str) -> str:
    return name.replace("_", "-")


def figure_keys() -> set[str]:
    """Figures named by their place, and those named beside what they are of."""
    every = figures_of(load(default_path()))
    of_nothing = {
        kebab(f.place.replace(".", "-"))
        for f in every
        if not f.labels and f.group not in ("tiers", "negotiation")
    }
    return of_nothing | {kebab(f.key) for f in every if f.labels and f.key not in MAIN}


FAMILIES: Mapping[str, set[str]] = {
    "artwork-colour-{}": set(COLOURS),
    "artwork-found-{}": set(get_args(Found)),
    "artwork-refused-{}": set(Refusal),
    "answer-{}": {kebab(intent) for intent in (ANSWERED | FORWARDED) - {Intent.HUMAN}},
    "capacity-{}": {kebab(why) for why in NOT_READ},
    "channel-{}": {telegram.NAME, whatsapp.NAME},
    "command-{}": {one.does for one in COMMANDS},
    "deal-{}": {d.value for d in Deal if d not in (Deal.WITHDRAW, Deal.LOSE)},
    "do-{}": set(STEPS),
    "do-promo-{}": {what for buttons in BUTTONS.values() for what in buttons},
    "extra-{}": {p.value for p in Pace if p is not Pace.USUAL},
    "figure-{}": figure_keys(),
    "quotation-extra-{}": {p.value for p in Pace if p is not Pace.USUAL},
    "report-step-{}": set(STEPS_COUNTED),
    "source-kind-{}": set(SourceKind),
    "rate-group-{}": {f.group for f in figures_of(load(default_path()))},
    "rate-is-{}": {"measured", "assumed"},
    "rate-mark-{}": {"measured", "assumed"},
    "good-{}": {
        greeting(datetime.combine(TODAY, time(hour), ZONE)).key.partition("-")[2]
        for hour in range(24)
    },
    "kind-{}": {kebab(kind) for kind in CustomerKind},
    "label-{}": slots(),
    "language-{}": set(LANGUAGES),
    "news-{}": {step.to for step in STEPS.values() if step.to},
    "offer-state-{}": set(QuoteState),
    "order-{}": slots(),
    "pace-{}": {p.value for p in Pace if p is not Pace.USUAL},
    "partner-{}": set(FACTS),
    "partner-consent-{}": set(get_args(Consent)),
    "partner-wrong-{}": set(Fault),
    "partners-file-{}": set(Unusable),
    "party-{}": set(Party),
    "payment-{}": {term.lower() for term in PaymentTerm},
    "promo-{}": set(PromoButton),
    "promo-state-{}": set(PromotionState),
    "logo-why-{}": set(RETURNED_FOR),
    "logo-lacks-{}": set(RETURNED_FOR),
    "programme-{}": set(Season),
    "programme-draft-{}": set(Season),
    "recipient-{}": set(RecipientState),
    "why-{}": {why.replace(" ", "-") for why in TOLD},
    "promised-{}": {p.value for p in Pace if p is not Pace.SPLIT},
    "quantity-{}": {kebab(reason) for reason in get_args(Reason)},
    "lost-{}": {kebab(reason) for reason in LostReason},
    "quote-state-{}": {s.value for s in QuoteState if s.value not in ("accepted", "superseded")},
    "reason-{}-{}": {f"{action}-{reason}" for action in REASONS for reason in REASONS[action]},
    "refused-{}": {kebab(outcome) for outcome in used.outcomes()},
    "role-{}": set(Role),
    "staff-type-{}": {action for action, step in STEPS.items() if step.reason or not step.to},
    "state-{}": set(OrderState),
    "step-{}": set(What),
    "{}-cancelled": {"order"},
}
"""Prefixes that keys are made of, and what can follow each in the code of today."""


MIXED = {"answer-{}", "order-{}", "quantity-{}"}
"""Families made in several places, each giving the values its own members name."""


def members(family: str) -> set[str]:
    prefix, _, suffix = re.sub(r"\{\}(-\{\})?", "{}", family).partition("{}")
    return {f"{prefix}{part}{suffix}" for part in FAMILIES[family]}


def expected() -> set[str]:
    """Every key the code uses."""
    literal = {key for use in used.uses() for key in use.keys} - used.families()
    return literal.union(*map(members, FAMILIES))


# ---- the same everywhere


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_read_and_is_written_once(language: str) -> None:
    keys = [text.key for text in written(language)]
    assert unreadable(language) == []
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_files_with_the_same_texts(language: str) -> None:
    assert file_names(language) == file_names(FIRST)
    assert set(texts(language)) == set(texts(FIRST))


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_names_the_same_values_in_every_language(language: str) -> None:
    here, there = (
        {key: (text.variables, text.keeps_lines) for key, text in texts(its).items()}
        for its in (language, FIRST)
    )
    assert here == there


# ---- what the code uses


def test_every_family_of_keys_is_known_here() -> None:
    assert used.families() == set(FAMILIES)


def test_every_key_the_code_uses_exists() -> None:
    assert expected() - set(KEYS) == set()


def test_no_text_is_left_over() -> None:
    mentioned = {key for text in texts(FIRST).values() for key in text.mentions}
    assert set(KEYS) - expected() - used.named() - mentioned == set()


def test_the_code_gives_every_value_a_text_names() -> None:
    lacking = {
        (use.place, key): texts(FIRST)[key].variables - use.values
        for use in used.uses()
        if use.values is not None
        for family in use.keys - MIXED
        for key in (members(family) if "{}" in family else {family})
    }
    assert {place: values for place, values in lacking.items() if values} == {}


# ---- how they read

SAMPLES: Mapping[str, Value] = {
    "at": datetime(2026, 11, 18, 3, 31, tzinfo=ZONE),
    "day": date(2026, 12, 5),
    "until": date(2026, 12, 2),
    "first": 500,
    "last": 1500,
    "line": 2,
    "minimum": 300,
    "quantity": 1_000_000,
    "each": Money(3550),
    "total": Money(1_775_000),
    "what": Phrase("asap"),
    "hello": Phrase("good-morning"),
}


def said(key: str, language: str, values: Mapping[str, Value] = SAMPLES) -> str:
    given = {v: values.get(v, f"Contoh {v}") for v in texts(language)[key].variables}
    return SPEECH.words(Phrase(key, given), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_with_its_values_is_whole(language: str) -> None:
    for key in KEYS:
        words = said(key, language)
        assert words == words.strip() != "", key
        assert not re.search(r"\*\*|[{}$]|\S  ", words), key
        assert BALANCED.fullmatch(words), key


BANNED = {
    "id": r"\b(napi|narapidana|tahanan|penjahat|kriminal|kamu|kalian|anda|gue|silahkan)\b",
    "en": r"\b(napi|inmates?|prisoners?|convicts?|criminals?|offenders?)\b",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_uses_a_word_we_do_not_use(language: str) -> None:
    assert re.findall(BANNED[language], source(language), re.IGNORECASE) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_written_with_typographic_marks(language: str) -> None:
    assert re.findall(r"\S*(?:[\"`']|\.\.\.)\S*", source(language)) == []


# ---- what they promise


def quoted(key: str, language: str) -> list[str]:
    """The words a text tells people to write."""
    return re.findall("“(.+?)”", said(key, language))


def examples(key: str, language: str) -> list[str]:
    """What a text gives after its colon, as things to write."""
    listed = said(key, language).partition(": ")[2].rstrip(".")
    return [re.sub("^(atau|or) ", "", one).strip("“”") for one in listed.split(", ")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_we_tell_people_to_write_are_understood(language: str) -> None:
    meant = [Intent.HUMAN, Intent.PRIVACY_INFO]
    assert [read_intent(word) for word in quoted("privacy-note", language)] == meant
    meant = [Intent.DATA_ERASURE, Intent.HUMAN]
    assert [read_intent(word) for word in quoted("answer-privacy-info", language)] == meant


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_quantities_are_read(language: str) -> None:
    units = order_form(load(default_path())).units
    shown = examples("quantity-no-number", language)
    assert len(shown) == 3
    for one in shown:
        assert isinstance(read_quantity(one, units, bare=True), Quantity), one


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_dates_are_read(language: str) -> None:
    shown = examples("date-unread", language)
    assert len(shown) == 4
    for one in shown[:-1]:
        assert isinstance(read_date(one, TODAY), Day), one


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_commands_are_obeyed(language: str) -> None:
    for one in COMMANDS:
        for typed in re.findall(r"/.*", said(f"command-{one.does}", language)):
            assert command(typed)[0] == one.does
            assert one.names[language] in typed
    (typed,) = re.findall(r"/.*", said("staff-which-order", language))
    assert command(typed) == (Action.APPROVE, "002")


# ---- where they stand

LISTED = {"label-{}", "reason-{}-{}"}
"""Families of labels that always come in lists too long for buttons."""

MORE_LABELS = {"kind-{}", "label-{}", "none-of-these", "no-po", "no-note"}
"""Labels that reach their button by way of a variable."""


def labels() -> list[tuple[str, int]]:
    return sorted(
        (key, ROW if one in LISTED else BUTTON)
        for one in used.labels() | MORE_LABELS
        for key in (members(one) if "{}" in one else {one})
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_fits_its_button(language: str) -> None:
    drawn = ((said(key, language), longest) for key, longest in labels())
    assert [label for label, longest in drawn if len(label) > longest] == []


PROFILE = (("bot-description", 512), ("bot-short-description", 120))
"""What Telegram shows of us before the first message, and how long it may be."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
@pytest.mark.parametrize(("key", "longest"), PROFILE)
def test_the_profile_fits_for_every_workshop(
    key: str, longest: int, path: Path, language: str
) -> None:
    catalogue = load(path)
    values: dict[str, Value] = {
        "workshop": catalogue.workshop.name,
        "product": catalogue.product.name,
    }
    assert len(said(key, language, values)) <= longest


# ---- what people type

PIECES = (
    *("**", "*", "_", "`", "{ $total }", "{", "}", "<b>", "&lt;", "LINES($text)", "'", '"', "\\"),
    *(
        "\n",
        "\r\n",
        "\r",
        "\u2028",
        "\t",
        "\x00",
        "\x1b[1m",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u200b",
    ),
    *(STRONG, WEAK, _TYPED_BREAK, "\uf8ff", "\ud800", "Total: Rp 0", "é", "👍🏽", " "),
)
NASTY = st.text() | st.lists(st.sampled_from(PIECES)).map("".join)
FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ue002-\uf8ff]"
)


@cache
def selectors(language: str) -> frozenset[str]:
    return frozenset(re.findall(r"\[(\w+)\]", source(language)))


@cache
def frame(key: str, language: str) -> str:
    """A text with the names of its values where the values would stand."""
    return said(key, language, {v: f"«{v}»" for v in texts(language)[key].variables})


def filled(text: Text, language: str, typed: str) -> str:
    """What a text with this in place of every value should come to."""
    kept = clean(typed)
    words = {
        f"«{v}»": kept.replace(_TYPED_BREAK, "\n" if v in text.keeps_lines else " ")
        for v in text.variables
    }
    return re.sub("«\\w+»", lambda found: words[found[0]], frame(text.key, language))


@pytest.mark.parametrize("language", LANGUAGES)
@given(typed=NASTY)
@example(typed=f"**Setujui**{STRONG}\n{{ $number }}\u202e")
def test_nothing_typed_changes_the_text_around_it(language: str, typed: str) -> None:
    assume(typed not in selectors(language))  # what selects a form of a text is never typed
    for text in texts(language).values():
        words = said(text.key, language, dict.fromkeys(text.variables, typed))
        assert words == filled(text, language, typed)
        assert not FORBIDDEN.search(words)


@pytest.mark.parametrize("language", LANGUAGES)
@given(typed=NASTY)
def test_nothing_typed_adds_lines_or_bold(language: str, typed: str) -> None:
    words = SPEECH.words(typed, language)
    assert not re.search(f"[\n{STRONG}{WEAK}]", words)
    assert not FORBIDDEN.search(words)
