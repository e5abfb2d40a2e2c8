"""What stands beside the code and must not drift away from it."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.settings import Settings, read_settings, variables

ROOT = Path(__file__).parent.parent
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
LOCKS = ("requirements.txt", "requirements-dev.txt")
_PIN = re.compile(r"^([a-z0-9._-]+)==\S+", re.MULTILINE)


def pinned(name: str) -> dict[str, str]:
    """Every package of a requirements file, with its lines."""
    text = (ROOT / name).read_text("utf-8")
    entries = re.split(r"\n(?=[a-z])", text)
    return {entry.partition("==")[0]: entry for entry in entries}


def test_every_setting_is_in_the_example_and_nothing_else() -> None:
    assert set(re.findall(r"^#?(PROKANA_\w+)=", EXAMPLE, re.MULTILINE)) == set(variables())


def test_every_setting_of_the_example_is_explained() -> None:
    for block in EXAMPLE.strip().split("\n\n")[1:]:
        assert re.match(r"# [A-Za-z]", block), block


def test_the_example_shows_defaults_or_what_settings_give_as_right() -> None:
    shown = dict(re.findall(r"^#?(PROKANA_\w+)=(.*)$", EXAMPLE, re.MULTILINE))
    assert shown == variables()
    for name, field in Settings.model_fields.items():
        if field.default:
            assert shown[f"PROKANA_{name.upper()}"] == str(field.default)


def test_the_example_copied_as_it_is_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    assert read_settings(ROOT / ".env.example") == Settings(_env_file=None)


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_a_hash(name: str) -> None:
    assert len(pinned(name)) > 30
    for package, entry in pinned(name).items():
        assert _PIN.match(entry), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), package


@pytest.mark.parametrize("name", LOCKS)
def test_no_requirement_names_a_place_to_fetch_from(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"://|^\s*--(?!hash=)|^\s*-[efi]\b", text, re.MULTILINE)


def test_both_requirements_files_pin_the_same() -> None:
    running, testing = map(pinned, LOCKS)
    for package, entry in running.items():
        assert _PIN.match(entry), package
        assert testing[package].split()[0] == entry.split()[0]


def test_everything_the_project_asks_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    names = {re.split(r"[\[<>=~! ;]", need)[0].lower() for need in asked}
    assert names <= set(pinned("requirements.txt"))


def test_make_alone_lists_every_target() -> None:
    make = shutil.which("make")
    assert make, "make is what this project is run with"
    shown = subprocess.run(  # noqa: S603 (our own Makefile)
        [make, "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert re.findall(r"^ {2}make (\w+) +\S", shown, re.MULTILINE) == [
        "help",
        "run",
        "chat",
        "postgresql",
        "test",
        "bench",
        "seeded",
        "crash",
        "check",
        "scan",
        "audit",
        "lock",
        "clean",
    ]
