"""The command line, as it is typed."""

import re
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import PREFIX
from tests.end_to_end.program import rows, run

SENTENCE = "500 pasang EVA 5 mm all size 29 polos plastik OPP kirim ke Kota Padang secepatnya\n"
CODE = re.compile(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}")


async def test_an_order_is_made_approved_and_asked_for_in_three_terminals(tmp_path: Path) -> None:
    script = f"{SENTENCE}Hotel Contoh Baru\nDewi Contoh\nYa, pesan\n"
    code, said, _ = await run(tmp_path, "chat", "--as", "Dewi", typed=script)
    assert code == 0
    found = re.search(r"\d{3}/SO/\S+", said)
    assert found, said
    assert "HPP" not in said

    code, said, _ = await run(tmp_path, "chat", "--staff", "--as", "Budi", typed="Setujui\n")
    assert code == 0
    assert f"{found[0]} · menunggu keputusan" in said
    assert f"{found[0]} · disetujui" in said
    assert "HPP" in said

    code, said, _ = await run(tmp_path, "chat", "--as", "Dewi", typed="/status\n")
    assert code == 0
    assert f"{found[0]} · disetujui" in said
    assert rows(tmp_path, "select state, decided_by from orders") == [("approved", "Budi")]


async def test_an_invitation_works_once(tmp_path: Path) -> None:
    code, said, _ = await run(tmp_path, "staff", "invite", "--role", "head")
    assert code == 0
    [invitation] = set(CODE.findall(said))
    assert rows(tmp_path, "select role from invitations") == [("head",)]
    stored = rows(tmp_path, "select * from invitations")
    assert invitation not in repr(stored)
    twice = f"{invitation}\n{invitation}\n"
    _, said, _ = await run(tmp_path, "chat", "--as", "Budi", typed=twice)
    assert said.count("Selamat bergabung") == 1
    assert rows(tmp_path, "select count(*) from officers") == [(1,)]


async def test_every_wrong_setting_is_listed_and_none_is_quoted(tmp_path: Path) -> None:
    wrong = {"port": "rahasia-1", "telegram_token": "rahasia-2", "staff_language": "xx"}
    code, said, complaint = await run(tmp_path, "run", **wrong)
    assert (code, said) == (2, "")
    lines = complaint.splitlines()
    assert [line.split()[0] for line in lines] == [
        "PROKANA_TELEGRAM_TOKEN", "PROKANA_PORT", "PROKANA_STAFF_LANGUAGE",
    ]  # fmt: skip
    assert "rahasia" not in complaint
    assert not (tmp_path / "prokana.db").exists()


async def test_a_promotion_is_drafted_from_a_file(tmp_path: Path) -> None:
    draft = tmp_path / "promo.txt"
    draft.write_text("Promo Desember\nteks: Halo {name}, EVA 5 mm.\nuntuk: hotel\n", "utf-8")
    code, said, _ = await run(tmp_path, "promo", "new", str(draft))
    assert (code, said) == (
        0, "Rancangan promosi 1 disimpan. Petugas mengajukan dan menyetujuinya lewat /promo.\n",
    )  # fmt: skip
    assert rows(tmp_path, "select name, state from promotions") == [("Promo Desember", "draft")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"Promo\nteks: Halo {nama}\n", "{nama}"),
        (b"Promo\nteks: Halo\nuntuk: kantin\n", "kantin"),
        (b"Promo\nteks: Hal\xff\n", "tidak bisa dibaca sebagai teks UTF-8"),
        (None, "tidak bisa dibaca sebagai teks UTF-8"),
    ],
)
async def test_a_draft_that_cannot_be_read_is_said_in_a_sentence(
    tmp_path: Path, written: bytes | None, said: str
) -> None:
    draft = tmp_path / "promo.txt"
    if written is not None:
        draft.write_bytes(written)
    code, _, complaint = await run(tmp_path, "promo", "new", str(draft))
    assert code == 2
    assert said in complaint
    assert "Traceback" not in complaint


@pytest.fixture
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/prokana.db")
    monkeypatch.setenv(f"{PREFIX}PORT", "not a port")


@pytest.mark.usefixtures("_settings")
def test_help_is_given_whatever_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("", "run", "chat", "staff invite", "whatsapp", "whatsapp templates")
    for arguments in ([*command.split(), "--help"] for command in asked):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
    shown = capsys.readouterr().out
    words = "run chat staff check whatsapp sync templates --staff --role --submit"
    assert all(word in shown for word in words.split())


@pytest.mark.usefixtures("_settings")
@pytest.mark.parametrize(
    "arguments",
    [[], ["dance"], ["staff"], ["staff", "invite", "--role", "x"], ["whatsapp"], ["whatsapp", "x"]],
)
def test_what_is_no_command_is_explained(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: prokana" in capsys.readouterr().err


@pytest.mark.usefixtures("_settings")
def test_a_wrong_setting_ends_every_command_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 2
    assert f"{PREFIX}PORT" in capsys.readouterr().err
