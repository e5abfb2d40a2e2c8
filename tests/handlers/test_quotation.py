"""The quotation: what stands on it, who gets it, and who it is opened for."""

import json
from typing import Any

import pytest

from services.catalogue import parse
from storage.catalogues import keep_catalogue
from tests.handlers.office import CHANNEL, LETTERS, PLAIN_ORDER, Chat, Office
from tests.handlers.test_quote import dearer
from tests.services.examples import SLIPPERS


def quoted(chat: Chat, **answers: str) -> None:
    chat.does(press="/order-new")
    given = {**PLAIN_ORDER, "hotel": "Hotel Contoh Baru", "person": "Rina", **answers}
    chat.presses_in_draft(*(f"{s}={v}" for s, v in given.items()), "/confirm=quote")


def papers(office: Office) -> list[dict[str, Any]]:
    """The data of every paper that is to be drawn, by number."""
    found = (json.loads(row["data"]) for row in office.rows("papers"))
    return sorted(found, key=lambda paper: str(paper["number"]))


def test_a_quote_is_followed_by_its_paper_in_a_message_of_its_own(chat: Chat) -> None:
    quoted(chat)
    words, paper = chat.office.rows("outbox")[-2:]
    assert "Setuju & pesan" in str(words["body"])
    assert "picture" not in words["body"]["message"]
    picture = paper["body"]["message"]["picture"]
    assert (picture["channel"], picture["kind"]) == ("paper", "file")
    assert picture["name"] == "001-QUO-LAPAS-PDG-XI-2026.pdf"
    assert chat.office.rows("papers")[0]["key"] + ".pdf" == picture["ref"]
    chat.says("1")
    chat.sees("Pesanan 001/SO")  # what the words offered still stands


def test_it_says_what_was_offered_and_until_when(chat: Chat) -> None:
    quoted(chat, po="PO 77")
    [paper] = papers(chat.office)
    assert paper["title"] == "Surat Penawaran"
    assert paper["to"] == {
        "label": "Kepada Yth.",
        "hotel": "Hotel Contoh Baru",
        "person": "u.p. Bapak/Ibu Rina",
        "po": "PO: PO 77",
    }
    assert dict(paper["facts"])["Berlaku sampai"] == "Rabu, 2 Desember 2026"
    [line] = paper["lines"]
    assert line[2:] == ["500 pasang", "Rp 3.250", "Rp 1.625.000"]
    assert paper["total"]["value"] == "Rp 1.625.000"
    assert paper["words"]["value"] == "satu juta enam ratus dua puluh lima ribu rupiah"
    [breaks] = paper["tiers"]
    assert [row[0] for row in breaks["rows"] if row[2]] == ["mulai 500"]


def test_a_bargained_price_marks_no_tier_and_is_said_beneath(chat: Chat) -> None:
    quoted(chat)
    chat.says("3.200 bisa?")
    chat.presses("Ambil")
    [listed], [bargained] = (paper["tiers"] for paper in papers(chat.office))
    assert listed["agreed"] == ""
    assert not any(row[2] for row in bargained["rows"])
    each = papers(chat.office)[1]["lines"][0][3]
    assert bargained["agreed"] == f"Harga yang disepakati untuk penawaran ini: {each} per pasang"


def test_tiers_of_one_price_are_one_on_the_paper(chat: Chat) -> None:
    quoted(chat)
    [breaks] = papers(chat.office)[0]["tiers"]
    shown = [row[1] for row in breaks["rows"]]
    assert len(shown) == len(set(shown)) > 1


def test_it_speaks_the_customers_language(chat: Chat) -> None:
    chat.says("/language en")
    quoted(chat)
    [paper] = papers(chat.office)
    assert (paper["title"], paper["language"]) == ("Quotation", "en")
    assert paper["words"]["value"].startswith("one million six hundred and twenty-five")


def test_nothing_of_it_is_for_officers_alone(chat: Chat) -> None:
    quoted(chat)
    terms = chat.office.rows("quotes")[0]["terms"]
    inside = {terms["lines"][0]["hpp"], terms["lines"][0]["floor"]}
    said = json.dumps(papers(chat.office)).replace(".", "")
    assert inside
    assert not [amount for amount in inside if str(amount) in said]


def test_an_order_without_a_quote_first_gets_no_paper(chat: Chat) -> None:
    chat.orders()
    assert papers(chat.office) == []


def test_confirming_twice_sends_it_once(chat: Chat) -> None:
    quoted(chat)
    dialog = chat.office.rows("quotes")[0]["dialog_id"]
    chat.forges(f"{dialog}:/confirm=quote")
    assert str(chat.office.rows("outbox")).count("(PDF)") == 1


@pytest.mark.parametrize("words", ["minta surat penawaran", "please send the quotation pdf"])
def test_it_is_sent_again_for_the_asking_and_drawn_once(chat: Chat, words: str) -> None:
    quoted(chat)
    chat.says(words)
    assert str(chat.office.rows("outbox")).count("(PDF)") == 2
    assert len(papers(chat.office)) == 1


def test_who_has_no_quote_and_asks_for_one_may_order_one(chat: Chat) -> None:
    chat.says("minta surat penawaran")
    assert papers(chat.office) == []
    chat.sees("Sol EVA setebal apa?")


