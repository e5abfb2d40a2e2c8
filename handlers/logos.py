"""The logo in the chat: looked at when it comes, shown on the product, changed, and signed off."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from pydantic import JsonValue

from handlers import artwork_words as words
from handlers import notices, setups
from handlers.answers import picture
from handlers.desk import Contact, Kept
from handlers.forms import Answers, Dialog, Question, Turn, current
from handlers.messages import (
    Attachment,
    Choice,
    Inspect,
    Inspected,
    Money,
    Outgoing,
    Phrase,
    Prompt,
    Value,
)
from handlers.scene import Scene, Stage
from handlers.staff import cards
from services.artwork import Finding, Placement, findings, fitted
from services.catalogue import Mockup
from services.colours import rgb
from services.logos import OPEN_TO_LOGOS, Artwork, Signed, in_own_colours
from services.money import Rupiah
from services.orders import Order
from services.pricing import price

MOST_FINDINGS = 4
"""What is told of a logo at once; whoever mends that much sends another file."""

LAST = "/last-logo"
"""The press, in a draft, that answers with the logo of the last order."""

MATTER = "logo"
"""What our messages about an order's logo are about, before its id."""

ORDERS_SEARCHED = 3
"""How many of somebody's latest orders are searched for a logo, or for one that lacks it."""

FURTHER = 5
"""Millimetres that one press moves a logo."""


def inspect(scene: Scene, dialog: Dialog) -> None:
    """Have the file that was just sent looked at, where the draft took it as its logo."""
    if scene.catalogue.mockup is None:
        return
    for sent in scene.said.attachments:
        if any(picture(value) == sent for value in dialog.answers.values()):
            scene.desk.errand(Inspect(scene.said.address, sent))


def for_order(scene: Scene, *, asked: bool = False) -> bool:
    """Have a file that was just sent looked at as the logo of an order that still wants one;
    false where none does. `asked` only where an officer asked for a better file.
    """
    order = _wanting(scene, asked=asked) if scene.catalogue.mockup else None
    if order is None:
        return False
    file = scene.said.attachments[0]
    scene.desk.errand(Inspect(scene.said.address, file, order.id))
    return True


def take_for_order(scene: Scene, text: str) -> bool:
    """The same for a file sent out of any talk: officers see it below the order's card."""
    if not for_order(scene):
        return False
    order = _wanting(scene, asked=False)
    assert order is not None, "there was one"
    scene.say(Phrase("logo-looked-at", {"number": order.number}))
    if text:
        scene.desk.note(order, scene.contact.known_as, text)
    cards.post_file(scene, order, scene.said.attachments[0])
    return True


def _wanting(scene: Scene, *, asked: bool) -> Order | None:
    """The newest order that is to bear a logo, which nobody signed off, and is not printed yet."""
    for order in scene.desk.orders_of(scene.contact, ORDERS_SEARCHED):
        quote = cards.quote_of(scene, order)
        printed = any(line.artwork for line in quote.terms.wanted.lines)
        if order.state in OPEN_TO_LOGOS and printed and scene.desk.signed(quote) is None:
            sent = scene.desk.sent_logo(quote) if asked else None
            returned = sent and sent.verdict and not sent.verdict.accepted
            return order if returned or not asked else None
    return None


def take(stage: Stage, news: Inspected) -> None:
    """Tell who sent a logo what it is like, with the picture of it on the product."""
    if news.order:
        _take_of_order(stage, news)
        return
    contact = stage.desk.contact_at(news.address)
    if contact is None:
        return
    if news.refused is not None or news.seen is None:
        _refuse(stage, contact, news)
        return
    kept, line = _place(stage, contact, news.attachment)
    variant = stage.form.chosen(kept.dialog.answers, line) if kept else stage.catalogue.complete({})
    key, name = stage.desk.new_id(), news.attachment.name
    draft = kept.dialog.id if kept else ""
    artwork = Artwork(key, contact.id, draft, name, news.logo, variant, news.seen)
    stage.desk.keep_artwork(artwork)
    setup = setups.found(stage, contact, news.logo, variant) if kept else None
    if kept and setup:
        answers = setups.noted(stage, kept.dialog.answers, line)
        stage.desk.keep(replace(kept, dialog=replace(kept.dialog, answers=answers)))
    prompt = _shown(stage, contact, artwork, setup.placement if setup else Placement())
    if prompt is not None:
        told = (Phrase("logo-setup-kept"),) if setup else ()
        _tell_beside(stage, contact, prompt.under(*told))


