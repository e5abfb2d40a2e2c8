"""Officers make sources: a link for each channel and a code to print, and see what they brought."""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

from pydantic import JsonValue

from handlers.desk import Attempt
from handlers.messages import Choice, Joint, Money, Phrase, Prompt, Value
from handlers.readers.dates import Day, read_date
from handlers.scene import Scene
from handlers.sources import links_of, ways
from handlers.staff.authority import Authority, authority
from handlers.staff.promotion_card import fared
from handlers.words import plain
from services.sources import Result, Source, SourceKind, SourceRight, code_of, well_formed
from services.vouchers import MOST_PERCENT, Offer

PRESS = "/source"
LISTED = 10
SHOWN = 8
"""Sources in one report; the others are counted in its last line."""

STEPS_COUNTED = ("people", "quotes", "orders", "delivered")
"""The bars of the picture, from who came to what arrived."""

_PERCENT = re.compile(r"(?:potongan|off)\s*=\s*(\d{1,3})\s*%?", re.IGNORECASE)
_UNTIL = re.compile(r"(?:sampai|until)\s*=\s*(\S+(?:\s+[a-z]+(?:\s+\d{4})?)?)", re.IGNORECASE)

KINDS: dict[str, SourceKind] = {
    "tautan": SourceKind.LINK,
    "link": SourceKind.LINK,
    "kreator": SourceKind.INFLUENCER,
    "influencer": SourceKind.INFLUENCER,
    "pameran": SourceKind.FAIR,
    "fair": SourceKind.FAIR,
    "karton": SourceKind.CARTON,
    "carton": SourceKind.CARTON,
    "mitra": SourceKind.REFERRAL,
    "partner": SourceKind.REFERRAL,
}
"""How officers name the kinds they make."""


def commanded(scene: Scene, words: str) -> None:
    """`/sumber` lists; "/sumber kreator Nama kode=abc" makes one; "/sumber abc" shows one."""
    first, _, rest = words.partition(" ")
    kind = KINDS.get(plain(first))
    if not words:
        _list(scene)
    elif kind is not None:
        _make(scene, kind, rest.strip())
    else:
        _show(scene, scene.desk.source(well_formed(words)))


def pressed(scene: Scene, argument: str) -> None:
    """A source of the list, its sheet to print, or its end."""
    what, _, code = argument.partition(".")
    source = scene.desk.source(code)
    if what == "print":
        _print(scene, source)
    elif what == "stop":
        _stop(scene, source)
    else:
        _show(scene, source)


def _list(scene: Scene) -> None:
    if authority(scene, "sources", SourceRight.SEE) is None:
        return
    every = scene.desk.sources(LISTED)
    rows = tuple(_line(source) for source in every)
    choices = tuple(Choice(f"{PRESS}=show.{s.code}", s.label[:40]) for s in every)
    listed: tuple[Value, ...] = (Joint(rows, by="\n"),) if rows else (Phrase("sources-none"),)
    scene.say(Prompt((*listed, Phrase("sources-how")), choices))


def _line(source: Source) -> Phrase:
    key = "source-line" if source.active else "source-line-stopped"
    return Phrase(key, {"code": source.code, "label": source.label, "kind": _kind(source)})


def _kind(source: Source) -> Phrase:
    return Phrase(f"source-kind-{source.kind.value}")


def _make(scene: Scene, kind: SourceKind, words: str) -> None:
    who = authority(scene, SourceRight.MAKE, SourceRight.MAKE)
    if who is None:
        return
    offer, words = _offered(words, scene.today)
    label, _, given = words.partition("kode=")
    label = " ".join(label.split())
    code = well_formed(given) if given else code_of(label)
    if offer == "unread" or not label or not code:
        unread = "source-bad-offer" if offer == "unread" else "source-bad-code"
        scene.say(Phrase(unread if label else "source-needs-name", {"most": MOST_PERCENT}))
        return
    given_off = offer if isinstance(offer, Offer) else None
    source = scene.desk.new_source(kind, code, label, who.officer.name, offer=given_off)
    if source is None:
        scene.say(Phrase("source-taken", {"code": code}))
        return
    _audit(scene, who, SourceRight.MAKE, code)
    scene.say(Phrase("source-made"))
    _tell(scene, source)


