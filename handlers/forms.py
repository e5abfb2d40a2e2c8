"""The dialog engine: a dialog is a draft and the question it still lacks.

Pure: no clock, no network, no database. `step` takes what was stored and what was said,
and returns what to store and what to say. The draft is a mapping of slot to answer, because
which slots there are comes from the catalogue and from how many lines an order has; each
question says which answers it accepts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, TypeAlias

from pydantic import JsonValue

from handlers.messages import Attachment, Choice, Joint, Phrase, Prompt, Value

Answers: TypeAlias = Mapping[str, JsonValue]
Outcome: TypeAlias = Literal["going", "cancelled", "submitted"]


@dataclass(frozen=True)
class Answer:
    """What a person gave as an answer: words, or a file."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()


class Misread(Exception):
    """The answer could not be read; says why, and may offer what it could have meant.

    What is offered are assignments ("1.quantity=500"), good at any question.
    """

    def __init__(self, key: str, *offer: Choice, **values: Value) -> None:
        super().__init__(key)
        self.hint = Phrase(key, values)
        self.offer = offer


@dataclass(frozen=True)
class Question:
    """One slot of the draft, asked for in words or buttons.

    `read` makes an answer of what was typed or sent and raises `Misread`; `press` makes one of
    a pressed value; `accepts` tells whether a stored answer still stands under today's rules.
    An `optional` question is never asked unasked: it waits in the list of changes. A `free`
    one takes any words, so a question in between must be told from an answer before it is read.
    `clears` are the slots whose answers were about the old one: another hotel, another kind.
    """

    slot: str
    label: Value
    ask: Callable[[], Prompt]
    read: Callable[[Answer], JsonValue]
    press: Callable[[str], JsonValue]
    accepts: Callable[[JsonValue], bool]
    show: Callable[[JsonValue], Value]
    optional: bool = False
    free: bool = False
    clears: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gist:
    """What a sentence said about several questions at once.

    `answers` are sure; `doubts` are hints about what was said but cannot be taken as it is.
    """

    answers: Mapping[str, JsonValue] = field(default_factory=dict)
    doubts: tuple[Misread, ...] = ()


class Form(Protocol):
    """The questions that complete a draft, in the order we would ask them."""

    @property
    def name(self) -> str: ...

    def questions(self, answers: Answers) -> Sequence[Question]:
        """The questions that apply to this draft."""
        ...

    def overhear(self, text: str, answers: Answers) -> Gist:
        """What a free sentence says, as answers to questions it may not have been asked."""
        ...

    def review(self, answers: Answers) -> Prompt:
        """The whole draft, to be confirmed; its choices are verbs ("/confirm")."""
        ...

    def changes(self, answers: Answers) -> tuple[Choice, ...]:
        """Further things one may do to the draft ("/add"), after the questions themselves."""
        ...

    def act(self, verb: str, argument: str, answers: Answers) -> Answers | None:
        """Do a verb of the form's own; None where it does not apply."""
        ...


@dataclass(frozen=True)
class Dialog:
    """All that is stored about one person's unfinished form."""

    id: str
    form: str
    answers: Answers = field(default_factory=dict)
    revisiting: str = ""


@dataclass(frozen=True)
class Turn:
    """What one message led to.

    `heard` is false when the words meant nothing to the form; `how` is what a form was
    submitted with ("order" in "/confirm=order"). `reviews` where the prompt is the whole draft.
    """

    dialog: Dialog
    prompt: Prompt
    outcome: Outcome = "going"
    heard: bool = True
    how: str = ""
    reviews: bool = False


def restore(form: Form, dialog: Dialog) -> Dialog:
    """The stored dialog without the answers today's form no longer accepts.

    A forgotten answer is simply missing, so the form asks for it again. Forgetting one may
    take questions away that hung on it, so this goes on until nothing changes.
    """
    while True:
        stale = {
            q.slot
            for q in form.questions(dialog.answers)
            if q.slot in dialog.answers and not q.accepts(dialog.answers[q.slot])
        }
        if not stale:
            return dialog
        kept = {s: v for s, v in dialog.answers.items() if s not in stale}
        dialog = replace(dialog, answers=kept)


