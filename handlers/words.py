"""Words as they are compared: without case, marks and double blanks."""

import re


def plain(text: str) -> str:
    """A text as it is compared with a label.

    >>> plain(" Ya,  pesan! ")
    'ya pesan'
    """
    return " ".join(re.sub(r"[^\w ]", " ", text.casefold()).split())
