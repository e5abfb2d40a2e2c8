"""Draws a template with its data, by typst, with the project's own fonts and nothing else.

Data are handed over as JSON, never put into the template: a name made of typst's own words stands
on the paper as it was typed.
"""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import segno
import typst

PIXELS_AN_INCH = 216.0
"""Of pictures: a page 360 points wide is 1080 pixels, as much as phones show."""

_FOLDER = Path(str(files("bot") / "papers"))


class UnknownTemplate(Exception):
    """There is no template of this name."""


def draw(template: str, data: str, form: Literal["pdf", "png"]) -> bytes:
    """The paper: `data` is the JSON its template shows. The same input gives the same bytes.

    An address under "code", of the paper or of one of its "codes", becomes rows of a QR code, "1"
    where it is dark; "" becomes none.
    Takes some milliseconds of processor time. Raises `UnknownTemplate`, and `typst.TypstError`
    where the data lack what the template shows.
    """
    path = _FOLDER / f"{template}.typ"
    if not template.isidentifier() or not path.is_file():
        raise UnknownTemplate(template)
    drawn = typst.compile(
        path,
        root=_FOLDER,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format=form,
        ppi=PIXELS_AN_INCH,
        sys_inputs={"data": _with_code(data)},
        timestamp=0,
    )
    if not isinstance(drawn, bytes):
        raise TypeError(f"{template} has several pages, and a picture only one")
    return drawn


def _with_code(data: str) -> str:
    shown = json.loads(data)
    for one in (shown, *shown.get("codes", ())):
        if "code" in one:
            one["code"] = _rows(str(one["code"]))
    return json.dumps(shown)


def _rows(address: str) -> list[str]:
    matrix = segno.make_qr(address, error="m").matrix if address else ()
    return ["".join(str(int(dark)) for dark in row) for row in matrix]


@cache
def _fonts() -> typst.Fonts:
    """Read once: that takes longer than most papers."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(_FOLDER / "fonts")],
    )
