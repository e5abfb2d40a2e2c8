"""Every way to say no as one word, so that no list must hold them all."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.readers.text import Token, lexicon

NO = "tidak"
NEGATORS = lexicon(
    "tidak tdk gak ga gk g gx nggak ngga ngak enggak engga ndak ndk indak idak tak tk nda kagak "
    "kaga enda ndaklah inda endak gakk tida tdak"
)
_JOINED_TO = lexicon(
    "papa apa apapa usah jadi jd mau perlu masalah bisa ada tau tahu setuju cocok paham pakai pake"
)


def plain_no(tokens: Sequence[Token]) -> list[Token]:
    """The same with 'gak', 'ndak', 'tdk' … all said as 'tidak', and 'gausah' as two words."""
    plain: list[Token] = []
    for i, token in enumerate(tokens):
        is_gram = token.word == "g" and i > 0 and tokens[i - 1].number
        if token.word in NEGATORS and not is_gram:
            plain.append(replace(token, word=NO))
        elif rest := _joined(token.word):
            plain.append(replace(token, word=NO))
            plain.append(replace(token, word=rest, glued=True))
        else:
            plain.append(token)
    return plain


def _joined(word: str) -> str:
    """The 'usah' of 'gausah' and 'gakusah'."""
    for end in (2, 3, 4, 5, 6):
        if word[:end] in NEGATORS and word[end:] in _JOINED_TO:
            return word[end:]
    return ""