def settled(form: Form, answers: Answers) -> dict[str, JsonValue]:
    """Only the answers to questions that still apply, and what the form itself keeps ("_lines")."""
    asked = {q.slot for q in form.questions(answers)}
    return {s: v for s, v in answers.items() if s in asked or s.startswith("_")}


def current(form: Form, dialog: Dialog) -> Question | None:
    """The question to put now: the one revisited, else the first that lacks an answer."""
    questions = form.questions(dialog.answers)
    revisited = next((q for q in questions if q.slot == dialog.revisiting), None)
    return revisited or next(
        (q for q in questions if q.slot not in dialog.answers and not q.optional), None
    )


def ask(form: Form, dialog: Dialog, *above: Value, misread: Misread | None = None) -> Turn:
    """Ask for what is missing or revisited; with nothing missing, show the review.

    After a `misread` its reason stands above, and what it offers comes first; beside that offer
    suggestions would only be noise.
    """
    question = current(form, dialog)
    if question is None:
        prompt = form.review(dialog.answers)
    else:
        prompt = question.ask().pressing(f"{question.slot}=")
    if misread is not None:
        above = (*above, misread.hint)
        suggests = question is not None and not prompt.closed
        rest = () if suggests and misread.offer else prompt.choices
        prompt = replace(prompt, choices=(*misread.offer, *rest))
    put = addressed(prompt, dialog).under(*above)
    return Turn(dialog, put, reviews=question is None)


def addressed(prompt: Prompt, dialog: Dialog) -> Prompt:
    """The prompt with its presses bound to this dialog, so that an old button finds it again."""
    return prompt.pressing(f"{dialog.id}:")


def press(form: Form, dialog: Dialog, pressed: str) -> Turn:
    """Take one press: an assignment (`slot=value`) or a verb (`/edit=slot`); never too late."""
    dialog = restore(form, dialog)
    verb, _, argument = pressed.partition("=")
    match verb:
        case "/cancel":
            return Turn(dialog, Prompt((Phrase(f"{form.name}-cancelled"),)), "cancelled")
        case "/confirm" if current(form, dialog) is None:
            complete = replace(dialog, answers=settled(form, dialog.answers))
            return Turn(complete, Prompt(()), "submitted", how=argument)
        case "/back":
            return ask(form, replace(dialog, revisiting=previous(form, dialog)))
        case "/confirm":
            # Only what stands in the review can be confirmed: shown, unless something lacks.
            return ask(form, replace(dialog, revisiting=""))
        case "/edit":
            return ask(form, replace(dialog, revisiting=argument))
        case "/change":
            return Turn(replace(dialog, revisiting=""), change_menu(form, dialog))
        case _ if verb.startswith("/"):
            answers = form.act(verb, argument, dialog.answers)
            return ask(form, dialog if answers is None else replace(dialog, answers=answers))
        case _:
            return assign(form, dialog, verb, argument)


def hear(form: Form, dialog: Dialog, said: Answer) -> Turn:
    """Read free words: as the answer to the question put, as several answers at once, or as both.

    A correction in the middle of another question ("jadi 2000 ya") is taken as one. To a free
    question the words are the answer and nothing else: "Hotel Kota Padang" is no delivery.
    A file answers the question that takes files, whatever was asked.
    """
    dialog = restore(form, dialog)
    question = current(form, dialog)
    overheard = bool(said.text) and not (question is not None and question.free)
    gist = form.overhear(said.text, dialog.answers) if overheard else Gist()
    doubt: Misread | None = None
    found = {**gist.answers, **filed(form, merged(dialog, gist.answers), said)}
    if question is not None and question.slot not in found:
        try:
            found[question.slot] = question.read(said)
        except Misread as misread:
            doubt = misread
    if found or gist.doubts:
        return learned(form, dialog, found, gist.doubts)
    turn = ask(form, dialog, misread=doubt)
    return replace(turn, heard=doubt is not None and bool(doubt.offer))


