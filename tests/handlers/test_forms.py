"""The dialog engine, tried with a small form of its own."""

import json
from dataclasses import asdict

import pytest

from handlers import forms
from handlers.forms import Answers, Dialog
from handlers.messages import Joint, Phrase
from tests.handlers.small_form import COMPLETE, FILE, Lunch, Talking


def test_the_first_unanswered_question_is_asked() -> None:
    talk = Talking()
    assert talk.seen == ["dish?"]
    assert talk.offered == ["d1:dish=rice", "d1:dish=soup"]
    assert talk.presses("dish=soup").seen == ["boxes?"]


def test_an_answer_may_bring_a_question_with_it_and_take_it_away_again() -> None:
    talk = Talking().presses("dish=rice")
    assert talk.seen == ["kind?"]
    talk.presses("kind=red").presses("dish=soup")
    assert talk.seen == ["boxes?"]
    assert talk.presses("dish=rice").seen == ["boxes?"], "what was said once is remembered"


def test_one_sentence_leaves_only_what_is_missing() -> None:
    talk = Talking().says("soup, 3 boxes please")
    assert talk.answers == {"dish": "soup", "boxes": 3}
    assert talk.seen == ["noted", "map?"]


def test_every_answer_read_from_words_is_said_back() -> None:
    talk = Talking().says("soup, 3 boxes please")
    (noted, _) = talk.turn.prompt.body
    assert isinstance(noted, Phrase)
    assert noted.values == {"what": Joint(("soup", "3 boxes"))}
    talk = Talking({"dish": "soup"}).says("4")
    assert talk.seen == ["noted", "map?"]


def test_an_old_button_is_an_edit_not_an_error() -> None:
    talk = Talking(COMPLETE).presses("dish=soup").presses("boxes=1")
    assert talk.answers == {**COMPLETE, "boxes": 1}
    assert talk.seen[0] == "review"


@pytest.mark.parametrize(
    "pressed", ["", "=", "dish", "dish=", "dish=beef", "nothing=1", "/", "/nothing=1", "kind=red"]
)
def test_a_press_that_means_nothing_changes_nothing(pressed: str) -> None:
    talk = Talking(COMPLETE).presses(pressed)
    assert talk.answers == COMPLETE
    assert talk.turn.outcome == "going"
    assert "review" in talk.seen


def test_an_answer_that_was_none_is_forgotten_and_asked_for_at_once() -> None:
    dialog = Dialog("d1", "lunch", {"dish": "soup", "boxes": 3})
    turn = forms.forget(Lunch(), dialog, "dish", "gone")
    assert turn.dialog.answers == {"boxes": 3}
    assert turn.dialog.revisiting == "dish"
    assert turn.prompt.body[0] == "gone"
    assert turn.outcome == "going"


def test_back_goes_to_the_question_before() -> None:
    talk = Talking({"dish": "soup", "boxes": 2}).presses("/back")
    assert talk.seen == ["boxes?"]
    assert talk.presses("/back").seen == ["dish?"]
    assert talk.presses("/back").seen == ["dish?"]
    assert talk.presses("dish=soup").seen == ["map?"]


def test_back_from_the_review_asks_the_last_question_again() -> None:
    talk = Talking(COMPLETE).presses("/back")
    assert talk.seen == ["who?"]
    assert talk.says("Bob").seen == ["noted", "review", "soup", "2 boxes", "later", "Bob"]


def test_back_from_an_optional_question_goes_to_the_last_one_asked() -> None:
    assert Talking(COMPLETE).presses("/edit=wish").presses("/back").seen == ["who?"]


def test_editing_asks_one_thing_and_returns_to_the_review() -> None:
    talk = Talking(COMPLETE).presses("/edit=boxes")
    assert talk.seen == ["boxes?"]
    assert talk.says("5").answers["boxes"] == 5
    assert talk.seen[:2] == ["noted", "review"]


def test_editing_what_is_no_question_goes_on_as_before() -> None:
    assert Talking(COMPLETE).presses("/edit=nothing").seen[0] == "review"


