"""`python3 dev.py package`: what can be made is told, and made by the script that is there for it."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

import dev


@pytest.mark.parametrize("arguments", [["package"], ["package", "kage"]])
def test_what_can_be_made_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(arguments) == 2
    told = capsys.readouterr().out
    assert all(kind in told for kind in dev.PACKAGES)


@pytest.mark.parametrize("kind", dev.PACKAGES)
def test_each_kind_is_made_by_its_script(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Sequence[str | Path]] = []

    def start(words: Sequence[str | Path], folder: Path = dev.ROOT, **_environment: str) -> int:
        started.append([word for word in words if str(word) != "-q"])
        return 0

    monkeypatch.setattr(dev, "provide_libraries", lambda _command: None)
    monkeypatch.setattr(dev, "provide_environment", lambda: None)
    monkeypatch.setattr(dev, "call", start)
    assert dev.main(["package", kind, "--try"]) == 0
    script = started[-1][1]
    assert started[-1] == [dev.PYTHON, script, "--try"]
    assert (dev.ROOT / script).is_file()
    assert "packaging/requirements.lock" in started[0]


def test_what_one_commit_makes_bears_its_time_unless_another_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/git")
    monkeypatch.setattr(dev, "output", lambda words: "1795824000\n" if words[0] == "git" else "")
    assert dev.when_made() == {"SOURCE_DATE_EPOCH": "1795824000"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "42")
    assert dev.when_made() == {"SOURCE_DATE_EPOCH": "42"}


def test_a_checkout_without_git_bears_no_time_of_a_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert dev.when_made() == {}