def _take_of_order(stage: Stage, news: Inspected) -> None:
    """The same for a logo of an order. What an officer cleaned goes to the customer, too: nothing
    is printed that they did not sign off.
    """
    order = stage.desk.order(news.order)
    assert order is not None, "it was looked at for one that is there"
    customer = cards.customer_of(stage, order)
    cleaned = news.address != customer.address
    if news.refused is not None or news.seen is None:
        if cleaned:
            _tell_cleaner(stage, order, news, *_unusable(news))
        else:
            _refuse(stage, customer, news)
        return
    quote = cards.quote_of(stage, order)
    variant = next(line.variant for line in quote.terms.wanted.lines if line.artwork)
    key, draft, name = stage.desk.new_id(), stage.desk.draft_of(quote), news.attachment.name
    artwork = Artwork(key, customer.id, draft, name, news.logo, variant, news.seen)
    stage.desk.keep_artwork(artwork)
    prompt = _shown(stage, customer, artwork, Placement())
    if prompt is None:
        return
    if not cleaned:
        _tell_beside(stage, customer, prompt)
        return
    notice = notices.of_question(stage.catalogue, order.number)
    mended = prompt.under(Phrase("logo-cleaned", {"number": order.number}))
    stage.tell(customer, replace(mended, notice=notice), about=cards.card_of(order))
    _tell_cleaner(stage, order, news, Phrase("logo-cleaned-sent", {"number": order.number}))


def _tell_cleaner(stage: Stage, order: Order, news: Inspected, *body: Value) -> None:
    chats = [chat for chat in stage.staff_chats() if chat.address == news.address]
    stage.tell_staff(Prompt(body), about=f"{MATTER}:{order.id}", chats=chats)


def last(stage: Stage, contact: Contact) -> tuple[Signed, JsonValue] | None:
    """The logo last signed off for an order of a contact's, and the file it came from, as an
    answer; the latest orders are searched.
    """
    for order in stage.desk.orders_of(contact, ORDERS_SEARCHED):
        quote = stage.desk.quote(order.quote_id)
        signed = stage.desk.signed(quote) if quote else None
        if quote is None or signed is None:
            continue
        for line in quote.terms.wanted.lines:
            sent = picture(line.artwork)
            if sent is not None and sent.name == signed.artwork.name:
                return signed, line.artwork
    return None


def asked(question: Question | None) -> bool:
    """Whether it is a logo that is asked for."""
    return question is not None and question.slot.endswith(".artwork")


def with_last(scene: Scene, turn: Turn) -> Turn:
    """The question for a logo, with the one of the last order to choose."""
    if not asked(current(scene.form, turn.dialog)) or last(scene, scene.contact) is None:
        return turn
    again = Choice(f"{turn.dialog.id}:{LAST}", Phrase("logo-last"))
    return replace(turn, prompt=replace(turn.prompt, choices=(again, *turn.prompt.choices)))


def show_on(scene: Scene, signed: Signed, dialog: Dialog) -> None:
    """The same on the line of a draft that bears it already."""
    for slot, value in dialog.answers.items():
        file = picture(value)
        if file is not None and file.name == signed.artwork.name:
            show_again(scene, signed, dialog, slot)
            return


def show_again(scene: Scene, signed: Signed, dialog: Dialog, slot: str) -> None:
    """A new proof of a logo that was signed off before, on the line that it is now for."""
    variant = scene.form.chosen(dialog.answers, slot.partition(".")[0])
    key, artwork = scene.desk.new_id(), signed.artwork
    artwork = replace(artwork, key=key, dialog_id=dialog.id, variant=variant)
    scene.desk.keep_artwork(artwork)
    prompt = _shown(scene, scene.contact, artwork, signed.placement)
    if prompt is not None:
        _tell_beside(scene, scene.contact, prompt)


def _refuse(stage: Stage, contact: Contact, news: Inspected) -> None:
    drafting = not news.order
    body = (*_unusable(news), _another(drafting=drafting))
    _tell_beside(stage, contact, Prompt(body, _ways_on(drafting=drafting), closed=False))


def _unusable(news: Inspected) -> tuple[Phrase, Phrase]:
    """Which file was not taken, and why."""
    assert news.refused is not None, "what was read was measured"
    return Phrase("logo-refused", {"name": news.attachment.name}), words.refused(news.refused)


