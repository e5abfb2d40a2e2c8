"""The words around a value of the catalogue: measures, colours, and refusals."""

from handlers.readers.text import lexicon, phrases

MILLIMETRES = lexicon("mm mili mil milimeter milimetre millimeters milimeters m.m")
CENTIMETRES = lexicon("cm senti sentimeter centi centimeter centimetre centimeters")
COLOURS = lexicon("warna wrn warno warnanya color colors colour colours coloured colored tinta clr")
STARS = lexicon("bintang star stars bintangnya btg")

_NO = ("tidak", "dont", "jangan", "jgn", "jan")

_USE = sorted(lexicon("pakai pake pk pakek ada perlu usah butuh mau dikasih kasih diberi need"))
_WITHOUT = (
    *("tanpa", "tampa", "tanpo", "no", "without", "w / o", "no need for", "no need", "not need"),
    *("dont use", "dont need", *(f"tanpa {use}" for use in _USE)),
    *(f"{no} {use}" for no in _NO for use in _USE),
    *(f"{no} {first} {use}" for no in _NO for first in ("usah", "perlu", "mau") for use in _USE),
)
WITHOUT = phrases("|".join(_WITHOUT))
"""All say 'tanpa', so that a catalogue that lists 'tanpa logo' knows every one of them."""

NOT = lexicon("bukan bkn bukannya not jangan jgn jan tidak")
WITH = lexicon("pakai pake yang yg nan a an any the dengan dgn with di ada bahan warna pk for")
INTO = lexicon("jadi menjadi ke to into dengan dgn")
CHANGING = lexicon("ubah ganti diganti diubah rubah dirubah change dari from revisi ralat")
