"""Nothing leaves: the real program, on a whole journey, in a network namespace without interfaces and under strace.

Silence there would prove little if an attempt went unseen, so a control that does try is run through the same parser.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

JOURNEY = Path(__file__).with_name("journey.py")
WITHOUT_NETWORK = ("unshare", "--map-root-user", "--net")

REMOTE = """---
title: Fjern
---
<link rel="preconnect" href="https://ond.example"><link rel="dns-prefetch" href="//b.example">

![Billede](https://ond.example/a.png) <img src="http://192.0.2.1/b.png"> <iframe src="https://ond.example/c"></iframe>

Læs [mere ude](https://ond.example/d), [skriv](mailto:a@ond.example) eller læs om [knæet](/knae/knae).
"""

_REACHES = re.compile(r"\b(connect|sendto|sendmsg|sendmmsg|bind|listen)\(.*sa_family=(AF_\w+)(.*)")
_ROUTE_PROBE = re.compile(r"connect\(.*AF_INET6.*2001:4860:4860::8888")
_CREATES = re.compile(r"\bsocket\((AF_\w+)")


def attempts(trace: str) -> list[str]:
    """Lines of a trace in which something is sent or connected over the internet, or a name is looked up."""
    found = []
    for line in trace.splitlines():
        reach = _REACHES.search(line)
        if reach and (reach[2] in ("AF_INET", "AF_INET6") or re.search(r"systemd[./]resolve", line, re.I)):
            found.append(line)
    return found


def families(trace: str) -> Counter[str]:
    """How many sockets of each family were made."""
    return Counter(found[1] for found in map(_CREATES.search, trace.splitlines()) if found)


def traced(trace: Path, command: Sequence[object], prefix: Sequence[str] = WITHOUT_NETWORK) -> tuple[str, str]:
    """What a command printed, and its trace."""
    strace = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-s",
        "128",
        "-e",
        "trace=network",
        "-e",
        "signal=none",
        "-o",
        trace,
    ]
    done = subprocess.run(
        [*prefix, *map(str, strace), *map(str, command)],
        capture_output=True,
        encoding="utf-8",
        # root inside the namespace, where Chromium does not start with its sandbox
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
            "KBVIEWER_LANGUAGE": "da",
        },
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout, trace.read_text(encoding="utf-8", errors="replace")


def _why_not() -> str:
    """Why the trace cannot be made here; empty when it can."""
    if sys.platform != "linux":
        return "network namespaces are Linux's"
    missing = [name for name in ("unshare", "strace") if not shutil.which(name)]
    if missing:
        return f"not installed: {', '.join(missing)}"
    tried = subprocess.run(
        [*WITHOUT_NETWORK, "strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False
    )
    return "" if tried.returncode == 0 else f"not allowed here: {tried.stderr.decode(errors='replace')[:120]}"


WHY_NOT = _why_not()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


def journey(content: Path, tmp_path: Path, *how: str) -> tuple[list[str], str]:
    """The steps done and the trace."""
    (content / "fjern.md").write_text(REMOTE, encoding="utf-8")
    (content / "raa.md").write_text("---\ntitle: Rå\n---\ntekst", encoding="utf-8")
    command = [sys.executable, "-W", "ignore", JOURNEY, content, tmp_path / "data", tmp_path, *how]
    printed, trace = traced(tmp_path / "trace", command)
    assert families(trace)["AF_UNIX"] > 0  # the engine's processes talk: the trace saw them
    return json.loads(printed.splitlines()[-1]), trace


def test_a_whole_journey_connects_to_nothing_and_looks_up_no_name(content: Path, tmp_path: Path) -> None:
    steps, trace = journey(content, tmp_path)
    assert steps == [
        "index",
        "kb://article/fod/hael",
        "kb://article/fjern",
        "refused",
        "kb://article/knae/knae",
        "kb://article/fjern",
        "tab, found",
        "1 bookmark",
        "paper, theme, picture",
        "kb://page/home",
    ]
    assert (tmp_path / "artikel.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "vindue.png").stat().st_size > 10_000
    assert attempts(trace) == []


def test_without_the_sanitiser_no_packet_would_leave_either(content: Path, tmp_path: Path) -> None:
    """A ``<link rel=preconnect>`` has Chromium ask for a route over IPv6, which sends nothing; that is all."""
    steps, trace = journey(content, tmp_path, "raw")
    assert steps == ["index", "kb://article/raa", "kb://page/home"]
    assert [line for line in attempts(trace) if not _ROUTE_PROBE.search(line)] == []
    assert "SOCK_STREAM" not in "".join(line for line in trace.splitlines() if "socket(AF_INET" in line)


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket().connect_ex(('192.0.2.1', 443))",
        "socket.socket(socket.AF_INET6).connect_ex(('2001:db8::1', 443))",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'name?', ('192.0.2.1', 53))",
        "socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'name?'], [], 0, ('192.0.2.1', 53))",
        "subprocess.run([sys.executable, '-c', 'import socket; socket.socket().connect_ex((\"192.0.2.1\", 80))'])",
        "threading.Thread(target=lambda: socket.socket().connect_ex(('192.0.2.1', 80))).start()",
    ],
)
def test_an_attempt_would_be_seen(tmp_path: Path, attempt: str) -> None:
    code = f"import contextlib, socket, subprocess, sys, threading\nwith contextlib.suppress(OSError): {attempt}"
    assert len(attempts(traced(tmp_path / "trace", [sys.executable, "-c", code])[1])) == 1