def _tell_beside(stage: Stage, contact: Contact, prompt: Prompt) -> None:
    """Tell news without asking: what the form asked meanwhile stays what words answer."""
    stage.desk.send(Outgoing(contact.address, stage.speak(prompt, contact.language)))


def _place(stage: Stage, contact: Contact, sent: Attachment) -> tuple[Kept | None, str]:
    """The draft a logo was sent for, and its line."""
    kept = stage.desk.dialog(contact.dialog_id)
    answers = kept.dialog.answers if kept else {}
    slot = next((s for s, value in answers.items() if picture(value) == sent), "1.artwork")
    return kept, slot.partition(".")[0]


def press(scene: Scene, argument: str) -> None:
    """A button of a proof: "key.verb.scale.right.down"; of what is not theirs nothing is told."""
    key, _, rest = argument.partition(".")
    verb, _, figures = rest.partition(".")
    artwork = scene.desk.artwork(key)
    placement = _placement(figures)
    if artwork is None or artwork.contact_id != scene.contact.id or placement is None:
        scene.say(Phrase("unknown-button"))
        return
    if verb == "use":
        _use(scene, artwork, placement)
        return
    if verb == "other":
        ways = _ways_on(drafting=_is_drafted(scene, artwork))
        scene.say(Prompt((Phrase("logo-send-other"),), ways, closed=False))
        return
    prompt = _shown(scene, scene.contact, artwork, placement)
    scene.say(prompt or Phrase("unknown-button"))


def _placement(figures: str) -> Placement | None:
    try:
        scale, right, down = map(int, figures.split("."))
    except ValueError:
        return None
    known = scale in range(40, 101) and abs(right) < 1000 and abs(down) < 1000
    return Placement(scale, right, down) if known else None


def _use(scene: Scene, artwork: Artwork, placement: Placement) -> None:
    mockup = scene.catalogue.mockup
    if mockup is None:
        scene.say(Phrase("unknown-button"))
        return
    if _blocks(_findings(mockup, artwork, placement)):
        prompt = _shown(scene, scene.contact, artwork, placement)
        scene.say(prompt or Phrase("unknown-button"))
        return
    order = _order_of(scene, artwork)
    if order is not None and (why := _not_now(scene, order, artwork, placement)):
        scene.say(Prompt((why,), (ask_officer(),), closed=False))
        return
    placement = placement.within(artwork.seen.aspect, mockup.area)
    scene.desk.sign(
        artwork, placement, _proof(scene, scene.contact, mockup, artwork, placement), scene.contact
    )
    if order is not None:
        cards.refresh(scene, order)
        signed = Prompt((Phrase("staff-logo-signed", {"number": order.number}),))
        scene.tell_staff(signed, about=f"{MATTER}:{order.id}", under=cards.card_of(order))
    used = Phrase("logo-used", size_of(artwork, mockup, placement))
    again = _other_size(scene, artwork, placement) if order is None else ()
    scene.say(Prompt((used, *again), _ways_on(drafting=order is None), closed=False))


def _not_now(scene: Scene, order: Order, artwork: Artwork, placement: Placement) -> Phrase | None:
    """Why an order is not printed so any more: it is in production, or it was priced with a setup
    that is kept for this logo, and there is none in this size.
    """
    if order.state not in OPEN_TO_LOGOS:
        return Phrase("logo-too-late", {"number": order.number})
    lines = cards.quote_of(scene, order).terms.lines
    variant = next((line.variant for line in lines if line.setup_kept), None)
    if variant is None or not setups.found(scene, scene.contact, artwork.logo, variant):
        return None
    there = setups.found(scene, scene.contact, artwork.logo, variant, placement.scale)
    return None if there else Phrase("logo-size-unpaid", {"number": order.number})


def _other_size(scene: Scene, artwork: Artwork, placement: Placement) -> tuple[Phrase, ...]:
    """A setup serves one size: another is charged for, and that is said."""
    kept = scene.desk.dialog(artwork.dialog_id) if artwork.dialog_id else None
    found = _in_draft(scene, artwork)
    if kept is None or found is None:
        return ()
    answers, line = found
    variant = scene.form.chosen(answers, line)
    there = setups.found(scene, scene.contact, artwork.logo, variant, placement.scale)
    same = there is not None
    if same == scene.form.keeps_setup(answers, line):
        return ()
    change = setups.noted if same else setups.dropped
    answers = change(scene, answers, line)
    scene.desk.keep(replace(kept, dialog=replace(kept.dialog, answers=answers)))
    return (Phrase("logo-setup-kept" if same else "logo-setup-anew"),)