def test_the_change_menu_lists_every_answer_and_what_may_be_added() -> None:
    talk = Talking(COMPLETE).presses("/change")
    assert talk.offered == [
        "d1:/edit=dish", "d1:/edit=boxes", "d1:/edit=map", "d1:/edit=who", "d1:/edit=wish",
        "d1:/double", "d1:/cancel", "d1:/show",
    ]  # fmt: skip
    assert talk.presses("/show").seen[0] == "review"


def test_the_change_menu_works_in_the_middle_of_the_form() -> None:
    talk = Talking({"dish": "soup"}).presses("/edit=dish").presses("/change")
    assert talk.offered[0] == "d1:/edit=dish"
    assert talk.presses("/show").seen == ["boxes?"]


def test_a_verb_of_the_forms_own_changes_the_draft() -> None:
    assert Talking(COMPLETE).presses("/double").answers["boxes"] == 4


def test_cancelling_keeps_the_draft_for_a_change_of_mind() -> None:
    talk = Talking({"dish": "soup"}).presses("/cancel")
    assert (talk.turn.outcome, talk.seen) == ("cancelled", ["lunch-cancelled"])
    assert talk.presses("/resume").seen == ["boxes?"]
    assert talk.turn.outcome == "going"


def test_an_optional_question_is_asked_only_when_wanted() -> None:
    assert Talking(COMPLETE).seen[0] == "review"
    talk = Talking(COMPLETE).presses("/edit=wish")
    assert talk.seen == ["wish?"]
    assert talk.says("no chili").answers["wish"] == "no chili"


def test_confirming_is_possible_only_when_nothing_lacks() -> None:
    talk = Talking({"dish": "soup", "boxes": 2, "map": "later"}).presses("/confirm=now")
    assert (talk.turn.outcome, talk.seen) == ("going", ["who?"])
    talk.says("Ann").presses("/confirm=now")
    assert (talk.turn.outcome, talk.turn.how) == ("submitted", "now")
    assert talk.answers == COMPLETE


def test_confirming_while_something_is_revisited_shows_the_review_first() -> None:
    talk = Talking(COMPLETE).presses("/edit=boxes").presses("/confirm=now")
    assert (talk.turn.outcome, talk.seen[0]) == ("going", "review")
    assert talk.presses("/confirm=now").turn.outcome == "submitted"


def test_what_is_confirmed_is_only_what_was_asked() -> None:
    talk = Talking({**COMPLETE, "kind": "red", "_mark": 1, "old": "x"}).presses("/confirm=now")
    assert talk.answers == {**COMPLETE, "_mark": 1}


def test_words_that_mean_nothing_are_told_apart_from_a_misread() -> None:
    talk = Talking().says("hello there")
    assert not talk.turn.heard
    assert talk.seen == ["choose-one", "dish?"]
    assert talk.answers == {}


def test_a_misread_says_why_and_offers_what_it_could_have_meant() -> None:
    talk = Talking({"dish": "soup"}).says("12")
    assert talk.turn.heard
    assert (talk.seen, talk.offered) == (["at-most", "boxes?"], ["d1:boxes=9"])
    assert talk.presses("boxes=9").answers["boxes"] == 9


def test_a_misread_without_an_offer_leaves_the_suggestions_standing() -> None:
    talk = Talking({"dish": "soup"}).says("many")
    assert talk.seen == ["no-number", "boxes?"]
    assert talk.offered == ["d1:boxes=1", "d1:boxes=2"]


def test_a_press_that_is_refused_says_why() -> None:
    talk = Talking({"dish": "soup"}).presses("boxes=12")
    assert (talk.seen, talk.answers) == (["at-most", "boxes?"], {"dish": "soup"})


def test_an_offer_is_good_at_any_other_question() -> None:
    talk = Talking({"dish": "soup"}).says("12").presses("map=later").presses("boxes=9")
    assert talk.answers == {"dish": "soup", "map": "later", "boxes": 9}


