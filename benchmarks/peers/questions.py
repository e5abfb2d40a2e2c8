"""What every peer asks, in the words and buttons the customers of the dialog wait for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what its answer is called, its words, and its buttons' labels and data."""

    slot: str
    text: str
    buttons: tuple[tuple[str, str], ...] = ()


QUESTIONS = (
    Question(
        "sole",
        "Sol EVA setebal apa?",
        (("EVA 3 mm", "1.sole=3"), ("EVA 5 mm", "1.sole=5"), ("EVA 8 mm", "1.sole=8")),
    ),
    Question(
        "size",
        "Ukurannya berapa?",
        (("All size 29 cm", "1.size=all29"), ("M 27 cm", "1.size=m27")),
    ),
    Question(
        "branding",
        "Polos atau dengan logo?",
        (("Polos", "1.branding=none"), ("Sablon logo", "1.branding=print")),
    ),
    Question(
        "packing",
        "Dikemas bagaimana?",
        (("Plastik OPP per pasang", "1.packing=opp"), ("Karton saja", "1.packing=carton")),
    ),
    Question(
        "quantity", "Berapa pasang?", (("500", "1.quantity=500"), ("1000", "1.quantity=1000"))
    ),
    Question(
        "delivery",
        "Dikirim ke mana?",
        (("Ambil sendiri", "delivery=pickup"), ("Kota Padang", "delivery=padang")),
    ),
    Question("hotel", "Untuk hotel atau instansi mana?"),
    Question("person", "Atas nama Bapak/Ibu siapa?"),
    Question(
        "confirmed",
        "Sudah benar?",
        (("Ya, pesan", "/confirm=order"), ("Batal", "/cancel=order")),
    ),
)
SLOTS = tuple(question.slot for question in QUESTIONS[:-1])


def review(answers: dict[str, str]) -> str:
    """All that was answered, one line each, and the last question."""
    lines = [f"{slot}: {answers[slot]}" for slot in SLOTS]
    return "\n".join(["Ringkasan pesanan", *lines, "", QUESTIONS[-1].text])


def placed(number: int) -> str:
    return f"Pesanan {number:03}/SO/CONTOH sudah masuk."
