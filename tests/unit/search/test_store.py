"""Generations on disk."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kbviewer.errors import StorageError
from kbviewer.search import store as store_module
from kbviewer.search.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store([tmp_path / "indhold"], tmp_path / "data")


def build(store: Store, text: str, copy: Path | None = None) -> None:
    with store.locked(), store.building(copy) as generation:
        (generation / "content").write_text(text, encoding="utf-8")


def content(store: Store) -> str:
    current = store.current()
    assert current
    return (current / "content").read_text(encoding="utf-8")


@contextmanager
def killed() -> Iterator[None]:
    """What a kill leaves behind: the error comes, nothing is tidied."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(shutil, "rmtree", lambda *_args, **_named: None)
        yield


def test_looking_makes_nothing_on_disk(store: Store, tmp_path: Path) -> None:
    assert store.current() is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_built_becomes_current_and_only_the_one_before_stays(store: Store) -> None:
    for text in ("en", "to", "tre", "fire"):
        build(store, text)
    assert content(store) == "fire"
    assert sorted(folder.name for folder in store.root.glob("gen-*")) == ["gen-000003", "gen-000004"]


def test_copy_begins_with_what_there_was(store: Store) -> None:
    build(store, "en")
    with store.locked(), store.building(store.current()) as generation:
        assert (generation / "content").read_text(encoding="utf-8") == "en"


def test_error_while_building_leaves_the_older(store: Store) -> None:
    build(store, "en")
    with pytest.raises(RuntimeError), store.locked(), store.building(None):
        raise RuntimeError
    assert content(store) == "en"
    assert len(list(store.root.glob("gen-*"))) == 1


def test_kill_while_building_leaves_the_older_and_the_next_build_tidies(store: Store) -> None:
    build(store, "en")
    with killed(), store.locked(), store.building(None):
        raise KeyboardInterrupt
    assert content(store) == "en"
    assert len(list(store.root.glob("gen-*"))) == 2
    build(store, "to")
    assert content(store) == "to"
    assert len(list(store.root.glob("gen-*"))) == 2


def test_kill_just_before_the_swap_leaves_the_older(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    build(store, "en")

    def stop(_self: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with killed(), store.locked(), store.building(None) as generation:
        (generation / "content").write_text("to", encoding="utf-8")
    monkeypatch.undo()
    assert content(store) == "en"
    build(store, "tre")
    assert content(store) == "tre"


@pytest.mark.parametrize("pointer", [b"", b"../../etc", b"\xff\xfe", b"gen-000001/.."])
def test_pointer_to_no_generation_is_as_none(store: Store, pointer: bytes) -> None:
    build(store, "en")
    (store.root / "current").write_bytes(pointer)
    assert store.current() is None


def test_content_folders_have_an_index_each(tmp_path: Path) -> None:
    one, two = tmp_path / "en", tmp_path / "to"
    roots = [Store(folders, tmp_path).root for folders in ([one], [two], [one, two], [two, one])]
    assert len(set(roots)) == 4


def test_second_builder_is_told_that_it_is_busy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "LOCK_SECONDS", 0.05)
    with store.locked(), pytest.raises(StorageError, match="index_busy"), store.locked():
        pytest.fail("two builders at once")


def test_full_or_read_only_disk_is_told(store: Store) -> None:
    store.root.parent.parent.mkdir(parents=True, exist_ok=True)
    store.root.parent.write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(StorageError) as caught, store.locked():
        pytest.fail("locked without a place")
    assert caught.value.key == "index_not_writable"


def test_condemned_generation_is_used_no_more(store: Store) -> None:
    build(store, "en")
    current = store.current()
    assert current
    store.condemn(current)
    assert store.current() is None


def test_older_generation_is_not_condemned_in_place_of_the_current(store: Store) -> None:
    build(store, "en")
    older = store.current()
    assert older
    build(store, "to")
    store.condemn(older)
    assert content(store) == "to"


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot flush a folder")
def test_everything_is_flushed_before_the_swap(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[str] = []
    flush = store_module._flush

    def noting(path: Path) -> None:
        flushed.append(path.name)
        flush(path)

    monkeypatch.setattr(store_module, "_flush", noting)
    build(store, "en")
    assert sorted(flushed[:2]) + flushed[2:] == ["content", "seal.json", "gen-000001", "current.new", store.root.name]


@pytest.mark.parametrize("content", [b"12345", b"1234", b""])
def test_generation_whose_files_are_not_what_was_written_is_not_whole(store: Store, content: bytes) -> None:
    build(store, "12346")
    current = store.current()
    assert current
    assert store.is_whole(current)
    (current / "content").write_bytes(content)
    assert not store.is_whole(current)
    assert not store.is_whole(current, lambda name: name == "content")
    assert store.is_whole(current, lambda name: name != "content") == (len(content) == 5)


@pytest.mark.parametrize("seal", [None, b"", b"[]", b"7", b'{"content": 7}', b'{"other": [1, 2]}', b"[" * 100_000])
def test_generation_without_a_good_seal_is_not_whole(store: Store, seal: bytes | None) -> None:
    build(store, "en")
    current = store.current()
    assert current
    (current / "seal.json").unlink()
    if seal is not None:
        (current / "seal.json").write_bytes(seal)
    assert not store.is_whole(current)
