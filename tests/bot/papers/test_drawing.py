"""Papers: what they show, read back by somebody else's readers; the same to the byte."""

import json

import pypdfium2
import pytest
import typst
import zxingcpp
from PIL import Image

from bot.papers.drawing import UnknownTemplate, draw
from tests.bot.papers.example import DOOR, quotation


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


def scanned(pdf: bytes) -> list[str]:
    [page] = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = page.render(scale=3).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_the_same_data_give_the_same_bytes_whatever_their_order() -> None:
    first = quotation()
    other = json.dumps(dict(reversed(json.loads(first).items())))
    assert draw("quotation", first, "pdf") == draw("quotation", other, "pdf")
    assert draw("quotation", first, "pdf") != draw("quotation", quotation(2), "pdf")


def test_a_quotation_is_one_page_that_says_it_all() -> None:
    [text] = pages(draw("quotation", quotation(), "pdf"))
    for words in ("Hotel Contoh", "Rp 1.625.000", "Rp 1.675.000", "001/QUO/LAPAS-PDG/XI/2026"):
        assert words in text


def test_its_code_is_read_by_a_scanner_and_is_left_out_where_there_is_none() -> None:
    assert scanned(draw("quotation", quotation(), "pdf")) == [DOOR]
    assert scanned(draw("quotation", quotation(code=""), "pdf")) == []


def test_a_long_one_goes_on_on_numbered_pages_and_loses_no_line() -> None:
    first, *rest = pages(draw("quotation", quotation(60), "pdf"))
    assert rest
    assert "1 / 3" in first or "1 / 2" in first
    assert sum(page.count("EVA 5 mm") for page in (first, *rest)) == 60


@pytest.mark.parametrize(
    "typed", ['#read("/etc/passwd")', "$x$ *tebal* _miring_ \\", "= Judul", "</json>", "“Ω” 你"]
)
def test_typed_words_stand_there_as_they_were_typed(typed: str) -> None:
    to = {"label": "Kepada", "hotel": typed, "person": "Dewi", "po": ""}
    [text] = pages(draw("quotation", quotation(to=to), "pdf"))
    assert "root:" not in text
    assert typed.strip("“”你 ")[:9] in text


def test_whoever_signs_is_named_and_nobody_where_nobody_is() -> None:
    signed = {"place": "Padang", "name": "Nama Contoh", "below": "Kepala"}
    [text] = pages(draw("quotation", quotation(signature=signed), "pdf"))
    assert "Nama Contoh" in text
    assert "Nama Contoh" not in pages(draw("quotation", quotation(), "pdf"))[0]


def test_a_picture_is_as_wide_as_asked() -> None:
    assert draw("quotation", quotation(), "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["nothing", "../cli", "fonts/OFL", ""])
def test_there_is_no_way_out_of_the_templates(name: str) -> None:
    with pytest.raises(UnknownTemplate):
        draw(name, "{}", "pdf")


def test_data_that_lack_something_are_a_bug_that_is_told() -> None:
    with pytest.raises(typst.TypstError):
        draw("quotation", "{}", "pdf")
