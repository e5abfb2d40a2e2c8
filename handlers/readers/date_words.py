"""The words dates are made of, in Indonesian, Minang and English."""

from collections.abc import Mapping
from datetime import date

from handlers.readers.text import Phrases, fold, lexicon, phrases


def _numbered(*lines: str) -> dict[str, int]:
    return {fold(word): n for n, words in enumerate(lines, 1) for word in words.split()}


MONTHS: Mapping[str, int] = _numbered(
    "januari january",
    "februari pebruari february",
    "maret march",
    "april",
    "mei",
    "juni june",
    "juli july",
    "agustus august",
    "september",
    "oktober october",
    "november nopember",
    "desember december",
)
SHORT_MONTHS: Mapping[str, int] = _numbered(
    "jan",
    "feb peb",
    "mar mrt",
    "apr",
    "may",
    "jun",
    "jul",
    "agu agt agst agust ags aug",
    "sep sept",
    "okt oct",
    "nov nop",
    "des dec",
)
"""Only beside a number: 'jan' is Minang for don't, 'may' is English for perhaps."""

WEEKDAYS: Mapping[str, int] = _numbered(
    "senin snin sinayan monday",
    "selasa slasa salasa tuesday",
    "rabu rabaa rabo wednesday",
    "kamis kamih thursday",
    "jumat jumaat jumaik jumuah friday",
    "sabtu saptu saturday",
    "ahad akaik ahaik sunday",
)
SHORT_WEEKDAYS: Mapping[str, int] = {
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5,
    "sat": 6, "sun": 7, "sen": 1, "sel": 2, "rab": 3, "kam": 4, "jum": 5, "sab": 6,
}  # fmt: skip
"""Only after 'hari', 'on', 'next' and the like; compared as written, for 'saat' is not Saturday."""

BEFORE_SHORT_WEEKDAY = lexicon("hari ari hr on next this coming by until before")
SUNDAY_OR_WEEK = lexicon("minggu mingu mggu mgg")
WEEK = SUNDAY_OR_WEEK | lexicon("pekan week")
MONTH = lexicon("bulan bln month")
YEAR = lexicon("tahun thn taun year")
DAY = lexicon("hari hr ari")

THIS = lexicon("ini nih ko iko this coming current")
NEXT = lexicon("depan dpn muko mendatang next berikutnya following")
LAST = lexicon("lalu kemarin kemaren last patang previous")

TODAY = phrases(
    "nanti malam | nanti sore | nanti siang | nanti pagi | ntar malam | ntar sore | hari ini | "
    "hr ini | hari ko | today | malam ini | sore ini | siang ini | tonight | this evening | "
    "this afternoon"
)
TOMORROW = phrases(
    "besok | bsk | bsok | besuk | esok | bisuak | isuak | tomorrow | tmr | tmrw | tomorow"
)
AFTER_TOMORROW = phrases("lusa | day after tomorrow | the day after tomorrow | duo hari lai")
ONE_OR_TWO_DAYS = phrases("besok lusa | besok atau lusa | besok lusa nanti")
BEFORE_YESTERDAY = phrases(
    "kemarin lusa | kemarin dulu | day before yesterday | the day before yesterday | kemaren dulu"
)
YESTERDAY = phrases("kemarin | kemaren | kmrn | yesterday | patang")

START = lexicon("awal early beginning start")
MIDDLE = lexicon("pertengahan tengah tangah middle mid")
END = lexicon("akhir akir akia end late ujung penghujung")
WEEKEND = phrases("akhir pekan | akhir minggu | weekend | the weekend | akia pakan")

DAYS_LONG: Mapping[str, int] = {
    **dict.fromkeys(lexicon("hari hr day days harian"), 1),
    **dict.fromkeys(WEEK | lexicon("weeks pakan"), 7),
}
MONTHS_LONG: Mapping[str, int] = {
    **dict.fromkeys(MONTH | lexicon("months"), 1),
    **dict.fromkeys(YEAR | lexicon("years"), 12),
}
WORKING = phrases(
    "hari kerja | hr kerja | hari karajo | working days | working day | business days | "
    "business day | workdays | work days | workday"
)
FROM_NOW = phrases(
    "lagi | lg | lai | ke depan | kedepan | mendatang | dari sekarang | dari skrg | "
    "dari hari ini | from now | from today | time"
)
WITHIN = lexicon("dalam dlm in within waktu tempo")

DATED = lexicon("tgl tanggal tngl tggl tg tangga date")
ORDINAL = lexicon("st nd rd th")
THROUGH = phrases(
    "sampai | sampe | smp | sampai dengan | sampai dgn | s / d | s . d . | s . d | sd | hingga | "
    "to | until | till | through | - | ~ | sd . | sampai tgl | sampai ka"
)
EITHER = phrases("atau | or | dan | and | ato | &")
NEGATED = lexicon("bukan bkn jangan jgn jan not tidak")

DELIVERED = lexicon(
    "kirim dikirim kirimkan dikirimkan pengiriman antar diantar sampai sampe tiba terima diterima "
    "butuh dibutuhkan perlu pakai dipakai deliver delivered delivery by need needed before "
    "sebelum deadline paling lambat arrive due jadi siap selesai ambil diambil ship shipped"
)
SPOKEN_AROUND = lexicon(
    "ya yah pak bu kak bang min mas mbak dong aja saja kira sekitar kalau bisa mungkin maksimal "
    "max paling lama lambat cepat about around please waktu tolong ok oke"
)

HOLIDAYS: Mapping[str, Phrases] = {
    "iduladha": phrases(
        "idul adha | iduladha | lebaran haji | hari raya haji | rayo haji | kurban | "
        "idul kurban | eid al adha | hari raya kurban"
    ),
    "idulfitri": phrases(
        "lebaran | idul fitri | idulfitri | hari raya | ari rayo | rayo | eid | eid al fitr | "
        "hari raya idul fitri | libur lebaran | hari lebaran | hari raya lebaran"
    ),
    "ramadan": phrases(
        "puasa | bulan puasa | ramadan | ramadhan | romadhon | bulan ramadan | bulan ramadhan | "
        "puaso | bulan puaso | fasting month"
    ),
    "christmas": phrases("natal | hari natal | christmas | xmas | libur natal | nataru"),
    "new_year": phrases("tahun baru | new year | new years | thn baru | malam tahun baru"),
    "independence": phrases("agustusan | 17an | hut ri | kemerdekaan | hari kemerdekaan"),
    "lunar_new_year": phrases("imlek | tahun baru imlek | chinese new year | tahun baru cina"),
    "nyepi": phrases("nyepi | hari nyepi"),
    "vesak": phrases("waisak | hari waisak | vesak"),
}  # fmt: skip
FIXED: Mapping[str, tuple[int, int]] = {
    "christmas": (12, 25), "new_year": (1, 1), "independence": (8, 17),
}  # fmt: skip
BEFORE = lexicon("sebelum sblm sebelun menjelang jelang sabalun before ahead pra pre")
AFTER = lexicon(
    "lepas lewat selesai usai sesudah setelah stlh sesudahnya habis abis pasca after sasudah"
)
DURING = lexicon("pas saat waktu selama during on at di untuk buat for over ketika musim")


def next_fixed(holiday: str, today: date) -> tuple[date, date] | None:
    """The coming day of a holiday that keeps its date every year."""
    if holiday not in FIXED:
        return None
    month, day = FIXED[holiday]
    coming = date(today.year, month, day)
    coming = coming if coming >= today else date(today.year + 1, month, day)
    return coming, coming
