"""Finding the hotel somebody meant, and telling what sort of customer a name is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import directory
from services.directory import GOOD, CustomerKind, Hotel, find, guess_kind, hotels

EVERY = pytest.mark.parametrize("hotel", hotels(), ids=lambda hotel: hotel.key)
COMMON = {"hotel", "padang", "house", "guesthouse", "premiere", "convention", "international"}


def found(name: str) -> list[str]:
    return [match.hotel.name for match in find(name)]


def longest_telling_word(hotel: Hotel) -> str:
    words = [word for word in hotel.name.casefold().split() if word not in COMMON]
    return max(words or ["padang"], key=len)


def slips(word: str) -> list[str]:
    """The word with one letter left out, doubled, or changed places with the next.

    None for words of three letters: with one of them wrong, too little is left.
    """
    middle = range(1, len(word) - 1) if len(word) > 3 else ()
    return [
        slip
        for i in middle
        for slip in (
            word[:i] + word[i + 1 :],
            word[:i] + word[i] + word[i:],
            word[:i] + word[i + 1] + word[i] + word[i + 2 :],
        )
    ]


def test_the_list_has_every_hotel_once() -> None:
    assert len(hotels()) == 43
    assert len({hotel.key for hotel in hotels()}) == 43


def test_classes_are_few_words() -> None:
    assert {hotel.stars for hotel in hotels()} == {None, "2", "3", "4", "5", "non-star"}


@EVERY
def test_a_name_finds_its_hotel(hotel: Hotel) -> None:
    assert find(hotel.name)[0].hotel == hotel
    assert find(hotel.name)[0].score == 100


@EVERY
def test_a_former_name_finds_its_hotel(hotel: Hotel) -> None:
    assert find(hotel.also or hotel.name)[0].hotel == hotel


@EVERY
def test_case_and_spaces_make_no_difference(hotel: Hotel) -> None:
    assert find(f"  {hotel.name.upper()} ")[0].hotel == hotel


@EVERY
def test_common_words_make_no_difference(hotel: Hotel) -> None:
    typed = f"hotel {hotel.name.removesuffix(' Padang')} Padang".replace("hotel Hotel", "hotel")
    assert hotel in [match.hotel for match in find(typed)]


@EVERY
def test_a_slip_of_the_finger_makes_no_difference(hotel: Hotel) -> None:
    word = longest_telling_word(hotel)
    for slip in slips(word):
        typed = hotel.name.casefold().replace(word, slip)
        assert hotel in [match.hotel for match in find(typed)], typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("hotel santika", "Hotel Santika Premiere Padang"),
        ("Mercure", "Mercure Padang"),
        ("merqure pdg", "Mercure Padang"),
        ("ibis", "ibis Padang"),
        ("fave hotel", "favehotel Olo Padang"),
        ("fave olo", "favehotel Olo Padang"),
        ("zhm", "The ZHM Premiere Padang"),
        ("hayam wuruk", "HW Hotel Padang"),
        ("bumi minang", "Kyriad Bumiminang Padang"),
        ("grand inna muara", "Truntum Padang"),
        ("basko", "Grand Basko Hotel"),
        ("dhave", "New d'Dhave Hotel"),
        ("wisma bhakti", "Wisma Bhakti"),
        ("hotel padang", "Hotel Padang"),
        ("plan b", "Plan B Hotel"),
        ("mercure padang, tepi pantai", "Mercure Padang"),
    ],
)
def test_what_people_call_a_hotel_finds_it(typed: str, name: str) -> None:
    assert found(typed)[0] == name


def test_a_name_two_hotels_share_finds_both() -> None:
    assert set(found("pangeran")) == {"Pangeran Beach Hotel", "Pangeran City Hotel"}


def test_no_more_are_found_than_asked_for() -> None:
    assert len(find("pangeran", limit=1)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "…",
        "hotel",
        "padang",
        "grand hotel",
        "guest house",
        "hotel kami",
        "Novotel Bukittinggi",
        "Grand Royal Denai",
        "Aston",
        "RSIA Bunda",
        "CV Mercure Jaya",
        "Budi",
    ],
)
def test_what_is_not_on_the_list_finds_nothing(typed: str) -> None:
    assert find(typed) == ()


@given(st.text(max_size=80))
def test_whatever_is_typed_only_good_matches_come_back(typed: str) -> None:
    scores = [match.score for match in find(typed)]
    assert scores == sorted(scores, reverse=True)
    assert all(GOOD <= score <= 100 for score in scores)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hotel Melati", CustomerKind.HOTEL),
        ("Novotel Bukittinggi", CustomerKind.HOTEL),
        ("mercure", CustomerKind.HOTEL),
        ("Hotel Grand Zuri (PT Zuri)", CustomerKind.HOTEL),
        ("RSUP M. Djamil", CustomerKind.HOSPITAL),
        ("R.S. Yos Sudarso", CustomerKind.HOSPITAL),
        ("rumah sakit unand", CustomerKind.HOSPITAL),
        ("Wisma Indah", CustomerKind.GUEST_HOUSE),
        ("homestay Bu Ani", CustomerKind.GUEST_HOUSE),
        ("Guest House Pondok", CustomerKind.GUEST_HOUSE),
        ("penginapan sederhana", CustomerKind.GUEST_HOUSE),
        ("kelapa gading", CustomerKind.GUEST_HOUSE),
        ("PT. Maju Jaya", CustomerKind.RESELLER),
        ("C.V. Maju", CustomerKind.RESELLER),
        ("UD Sinar", CustomerKind.RESELLER),
        ("Toko Ani", CustomerKind.RESELLER),
        ("Ani", None),
        ("", None),
    ],
)
def test_a_name_tells_the_kind_of_customer(name: str, kind: CustomerKind | None) -> None:
    assert guess_kind(name) == kind


@EVERY
def test_a_closer_look_at_few_names_finds_what_one_at_all_does(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = hotel.name.split()
    typed = [hotel.name, hotel.name[1:], hotel.name[:-2], " ".join(reversed(words)), *words]
    typed += [slip for word in words for slip in slips(word)]
    few = [find(name) for name in typed]
    find.cache_clear()
    monkeypatch.setattr(directory, "_alike", lambda _: directory._names())
    every = [find(name) for name in typed]
    find.cache_clear()
    assert few == every
