"""Whether somebody wants what they had before: 'seperti biasa', 'sama kayak yang lalu'."""

from collections.abc import Sequence

from handlers.readers.text import Token, lexicon, phrases, says

_LIKE = lexicon(
    "seperti spt sprti kayak kaya kek kyk sama sarupo samo bantuak mirip persis ulangi ulang same "
    "like repeat sesuai"
)
_BEFORE = lexicon(
    "biasa biasanya biaso biasonyo kemarin kemaren kmrn lalu sebelumnya sblmnya terakhir patang "
    "kapatang tadi last before usual previous previously earlier"
)
_ALONE = phrases(
    "the usual | as usual | usual order | usual quantity | same again | same order | "
    "repeat order | reorder | re order | order again | order ulang | pesan ulang | "
    "ulangi pesanan | ulang pesanan | yang biasa | yg biasa | nan biaso | biasanya | biaso se | "
    "order terakhir | pesanan terakhir | last order | order yang sama | order yg sama | "
    "pesan yang sama | pesanan yang sama | pesan lagi yang sama | order lagi yang sama | "
    "seperti pesanan | seperti order | repeat"
)
_NEAR = 5


def wants_last_order(tokens: Sequence[Token]) -> bool:
    """A word of likeness and, soon after it, one of the past."""
    if says(tokens, _ALONE):
        return True
    for i, token in enumerate(tokens):
        if token.word not in _LIKE:
            continue
        after = {other.word for other in tokens[i + 1 : i + 1 + _NEAR]}
        if after & _BEFORE:
            return True
    return False