def _offered(words: str, today: date) -> tuple[Offer | Literal["unread"] | None, str]:
    """What the words give off ("potongan=5% sampai=31/12"), and the rest of them."""
    percent, until = _PERCENT.search(words), _UNTIL.search(words)
    rest = _UNTIL.sub(" ", _PERCENT.sub(" ", words))
    if percent is None and until is None:
        return None, rest
    day = read_date(until[1], today) if until else None
    off = int(percent[1]) if percent else 0
    if not isinstance(day, Day) or day.day < today or not 1 <= off <= MOST_PERCENT:
        return "unread", rest
    return Offer(off, day.day), rest


def _show(scene: Scene, source: Source | None) -> None:
    if authority(scene, "sources", SourceRight.SEE) is None:
        return
    if source is None:
        scene.say(Phrase("source-unknown"), Phrase("sources-how"))
    else:
        _tell(scene, source)


def _tell(scene: Scene, source: Source) -> None:
    """A source with its links, and what can be done with it."""
    sheet = Choice(f"{PRESS}=print.{source.code}", Phrase("source-print"))
    stop = Choice(f"{PRESS}=stop.{source.code}", Phrase("source-stop"), style="danger")
    linked = (sheet,) if scene.shop.doors and source.active else ()
    ending = (stop,) if source.active else ()
    typed = Phrase("source-typed", {"code": source.code})
    offer = source.offer
    gives = (
        (Phrase("source-gives", {"percent": offer.percent, "until": offer.until}),) if offer else ()
    )
    body = (_line(source), *gives, *ways(scene.shop, source), typed)
    scene.say(Prompt(body, (*linked, *ending)))


def _print(scene: Scene, source: Source | None) -> None:
    """The sheet with its codes, as a picture to look at and a document to print."""
    if authority(scene, "sources", SourceRight.SEE) is None or source is None:
        return
    data = _sheet(scene, source)
    picture = scene.desk.paper("source", data, f"{source.code}.png")
    document = scene.desk.paper("source", data, f"{source.code}.pdf")
    scene.enclose(Prompt((Phrase("source-sheet", {"label": source.label}),), picture=picture))
    scene.enclose(Prompt((Phrase("source-sheet-pdf"),), picture=document))


def _sheet(scene: Scene, source: Source) -> dict[str, JsonValue]:
    """What stands on the sheet: for guests, so nothing of what it brought."""
    codes: list[JsonValue] = [
        {"label": scene.written(Phrase(f"channel-{channel}")), "code": address}
        for channel, address in links_of(scene.shop, source)
    ]
    product = scene.catalogue.product
    return {
        "workshop": scene.catalogue.workshop.name,
        "title": scene.written(Phrase("source-sheet-title", {"product": product.name})),
        "how": scene.written(Phrase("source-sheet-how")),
        "codes": codes,
        "typed": scene.written(Phrase("source-sheet-typed", {"code": source.code})),
    }


def _stop(scene: Scene, source: Source | None) -> None:
    who = authority(scene, SourceRight.STOP, SourceRight.STOP)
    if who is not None and source is not None and source.active:
        scene.desk.stop_source(source)
        _audit(scene, who, SourceRight.STOP, source.code)
        scene.say(Phrase("source-stopped", {"label": source.label, "who": who.officer.name}))


def _audit(scene: Scene, who: Authority, right: SourceRight, code: str) -> None:
    said = scene.said
    done = Attempt(said.address, said.sender, right, "done", officer_id=who.officer.id, reason=code)
    scene.desk.audit(done)


