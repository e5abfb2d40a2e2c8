"""Every sentence of the second table is read as it says."""

import pytest

from tests.handlers.readers.table import READ, rows

ROWS = rows("sentences.tsv")


@pytest.mark.parametrize(("text", "reader", "expected"), ROWS)
def test_a_sentence_is_read_as_the_table_says(text: str, reader: str, expected: str) -> None:
    assert READ[reader](text) == expected


def test_every_sentence_says_one_thing_to_a_reader() -> None:
    assert len({(text, reader) for text, reader, _ in ROWS}) == len(ROWS)


def test_every_reader_has_sentences() -> None:
    assert {reader for _, reader, _ in ROWS} == READ.keys()