def test_a_doubt_that_can_be_chosen_away_is_put_first() -> None:
    talk = Talking().says("soup, no beef, 12 boxes")
    assert talk.seen == ["noted", "no-beef", "at-most", "boxes?"]
    assert talk.offered == ["d1:boxes=9"]
    talk = Talking().says("12 boxes")
    assert talk.seen == ["at-most", "boxes?"]
    assert talk.presses("boxes=9").seen == ["dish?"]


def test_what_cannot_be_had_is_said_even_where_nothing_else_was_heard() -> None:
    talk = Talking().says("beef")
    assert (talk.turn.heard, talk.seen) == (True, ["no-beef", "dish?"])


def test_a_correction_in_the_middle_of_another_question_is_taken_as_one() -> None:
    talk = Talking({"dish": "soup", "boxes": 2}).says("rather 4 boxes")
    assert talk.answers["boxes"] == 4
    assert talk.seen == ["noted", "map?"]


def test_a_correction_at_the_review_is_shown_there() -> None:
    talk = Talking(COMPLETE).says("rather 4 boxes")
    assert talk.seen[:2] == ["noted", "review"]
    assert talk.answers["boxes"] == 4


def test_to_a_free_question_words_are_the_answer_and_nothing_else() -> None:
    talk = Talking({"dish": "rice", "kind": "red", "boxes": 2, "map": "later"}).says(
        "the 3 boxes soup bar"
    )
    assert talk.answers["who"] == "the 3 boxes soup bar"
    assert (talk.answers["dish"], talk.answers["boxes"]) == ("rice", 2)


def test_a_file_answers_the_question_that_takes_files_whatever_was_asked() -> None:
    assert Talking().says("", FILE).answers == {"map": "map.png"}
    assert Talking().says("soup", FILE).answers == {"dish": "soup", "map": "map.png"}
    assert Talking(COMPLETE).says("", FILE).answers["map"] == "map.png"
    assert Talking({"dish": "soup", "boxes": 1}).says("here", FILE).answers["map"] == "map.png"


def test_a_file_nobody_asked_for_is_not_an_answer() -> None:
    class NoMap(Lunch):
        def questions(self, answers: Answers) -> list[forms.Question]:
            return [q for q in super().questions(answers) if q.slot != "map"]

    talk = Talking(form=NoMap()).says("", FILE)
    assert (talk.turn.heard, talk.answers) == (False, {})


# ---- a new release in the middle of a dialog


def test_a_new_question_is_asked_of_a_draft_that_was_complete() -> None:
    talk = Talking(COMPLETE, Lunch(extra=("spoon",)))
    assert talk.seen == ["spoon?"]


def test_a_removed_question_is_ignored() -> None:
    talk = Talking({**COMPLETE, "spoon": "yes"})
    assert talk.seen[0] == "review"
    assert talk.presses("spoon=no").answers["spoon"] == "yes"


def test_an_answer_todays_rules_refuse_is_forgotten_and_asked_again() -> None:
    talk = Talking(COMPLETE, Lunch(most=1)).presses("/show")
    assert talk.seen == ["boxes?"]
    assert "boxes" not in talk.answers


def test_forgetting_an_answer_may_take_others_away() -> None:
    talk = Talking({**COMPLETE, "dish": "rice", "kind": "red"}, Lunch(dishes=("soup",)))
    assert talk.presses("/show").seen == ["dish?"]


def test_a_press_that_makes_another_answer_invalid_asks_that_again() -> None:
    class Bulk(Lunch):
        def questions(self, answers: Answers) -> list[forms.Question]:
            most = 1 if answers.get("dish") == "soup" else 9
            return [
                Lunch(most=most).boxes() if q.slot == "boxes" else q
                for q in super().questions(answers)
            ]

    whole: Answers = {**COMPLETE, "dish": "rice", "kind": "red", "boxes": 5}
    talk = Talking(whole, Bulk()).presses("dish=soup")
    assert talk.seen == ["boxes?"]


def test_a_dialog_is_plain_data() -> None:
    dialog = Talking().says("soup, 3 boxes please").turn.dialog
    assert Dialog(**json.loads(json.dumps(asdict(dialog)))) == dialog
