"""Whether somebody asks for a lower price."""

from collections.abc import Sequence

from handlers.readers.text import Token, lexicon, phrases, says, word_at

_BARGAIN = lexicon(
    "nego negonya negosiasi nawar tawar ditawar tawarnyo diskon diskonnya discount discounts disc "
    "diskonan korting potongan murahin murahkan dimurahin kemahalan kemahalen mahalnya mahal maha "
    "mahalan cheaper cheap expensive pricey bargain negotiate negotiable nurunin diturunin "
    "turunin turunkan diturunkan murahan kortingan batawa tawa rabat cashback"
)
_PHRASES = phrases(
    "best price | better price | harga terbaik | harga spesial | harga khusus | special price | "
    "harga teman | harga damai | harga nett | harga net | lebih murah | labiah murah | "
    "agak murah | murah saketek | murah dikit | murah sedikit | lower price | lower the price | "
    "reduce the price | bring down | come down | turun harga | harga turun | turun dikit | "
    "turun sedikit | turun lagi | last price | final price | bisa turun | bisa lebih rendah | "
    "too high | terlalu tinggi | over budget | di atas budget | diatas budget | budget kami | "
    "price match | harga pas | bisa murah | murah lagi | bulk price | volume price | "
    "harga grosir | special rate | room for | do better | any lower | go lower | lower | "
    "melebihi budget | melebihi anggaran | less expensive"
)
_LESS = lexicon("kurang kurangi kurangin dikurangi dikurangin krg krng kurangan ngurang kurangnyo")
_ASKS = lexicon(
    "bisa bs bisakah boleh bole dapek dapat dong harga harganya harago hargo haragonyo hrg "
    "saketek sakatek sedikit dikit lagi lai buliah"
)
_NOT_PRICE = lexicon(
    "datang terima diterima sampai isi isinya jumlahnya pcs barang barangnya paham jelas tau tahu "
    "ngerti mengerti cocok sesuai tepat lebih bagus rapi dari kuat puas suka"
)


def bargains(tokens: Sequence[Token]) -> bool:
    """'bisa kurang?', 'kemahalan', 'any discount?'; not 'kurangi 100 pasang' or 'kurang lebih'."""
    if any(token.word in _BARGAIN for token in tokens) or says(tokens, _PHRASES):
        return True
    for i, token in enumerate(tokens):
        if token.word not in _LESS or word_at(tokens, i + 1) in _NOT_PRICE:
            continue
        counted = any(after.number for after in tokens[i + 1 : i + 3])
        near = tokens[max(0, i - 4) : i + 4]
        if not counted and any(other.word in _ASKS for other in near):
            return not any(other.word in _NOT_PRICE for other in near)
    return False
