"""A desk, a customer, and an officer in a linked group."""

from pathlib import Path

import pytest

from services.orders import Role
from tests.handlers.database import empty_database
from tests.handlers.office import Chat, Office
from tests.services.examples import COFFEE

GROUP = "-500"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    empty_database(path)
    return path


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Office:
    return Office.at(template, tmp_path / "desk.db")


@pytest.fixture
def coffee(template: Path, tmp_path: Path) -> Office:
    """A desk that sells something else altogether."""
    return Office.at(template, tmp_path / "coffee.db", COFFEE)


@pytest.fixture
def chat(office: Office) -> Chat:
    return office.customer()


@pytest.fixture
def staff(office: Office) -> Chat:
    """The head, in a linked group."""
    head = office.officer(Role.HEAD, "202", "Budi", GROUP)
    head.says(f"/tautkan {office.invitation(Role.DESK)}")
    return head
