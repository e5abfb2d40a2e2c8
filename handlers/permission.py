"""Whether somebody wants our promotions: asked for by itself, proven, and taken back in a word.

It is no condition of anything. What was asked is kept as it was worded, with the answer.
"""

from dataclasses import replace
from typing import Literal

from handlers.messages import Choice, Phrase, Prompt
from handlers.scene import Scene
from services.promotions import may_ask

How = Literal["button", "words"]


def ask(scene: Scene) -> None:
    """Ask whether they want promotions, with two buttons."""
    contact = scene.contact
    contact.asked_at = scene.desk.now
    scene.say(question(scene))


def question(scene: Scene) -> Prompt:
    """The question; its buttons carry the language it is asked in."""
    language = scene.contact.language
    yes = Choice(f"/promo-yes={language}", Phrase("permission-yes"), style="primary")
    no = Choice("/promo-no", Phrase("permission-no"))
    return Prompt((_wording(scene),), (yes, no))


def _wording(scene: Scene) -> Phrase:
    return Phrase("permission-question", {"workshop": scene.catalogue.workshop.name})


def ask_in_passing(scene: Scene) -> None:
    """Ask where it suits, in a message of its own; who agreed, refused or was asked lately is
    left in peace. Where the question may not go any more it is dropped, and they count as not
    asked: it comes with their next order.
    """
    contact = scene.contact
    free = not (contact.promotions or contact.opted_out)
    if free and may_ask(contact.asked_at, scene.desk.now):
        contact.asked_at = scene.desk.now
        scene.enclose(replace(question(scene), passing=True))


def grant(scene: Scene, language: str) -> None:
    """They pressed yes below the question, in this language."""
    shown = language if language in scene.shop.voice.languages else scene.contact.language
    contact = scene.contact
    contact.promotions, contact.opted_out = True, False
    words = scene.written(_wording(scene), shown)
    scene.desk.record_consent(contact, scene.said, words, "button", shown)
    scene.say(Phrase("permission-given"))


def decline(scene: Scene) -> None:
    """They pressed no below the question."""
    _taken_back(scene, scene.written(Phrase("permission-no"), scene.contact.language), "button")
    scene.say(Phrase("permission-declined"))


def withdraw(scene: Scene, how: How) -> None:
    """They want none any more; it is so from the commit of this message on."""
    scene.contact.opted_out = True
    pressed = scene.written(Phrase("promo-stop"), scene.contact.language)
    _taken_back(scene, scene.said.text if how == "words" else pressed, how)
    scene.say(Phrase("answer-opt-out"))


def _taken_back(scene: Scene, words: str, how: How) -> None:
    """What they said, or what stood on the button they pressed, is what proves it."""
    contact = scene.contact
    contact.promotions = False
    scene.desk.record_consent(contact, scene.said, words, how, contact.language)
