"""What rows of a file add to the partners who are known."""

from dataclasses import replace

from services.partners import Change, Entry, Fault, Partner, Plan, Wrong, plan

A = Partner("Hotel Contoh", "+6281234567801", stars="4", note="lama", id=7)
B = Partner("Wisma Contoh", telegram="wismacontoh", id=8)


def of(*rows: Partner, known: tuple[Partner, ...] = (A, B)) -> Plan:
    return plan(known, [Entry(line, row) for line, row in enumerate(rows, 2)])


def test_a_hotel_is_listed_by_its_very_name_only() -> None:
    names = ("mercure padang", "Mercure", "Hotel Contoh")
    assert [Partner(name).listed for name in names] == ["mercure-padang", "", ""]


def test_who_is_not_known_is_new_and_who_says_nothing_new_is_the_same() -> None:
    new = Partner("Hotel Lain", "+6281234567802")
    assert of(new, Partner("Hotel Contoh", A.phone)) == Plan((Entry(2, new),), (), 1, ())


def test_what_a_row_says_counts_and_what_it_leaves_empty_stays() -> None:
    found = of(Partner("Hotel Contoh", A.phone, stars="5", place="padang"))
    (change,) = found.changed
    assert change.new == replace(A, stars="5", place="padang")
    assert change.facts == ("stars", "place")


def test_two_rows_of_one_partner_are_one() -> None:
    phone = "+6281234567802"
    found = of(
        Partner("Hotel Lain", phone, stars="3"),
        Partner("hotel lain", phone, telegram="hotellain", note="b"),
        Partner("Hotel Lain", telegram="hotellain", stars="4"),
    )
    (entry,) = found.new
    assert entry.line == 2
    assert entry.partner == Partner("Hotel Lain", phone, "hotellain", stars="4", note="b")


def test_two_rows_of_one_number_must_call_it_the_same() -> None:
    phone = "+6281234567802"
    found = of(Partner("Hotel Lain", phone), Partner("Hotel Sebelah", phone))
    assert [e.partner.name for e in found.new] == ["Hotel Lain"]
    assert found.wrong == (Wrong(3, Fault.OTHER_NAME, "Hotel Lain", 2),)


def test_a_known_partner_may_be_renamed_once_in_a_file() -> None:
    renamed = Partner("Hotel Contoh Baru", A.phone)
    found = of(renamed)
    assert [c.facts for c in found.changed] == [("name",)]
    assert of(renamed, Partner("Hotel X", A.phone)).wrong[0].fault is Fault.OTHER_NAME


def test_a_row_that_joins_two_partners_is_wrong() -> None:
    found = of(Partner("Hotel Contoh", A.phone, "wismacontoh"))
    assert found.wrong == (Wrong(2, Fault.TWO_PARTNERS, "Hotel Contoh / Wisma Contoh"),)
    assert found.changed == ()


def test_a_number_is_added_to_a_partner_known_by_telegram() -> None:
    found = of(Partner("Wisma Contoh", "+6281234567803", "wismacontoh"))
    assert [(c.old, c.facts) for c in found.changed] == [(B, ("phone",))]
    assert isinstance(found.changed[0], Change)
