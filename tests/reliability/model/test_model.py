"""Whatever happens, in whatever order: the desk is as the model says, and keeps its promises."""

from tests.reliability.model import walk


def test_the_desk_agrees_with_the_model_whatever_happens() -> None:
    walk(300, 50)
