"""The words around a value of the catalogue: measures, colours, and refusals."""

from handlers.readers.text import lexicon, phrases

MILLIMETRES = lexicon("mm mili mil milimeter milimetre millimeters milimeters m.m")
CENTIMETRES = lexicon("cm senti sentimeter centi centimeter centimetre centimeters")
COLOURS = lexicon("warna wrn warno warnanya color colors colour colours coloured colored tinta clr")
STARS = lexicon("bintang star stars bintangnya btg")

_NO = "tidak tdk gak ga gk g nggak ngga enggak engga ndak ndk indak tak tanpa dont jangan jgn jan"
_USE = "pakai pake pk pakek dipakaikan ada perlu usah butuh mau dikasih kasih diberi pakaikan need"
WITHOUT = phrases(
    "tanpa", "tampa", "tanpo", "no", "without", "w / o", "no need for", "no need", "not need",
    "dont use", "dont need",
    *(f"{no} {use}" for no in _NO.split() for use in _USE.split()),
    *(f"{no} {first} {use}" for no in _NO.split() for first in ("usah", "perlu", "mau")
      for use in _USE.split()),
    *(f"tanpa {use}" for use in _USE.split()),
)  # fmt: skip
"""All say 'tanpa', so that a catalogue that lists 'tanpa logo' knows every one of them."""

NOT = lexicon("bukan bkn bukannya not jangan jgn jan tidak tdk gak ga gk nggak ndak indak tak")
WITH = lexicon("pakai pake yang yg nan a an any the dengan dgn with di ada bahan warna pk for")
INTO = lexicon("jadi menjadi ke to into dengan dgn")
CHANGING = lexicon("ubah ganti diganti diubah rubah dirubah change dari from revisi ralat")
