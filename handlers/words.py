"""Words as they are compared: without case, marks and double blanks."""

import re


def plain(text: str) -> str:
    """A text as it is compared with a label.

    >>> plain(" Ya,  pesan! ")
    'ya pesan'
    """
    return " ".join(re.sub(r"[^\w ]", " ", text.casefold()).split())


def sayable(text: str) -> str:
    r"""A text without NULs and halves of characters, which nothing can store or send.

    >>> sayable("\x00halo\ud800")
    'halo?'
    """
    return text.replace("\0", "").encode("utf-8", "replace").decode()


_ASKING = frozenset(
    "berapa brp bara apa apakah kapan bilo bisa gimana how what when can does".split()
)


def asks(text: str) -> bool:
    """Whether a text is put as a question.

    >>> asks("bara haragonyo"), asks("500 psg netral")
    (True, False)
    """
    return "?" in text or not _ASKING.isdisjoint(plain(text).split())