def _order_of(scene: Scene, artwork: Artwork) -> Order | None:
    """The order a logo is for, where there is one already, in whichever revision of its quote."""
    first = scene.desk.quote_of_dialog(artwork.dialog_id) if artwork.dialog_id else None
    newest = scene.desk.quote_numbered(first.base) if first else None
    quotes = [one for one in (first, newest) if one is not None]
    orders = (scene.desk.order_of_quote(one.id) for one in quotes)
    return next((order for order in orders if order is not None), None)


def _shown(stage: Stage, to: Contact, artwork: Artwork, placement: Placement) -> Prompt | None:
    """The logo on the product, what was found, and what can be done; None without a drawing."""
    mockup, seen = stage.catalogue.mockup, artwork.seen
    if mockup is None:
        return None
    artwork, dearer, recolour = _recoloured(stage, artwork)
    placement = placement.within(seen.aspect, mockup.area)
    told = _findings(mockup, artwork, placement)
    lines = [words.found(finding) for finding in told[:MOST_FINDINGS]]
    title = Phrase("logo-proof", size_of(artwork, mockup, placement))
    drafting = _is_drafted(stage, artwork)
    another, ways = _another(drafting=drafting), _ways_on(drafting=drafting)
    if not seen.inks:
        return Prompt((*lines, another), ways, closed=False)
    return Prompt(
        (title, *lines, *dearer, another),
        (*_choices(artwork, placement, recolour, usable=not _blocks(told)), *ways),
        closed=False,
        picture=_proof(stage, to, mockup, artwork, placement),
    )


def _recoloured(
    stage: Stage, artwork: Artwork
) -> tuple[Artwork, tuple[Phrase, ...], tuple[Choice, ...]]:
    """The logo as its open draft has it now; where it has more colours than were chosen, what
    they would cost by the price list, and the button that chooses them.
    """
    found = _in_draft(stage, artwork)
    if found is None:
        return artwork, (), ()
    answers, line = found
    artwork = replace(artwork, variant=stage.form.chosen(answers, line))
    number, ordered = len(artwork.seen.inks), _ordered(artwork)
    quantity = answers.get(f"{line}.quantity")
    if ordered is None or number <= ordered or not isinstance(quantity, int):
        return artwork, (), ()
    offered = {value.key for value in stage.catalogue.axis("colours").offered}
    wider = {**artwork.variant, "colours": str(number)}
    short = quantity < stage.catalogue.minimum(wider)
    if str(number) not in offered or short or in_own_colours(artwork.seen):
        return artwork, (), ()
    kept = stage.form.keeps_setup(answers, line)
    now = price(stage.catalogue, artwork.variant, quantity, setup_kept=kept).each
    more = price(stage.catalogue, wider, quantity).each - now
    values: dict[str, Value] = {
        "number": number,
        "each": Money(Rupiah(more)),
        "total": Money(Rupiah(more * quantity)),
        "unit": stage.form.unit,
    }
    label = Phrase("logo-recolour", {"number": number})
    change = Choice(f"{artwork.dialog_id}:{line}.colours={number}", label)
    return artwork, (Phrase("logo-dearer", values),), (change,)


def _in_draft(stage: Stage, artwork: Artwork) -> tuple[Answers, str] | None:
    """What the open draft of a logo says, and the only line that has a file of its name."""
    kept = stage.desk.dialog(artwork.dialog_id) if artwork.dialog_id else None
    if kept is None or kept.outcome != "going":
        return None
    answers = kept.dialog.answers
    sent = ((slot.partition(".")[0], picture(value)) for slot, value in answers.items())
    lines = [line for line, file in sent if file is not None and file.name == artwork.name]
    return (answers, lines[0]) if len(lines) == 1 else None


def found(stage: Stage, artwork: Artwork) -> Sequence[Finding]:
    """What was found in a logo, for the officers."""
    mockup = stage.catalogue.mockup
    return _findings(mockup, artwork, Placement())[:MOST_FINDINGS] if mockup else ()


