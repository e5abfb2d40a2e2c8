"""What a process that opens a stranger's file cannot do, whatever the file makes of it."""

import signal
import subprocess
import sys

import pytest

from bot.artwork.vector import Refused, cleaned, written
from tests.artwork.hostile import svg

CONFINED = (
    "import socket, time, zlib\n"
    "from bot.artwork.jobs import JOBS\n"
    "from bot.artwork.zygote import confine\n"
    "confine(JOBS['read'])\n"
)


def confined(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CONFINED + code]
    return subprocess.run(  # noqa: S603 - words of our own
        command, capture_output=True, text=True, timeout=30, check=False
    )


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("bytearray(300 << 20)", "MemoryError"),
        ("open('/etc/passwd')", "Too many open files"),
        ("socket.socket()", "Too many open files"),
    ],
)
def test_memory_files_and_connections_are_out_of_reach(code: str, why: str) -> None:
    done = confined(code)
    assert done.returncode == 1
    assert why in done.stderr


def test_two_seconds_are_all_it_has() -> None:
    assert confined("time.sleep(9)").returncode == -signal.SIGALRM


def test_of_an_svg_only_what_it_draws_is_left() -> None:
    root, lettered = cleaned(
        svg(
            "<script>steal()</script><foreignObject><p/></foreignObject>"
            '<image href="/etc/hostname"/><image xlink:href="http://127.0.0.1/x"/>'
            '<use href="other.svg#x"/><rect onclick="steal()" style="fill:url(http://x/y#z)"/>'
            '<style>@import "x.css"; rect { fill: url(file:///x) }</style>'
            '<g id="a"><circle r="3" fill="url(#b)"/></g><use href="#a"/>'
        )
    )
    text = written(root)
    for gone in (
        "steal",
        "script",
        "foreign",
        "hostname",
        "127.0.0.1",
        "other",
        "file:",
        "@import",
    ):
        assert gone not in text
    assert "url(#b)" in text
    assert 'href="#a"' in text
    assert not lettered


def test_a_doctype_is_borne_and_an_entity_is_not() -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'
    assert "circle" in written(cleaned(svg("<circle/>", doctype))[0])
    with pytest.raises(Refused):
        cleaned(svg("<circle/>", '<!DOCTYPE svg [<!ENTITY a "b">]>'))