def test_its_code_opens_it_for_its_owner_alone(office: Office) -> None:
    office.doors[CHANNEL] = "https://t.me/contoh_bot?start={}"
    chat = office.customer()
    quoted(chat)
    [paper] = papers(office)
    door = paper["code"].removeprefix("https://t.me/contoh_bot?start=")
    chat.does(text=f"/start {door}", source=door)
    chat.sees("Penawaran 001/QUO")
    stranger = office.customer("909", "Rudi")
    stranger.does(text=f"/start {door}", source=door)
    stranger.sees("penawaran orang lain")
    stranger.sees_no("Rp")
    assert stranger.contact["source"] == ""


def test_a_code_of_no_quote_opens_nothing(chat: Chat) -> None:
    chat.does(text="/start q_99999", source="q_99999")
    chat.sees("penawaran orang lain")


@pytest.mark.parametrize("text", ["", "/start q_1"])
def test_a_channel_that_tells_only_where_somebody_came_from_opens_it_too(
    office: Office, text: str
) -> None:
    chat = office.customer(channel=LETTERS)
    quoted(chat)
    chat.does(text=text, source="q_1")
    chat.sees("Penawaran 001/QUO")


def test_sent_again_after_prices_changed_it_is_the_same_paper(chat: Chat) -> None:
    quoted(chat)
    office = chat.office
    office.write(lambda c: keep_catalogue(c, SLIPPERS.fingerprint, SLIPPERS.body, office.now))
    dearer(office)
    chat.says("minta surat penawaran")
    assert str(office.rows("outbox")).count("(PDF)") == 2
    assert len(papers(office)) == 1


@pytest.mark.parametrize("body", ["", "quote_days = 14"])
def test_where_its_prices_cannot_be_told_any_more_todays_stand_beside_it(
    chat: Chat, body: str
) -> None:
    quoted(chat)
    office = chat.office
    if body:
        office.write(lambda c: keep_catalogue(c, SLIPPERS.fingerprint, body, office.now))
    dearer(office)
    chat.says("minta surat penawaran")
    first, again = papers(office)
    assert first["total"] == again["total"]
    assert first["tiers"] != again["tiers"]


# ---- revisions


def numbers(office: Office) -> list[str]:
    return [paper["number"].split("XI/2026")[1] for paper in papers(office)]


def test_a_price_agreed_in_the_chat_gets_a_paper_of_its_own(chat: Chat) -> None:
    quoted(chat)
    chat.says("3.075 bisa?")
    chat.presses("Ambil Rp 3.175")
    assert numbers(chat.office) == ["", "-R1"]
    assert papers(chat.office)[1]["lines"][0][3:] == ["Rp 3.175", "Rp 1.587.500"]


def test_what_an_officer_agrees_to_or_honours_does_too(chat: Chat, staff: Chat) -> None:
    chat.says("/language en")
    quoted(chat)
    chat.says("I offer 2.900")
    staff.presses("Terima")
    assert numbers(chat.office) == ["", "-R1"]
    assert papers(chat.office)[1]["title"] == "Quotation"
    last = chat.office.rows("outbox")[-1]
    assert (last["chat"], "-R1.pdf" in str(last["body"])) == (chat.person, True)
    chat.office.later(days=20)
    chat.forges("/quote=2")
    chat.presses("Ask for old price")
    staff.presses("Pakai harga lama")
    assert numbers(chat.office) == ["", "-R1", "-R2"]


# ---- tax and signature


CHARGING = parse(
    SLIPPERS.body.encode()
    + b"""
[tax]
ppn = true

[workshop.signed_by]
name = "Nama Contoh"
title = { id = "Kepala Seksi Contoh", en = "Head of Example" }
nip = "19800101 200001 1 001"
"""
)


def test_without_ppn_the_price_is_the_price_and_the_line_to_sign_is_blank(chat: Chat) -> None:
    quoted(chat)
    [paper] = papers(chat.office)
    assert paper["sums"] == []
    assert "tidak dikenai PPN" in dict(paper["terms"]["rows"])["Pajak"]
    assert paper["signature"]["name"] == ""
    chat.sees_no("PPN")


def test_ppn_is_shown_step_by_step_and_is_part_of_every_total(office: Office) -> None:
    office.catalogue = CHARGING
    chat = office.customer()
    quoted(chat)
    [paper] = papers(office)
    assert paper["sums"] == [
        ["Dasar Pengenaan Pajak (DPP)", "Rp 1.625.000"],
        ["DPP nilai lain (11/12)", "Rp 1.489.583"],
        ["PPN 12 %", "Rp 178.750"],
    ]
    assert paper["total"]["value"] == "Rp 1.803.750"
    assert (
        paper["words"]["value"] == "satu juta delapan ratus tiga ribu tujuh ratus lima puluh rupiah"
    )
    assert "belum termasuk PPN" in dict(paper["terms"]["rows"])["Pajak"]
    assert paper["signature"]["name"] == "Nama Contoh"
    assert paper["signature"]["below"] == "Kepala Seksi Contoh · NIP 19800101 200001 1 001"
    chat.sees("PPN: Rp 178.750", "Total: Rp 1.803.750")
    chat.says("500 pasang polos berapa?")
    chat.sees("Belum termasuk PPN")
