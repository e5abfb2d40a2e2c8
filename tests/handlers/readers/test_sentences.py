"""Every sentence of the second table is read as it says."""

import pytest

from tests.handlers.readers.table import READ, rows

ROWS = rows("sentences.tsv")


@pytest.mark.parametrize("reader", sorted(READ))
def test_a_sentence_is_read_as_the_table_says(reader: str) -> None:
    """All sentences of a reader at once: thousands of tests take longer to list than to run."""
    said = {text: expected for text, its, expected in ROWS if its == reader}
    read = {text: READ[reader](text) for text in said}
    assert read == said


def test_every_sentence_says_one_thing_to_a_reader() -> None:
    assert len({(text, reader) for text, reader, _ in ROWS}) == len(ROWS)


def test_every_reader_has_sentences() -> None:
    assert {reader for _, reader, _ in ROWS} == READ.keys()
