"""Which language somebody writes, as far as a short message shows."""

import re

_WORDS = {
    "id": frozenset(
        "saya kami anda bapak ibu pak bu mau ingin pesan beli harga berapa brp pasang psg sandal "
        "yang yg dan dengan untuk buat dari ke di apa ada bisa tolong mohon halo hai selamat pagi "
        "siang sore malam terima kasih makasih ya tidak tdk logo warna kirim tanggal tgl ambo awak "
        "bara indak assalamualaikum permisi minta butuh perlu".split()
    ),
    "en": frozenset(
        "i we you my our want need would like order buy price how much many pairs pair slippers "
        "the a an and with for from to of is are can could please hello hi good morning afternoon "
        "evening thanks thank yes no logo colour color deliver delivery by do does have".split()
    ),
}


def language_of(text: str) -> str:
    """Return "id" or "en" where the words show it; "" where they do not."""
    words = re.findall(r"\b[a-z]+\b", text[:500].casefold())
    counts = {language: sum(w in known for w in words) for language, known in _WORDS.items()}
    ordered = sorted(counts, key=lambda language: counts[language])
    return ordered[-1] if counts[ordered[-1]] > counts[ordered[0]] else ""
