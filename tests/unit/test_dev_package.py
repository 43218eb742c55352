"""`python3 dev.py package`: what can be made is told, and made by the script that is there for it."""

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
