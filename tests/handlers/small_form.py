"""A form of a few questions, to try the engine with: a lunch to be packed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import JsonValue

from handlers import forms
from handlers.forms import Answer, Answers, Dialog, Gist, Misread, Question, Turn
from handlers.messages import Attachment, Choice, Phrase, Prompt, Value

FILE = Attachment("telegram", "r1", "map.png")


@dataclass(frozen=True)
class Lunch:
    """Dish, number of boxes, a map, and a name; a wish if there is one. Rice asks for its kind."""

    dishes: tuple[str, ...] = ("rice", "soup")
    most: int = 9
    extra: tuple[str, ...] = ()
    name: str = "lunch"

    def questions(self, answers: Answers) -> Sequence[Question]:
        dish = chosen("dish", self.dishes)
        kind = [chosen("kind", ("white", "red"))] if answers.get("dish") == "rice" else []
        more = [chosen(slot, ("yes", "no")) for slot in self.extra]
        wish = replace(words("wish"), optional=True)
        return [dish, *kind, self.boxes(), *more, a_map(), words("who"), wish]

    def boxes(self) -> Question:
        def of(number: int) -> int:
            if number > self.most:
                raise Misread("at-most", Choice(f"boxes={self.most}", self.most), most=self.most)
            return number

        def read(answer: Answer) -> JsonValue:
            found = number_in(answer.text)
            if found is None:
                raise Misread("no-number")
            return of(found)

        return Question(
            "boxes",
            "boxes",
            lambda: Prompt(("boxes?",), (Choice("1", 1), Choice("2", 2)), closed=False),
            read,
            lambda value: of(int(value)),
            lambda value: isinstance(value, int) and value <= self.most,
            lambda value: f"{value} boxes",
        )

    def overhear(self, text: str, answers: Answers) -> Gist:
        found: dict[str, JsonValue] = {}
        doubts: list[Misread] = []
        for dish in self.dishes:
            if dish in text:
                found["dish"] = dish
        if "beef" in text:
            doubts.append(Misread("no-beef"))
        number = number_in(text)
        if number is not None and "box" in text:
            try:
                found["boxes"] = self.boxes().press(str(number))
            except Misread as misread:
                doubts.append(misread)
        return Gist(found, tuple(doubts))

    def review(self, answers: Answers) -> Prompt:
        lines = tuple(q.show(answers[q.slot]) for q in self.questions(answers) if q.slot in answers)
        yes = Choice("/confirm=now", "yes")
        return Prompt(("review", *lines), (yes, Choice("/change", "change")))

    def changes(self, answers: Answers) -> tuple[Choice, ...]:
        return (Choice("/double", "double"), Choice("/cancel", "cancel"))

    def act(self, verb: str, argument: str, answers: Answers) -> Answers | None:
        boxes = answers.get("boxes")
        if verb == "/double" and isinstance(boxes, int):
            return {**answers, "boxes": boxes * 2}
        return None


def number_in(text: str) -> int | None:
    return next((int(word) for word in text.split() if word.isdecimal()), None)


def chosen(slot: str, values: Sequence[str]) -> Question:
    def among(value: str) -> JsonValue:
        if value not in values:
            raise Misread("choose-one")
        return value

    return Question(
        slot,
        slot,
        lambda: Prompt((f"{slot}?",), tuple(Choice(v, v) for v in values)),
        lambda answer: among(answer.text),
        among,
        lambda value: value in values,
        str,
    )


def words(slot: str) -> Question:
    def read(answer: Answer) -> JsonValue:
        if not answer.text:
            raise Misread("say-something")
        return answer.text

    def show(value: JsonValue) -> Value:
        return str(value)

    return Question(
        slot, slot, lambda: Prompt((f"{slot}?",), closed=False), read, str,
        lambda value: isinstance(value, str), show, free=True,
    )  # fmt: skip


def a_map() -> Question:
    def read(answer: Answer) -> JsonValue:
        if not answer.attachments:
            raise Misread("send-map")
        return answer.attachments[0].name

    def press(value: str) -> JsonValue:
        if value != "later":
            raise Misread("send-map")
        return value

    return Question(
        "map", "map", lambda: Prompt(("map?",), (Choice("later", "later"),)), read, press,
        lambda value: isinstance(value, str), str,
    )  # fmt: skip


COMPLETE: dict[str, JsonValue] = {"dish": "soup", "boxes": 2, "map": "later", "who": "Ann"}


class Talking:
    """A dialog with a form, turn by turn."""

    def __init__(self, answers: Answers | None = None, form: Lunch | None = None) -> None:
        self.form = form or Lunch()
        self.turn: Turn = forms.ask(self.form, Dialog("d1", "lunch", answers or {}))

    @property
    def answers(self) -> Answers:
        return self.turn.dialog.answers

    def says(self, text: str = "", *files: Attachment) -> "Talking":
        self.turn = forms.hear(self.form, self.turn.dialog, Answer(text, files))
        return self

    def presses(self, pressed: str) -> "Talking":
        self.turn = forms.press(self.form, self.turn.dialog, pressed)
        return self

    @property
    def seen(self) -> list[str]:
        """The paragraphs as keys or plain words."""
        body = self.turn.prompt.body
        return [part.key if isinstance(part, Phrase) else str(part) for part in body]

    @property
    def offered(self) -> list[str]:
        return [choice.press for choice in self.turn.prompt.choices]