def filed(form: Form, dialog: Dialog, said: Answer) -> Answers:
    """What a file answers: the question revisited, one without an answer, or one that had one."""
    if not said.attachments:
        return {}
    questions = form.questions(dialog.answers)
    for question in sorted(
        questions, key=lambda q: (q.slot != dialog.revisiting, q.slot in dialog.answers)
    ):
        try:
            return {question.slot: question.read(Answer(attachments=said.attachments))}
        except Misread:
            continue
    return {}


def learned(form: Form, dialog: Dialog, found: Answers, doubts: Sequence[Misread]) -> Turn:
    """Put what was read into the draft, say it back, and ask on: first about a doubt that can be
    settled by choosing what was meant.
    """
    dialog = restore(form, taken(form, dialog, found))
    echo = [
        q.show(dialog.answers[q.slot])
        for q in form.questions(dialog.answers)
        if q.slot in found and q.slot in dialog.answers
    ]
    above = [Phrase("noted", {"what": Joint(tuple(echo))})] if echo else []
    first = next((d for d in doubts if d.offer), next(iter(doubts), None))
    others = [d.hint for d in doubts if d is not first]
    if first is not None and first.offer:
        dialog = replace(dialog, revisiting=first.offer[0].press.partition("=")[0])
    return ask(form, dialog, *above, *others, misread=first)


def assign(form: Form, dialog: Dialog, slot: str, value: str) -> Turn:
    question = next((q for q in form.questions(dialog.answers) if q.slot == slot), None)
    if question is None:
        return ask(form, dialog)
    try:
        answer = question.press(value)
    except Misread as misread:
        return ask(form, dialog, misread=misread)
    return ask(form, restore(form, taken(form, dialog, {slot: answer})))


def taken(form: Form, dialog: Dialog, found: Answers) -> Dialog:
    """The draft with new answers, without those that hung on what they replace."""
    changed = [
        q
        for q in form.questions(dialog.answers)
        if q.slot in found and found[q.slot] != dialog.answers.get(q.slot)
    ]
    gone = {slot for q in changed for slot in q.clears} - set(found)
    kept = {slot: value for slot, value in dialog.answers.items() if slot not in gone}
    return merged(replace(dialog, answers=kept), found)


def merged(dialog: Dialog, found: Answers) -> Dialog:
    revisiting = "" if dialog.revisiting in found else dialog.revisiting
    return replace(dialog, answers={**dialog.answers, **found}, revisiting=revisiting)


def forget(form: Form, dialog: Dialog, slot: str, *above: Value) -> Turn:
    """The draft without an answer that turned out to be none, and its question once more."""
    kept = {s: value for s, value in dialog.answers.items() if s != slot}
    return ask(form, restore(form, replace(dialog, answers=kept, revisiting=slot)), *above)


def previous(form: Form, dialog: Dialog) -> str:
    """The slot asked before the current one; the last one when the review is shown."""
    slots = [q.slot for q in form.questions(dialog.answers) if not q.optional]
    question = current(form, dialog)
    at = slots.index(question.slot) if question and question.slot in slots else len(slots)
    return slots[max(at - 1, 0)] if slots else ""


def change_menu(form: Form, dialog: Dialog) -> Prompt:
    """Everything about the draft that can be changed."""
    edits = tuple(
        Choice(
            f"/edit={q.slot}",
            q.label,
            q.show(dialog.answers[q.slot]) if q.slot in dialog.answers else Phrase("not-given"),
        )
        for q in form.questions(dialog.answers)
        if q.slot in dialog.answers or q.optional
    )
    back = Choice("/show", Phrase("back-to-review"))
    prompt = Prompt((Phrase("change-what"),), (*edits, *form.changes(dialog.answers), back))
    return addressed(prompt, dialog)