# ---- what they brought


def report(scene: Scene, words: str) -> None:
    """`/laporan promo`: this month so far; "/laporan promo lalu" the month before."""
    if authority(scene, "report", SourceRight.SEE) is None:
        return
    if plain(words.partition(" ")[0]) not in ("promo", "promosi", "sumber", "source", "sources"):
        scene.say(Phrase("report-how"))
        return
    first = scene.today.replace(day=1)
    last = scene.today
    if plain(words.partition(" ")[2]) in ("lalu", "bulan lalu", "last", "last month"):
        last = first - timedelta(days=1)
        first = last.replace(day=1)
    _report(scene, first, last)


def _report(scene: Scene, first: date, last: date) -> None:
    sources, found = scene.desk.brought(
        _begin(scene, first), _begin(scene, last + timedelta(days=1))
    )
    stirred = [(s, found.by_source[s.id]) for s in sources if _any(found.by_source[s.id])]
    stirred.sort(key=lambda one: (-one[1].paid, -one[1].ordered, -one[1].people, one[0].id))
    title = Phrase("report-title", {"first": first, "last": last})
    if not stirred:
        scene.say(title, Phrase("report-nothing", {"unknown": found.unknown}))
        return
    rows = tuple(
        Joint((_row(source, result), *_funnel(scene, source)), by="\n")
        for source, result in stirred[:SHOWN]
    )
    more = len(stirred) - len(rows)
    rest = (Phrase("report-more", {"count": more}),) if more else ()
    scene.say(
        Prompt(
            (
                title,
                Joint((*rows, *rest), by="\n"),
                Phrase("report-unknown", {"unknown": found.unknown}),
                Phrase("report-paid-means"),
            ),
            picture=scene.desk.paper(
                "brought", _picture(scene, title, stirred[:SHOWN]), "laporan-promo.png"
            ),
        )
    )


def _begin(scene: Scene, day: date) -> datetime:
    return datetime.combine(day, time(), scene.shop.zone)


def _any(result: Result) -> bool:
    return result != Result()


def _row(source: Source, result: Result) -> Joint:
    values: dict[str, Value] = {
        "label": source.label,
        "kind": _kind(source),
        "people": result.people,
        "quotes": result.quotes,
        "orders": result.orders,
        "ordered": Money(result.ordered),
        "paid": Money(result.paid),
        "delivered": result.delivered,
        "first": result.first_orders,
        "back": result.taken_back,
        "doubtful": result.doubtful,
    }
    extra = [
        key
        for key, count in (
            ("report-first", result.first_orders - result.orders),
            ("report-back", result.taken_back),
            ("report-doubtful", result.doubtful),
        )
        if count > 0
    ]
    return Joint((Phrase("report-row", values), *(Phrase(key, values) for key in extra)), by=" ")


def _funnel(scene: Scene, source: Source) -> tuple[Value, ...]:
    """Of a promotion also how it fared at those it went to, over all time."""
    promotion = scene.desk.promotion(source.promotion) if source.promotion else None
    if promotion is None:
        return ()
    return (fared(scene, promotion, scene.desk.progress(promotion)),)


def _picture(
    scene: Scene, title: Phrase, shown: list[tuple[Source, Result]]
) -> dict[str, JsonValue]:
    """The same as bars: from who came to what was paid, source by source."""
    rows: list[JsonValue] = []
    for source, result in shown:
        counts: list[JsonValue] = [
            result.people, result.quotes, result.orders, result.delivered,
        ]  # fmt: skip
        money = scene.written(Money(result.paid))
        rows.append({"label": source.label, "counts": counts, "paid": money})
    return {
        "title": scene.written(title),
        "steps": [scene.written(Phrase(f"report-step-{step}")) for step in STEPS_COUNTED],
        "rows": rows,
        "paid": scene.written(Phrase("report-amount")),
        "note": scene.written(Phrase("report-paid-means")),
    }