def proof(stage: Stage, to: Contact, artwork: Artwork, placement: Placement) -> Attachment | None:
    """The picture of it on the product, as that contact would see it."""
    mockup = stage.catalogue.mockup
    return _proof(stage, to, mockup, artwork, placement) if mockup else None


def _findings(mockup: Mockup, artwork: Artwork, placement: Placement) -> Sequence[Finding]:
    upper = rgb(mockup.ground_of(artwork.variant))
    ordered = _ordered(artwork)
    scale = placement.scale
    return findings(artwork.seen, mockup.area, upper=upper, ordered=ordered, scale=scale)


def _blocks(told: Sequence[Finding]) -> bool:
    """Whether it cannot be printed as it is: then it is not signed off, and an officer helps."""
    return any(finding.weight == "blocks" for finding in told)


def _ordered(artwork: Artwork) -> int | None:
    """How many colours were chosen, where that is chosen by number."""
    chosen = artwork.variant.get("colours", "")
    return int(chosen) if chosen.isdecimal() else None


def _choices(
    artwork: Artwork, placement: Placement, recolour: tuple[Choice, ...], *, usable: bool
) -> tuple[Choice, ...]:
    """Eight at the most, to which come two ways on: where there are no buttons, a list holds ten.
    Another file can be sent without its button, so that it gives way to the colours'.
    """

    def button(verb: str, placed: Placement, label: str) -> Choice:
        where = f"{placed.scale}.{placed.right}.{placed.down}"
        return Choice(f"/logo={artwork.key}.{verb}.{where}", Phrase(label))

    use = (button("use", placement, "logo-use"),) if usable else ()
    return (
        *use,
        button("show", placement.smaller(), "logo-smaller"),
        button("show", placement.larger(), "logo-larger"),
        button("show", placement.moved(0, -FURTHER), "logo-up"),
        button("show", placement.moved(0, FURTHER), "logo-down"),
        button("show", placement.moved(-FURTHER, 0), "logo-left"),
        button("show", placement.moved(FURTHER, 0), "logo-right"),
        *(recolour or (button("other", placement, "logo-other"),)),
    )


def _is_drafted(stage: Stage, artwork: Artwork) -> bool:
    """Whether a logo is for an order that is not placed yet, or for none."""
    return not artwork.dialog_id or not stage.desk.quote_of_dialog(artwork.dialog_id)


def _another(*, drafting: bool) -> Phrase:
    return Phrase("logo-another" if drafting else "logo-another-file")


def _ways_on(*, drafting: bool) -> tuple[Choice, ...]:
    """A draft goes on, whatever its logo is like: it is never held up."""
    go_on = Choice("/resume", Phrase("logo-go-on"))
    return (go_on, ask_officer()) if drafting else (ask_officer(),)


def ask_officer() -> Choice:
    return Choice("/officer", Phrase("menu-officer"))


def size_of(artwork: Artwork, mockup: Mockup, placement: Placement) -> dict[str, Value]:
    """Width and height of the print, as words of a phrase."""
    width, height = fitted(artwork.seen.aspect, mockup.area, placement.scale)
    return {"width": words.length(width), "height": words.length(height)}


def _proof(
    stage: Stage, to: Contact, mockup: Mockup, artwork: Artwork, placement: Placement
) -> Attachment:
    """The picture, to be drawn when it is sent: the same for the same logo, place and variant."""
    seen = artwork.seen
    size = stage.written(Phrase("logo-size", size_of(artwork, mockup, placement)), to.language)
    coloured = [stage.written(name, to.language) for name in words.colours(seen.inks)]
    lines = [size] if in_own_colours(seen) else [size, ", ".join(coloured)]
    variant: dict[str, JsonValue] = {**artwork.variant}
    inks: list[JsonValue] = [] if in_own_colours(seen) else [[*ink.colour] for ink in seen.inks]
    data: dict[str, JsonValue] = {
        "logo": artwork.logo,
        "mockup": {
            **mockup.model_dump(mode="json"),
            "width": float(mockup.width),
            "height": float(mockup.height),
        },
        "variant": variant,
        "aspect": seen.aspect,
        "placement": asdict(placement),
        "inks": inks,
        "title": to.hotel or stage.written(Phrase("logo-title"), to.language),
        "lines": [*lines],
        "side": "",
    }
    return stage.desk.paper("proof", data, "logo.jpg")
