"""Bringing the index in line with the files."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from shelf import HEEL, KNEE, Shelf, article

from kbviewer.errors import Cancelled, ContentError, InputError, StorageError
from kbviewer.search import manifest
from kbviewer.search.update import update


def touch(file: Path) -> None:
    state = file.stat()
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns + 10_000_000))


def counts(shelf: Shelf) -> tuple[int, int, int]:
    report = shelf.update()
    return report.articles, report.changed, report.removed


def test_first_update_reads_every_file(shelf: Shelf) -> None:
    assert counts(shelf) == (3, 3, 0)


def test_second_update_reads_and_writes_nothing(shelf: Shelf) -> None:
    shelf.update()
    before = {file: file.stat().st_mtime_ns for file in shelf.data.rglob("*")}
    assert counts(shelf) == (3, 0, 0)
    assert {file: file.stat().st_mtime_ns for file in shelf.data.rglob("*")} == before


def test_touched_file_alone_is_read_again(shelf: Shelf) -> None:
    shelf.update()
    touch(shelf.content / "fod" / "haelspore.md")
    assert counts(shelf) == (3, 1, 0)
    assert shelf.found("hælspore") == ["fod/haelspore"]


def test_new_and_changed_and_removed_articles_are_counted_and_found(shelf: Shelf) -> None:
    shelf.update()
    shelf.write("ryg/diskusprolaps", "---\ntitle: Iskias\n---\nSmerter ned i benet.\n")
    shelf.write("nakke/hold", "---\ntitle: Hold i nakken\n---\nStiv nakke.\n")
    (shelf.content / "knae" / "ondt-i-knaeet.md").unlink()
    assert counts(shelf) == (3, 2, 1)
    assert shelf.found("diskusprolaps") == []
    assert shelf.found("iskias") == ["ryg/diskusprolaps"]
    assert shelf.found("nakke") == ["nakke/hold"]
    assert shelf.found("knæet") == []


def test_incremental_index_ranks_as_a_fresh_one(shelf: Shelf) -> None:
    shelf.update()
    gone = shelf.write("knae/ny", KNEE)
    shelf.update()
    shelf.write("fod/haelspore", HEEL + "\nNy linje.\n")
    shelf.update()
    gone.unlink()
    shelf.write("fod/haelspore", HEEL + "\nAnden linje.\n")
    shelf.update()
    incremental = {hit.id: hit.score for hit in shelf.open().search("ondt i foden").hits}
    shelf.update(rebuild=True)
    fresh = {hit.id: hit.score for hit in shelf.open().search("ondt i foden").hits}
    assert list(incremental) == list(fresh)
    assert incremental == pytest.approx(fresh)


def test_later_folder_goes_before_and_gives_back_when_its_article_goes(shelf: Shelf) -> None:
    shelf.update()
    corrected = shelf.write("fod/haelspore", "---\ntitle: Klinikkens råd\n---\nSvangsenen.\n", shelf.clinic)
    assert counts(shelf) == (3, 1, 0)
    assert [hit.title for hit in shelf.open().search("svangsenen").hits] == ["Klinikkens råd"]
    corrected.unlink()
    assert counts(shelf) == (3, 0, 0)
    assert [hit.title for hit in shelf.open().search("svangsenen").hits] == ["Hælspore"]


def test_change_to_a_shadowed_article_is_not_shown(shelf: Shelf) -> None:
    shelf.write("fod/haelspore", "---\ntitle: Klinikkens råd\n---\nSvangsenen.\n", shelf.clinic)
    shelf.update()
    shelf.write("fod/haelspore", HEEL + "\nTilføjet.\n")
    assert counts(shelf) == (3, 1, 0)
    assert [hit.title for hit in shelf.open().search("svangsenen").hits] == ["Klinikkens råd"]


def test_renamed_file_with_its_own_id_is_the_same_article(shelf: Shelf) -> None:
    file = shelf.write("skulder/gammel", "---\nid: skulder\ntitle: Skulder\n---\nOm skulderen.\n")
    shelf.update()
    file.rename(file.with_name("ny.md"))
    assert counts(shelf) == (4, 1, 0)
    assert shelf.found("skulderen") == ["skulder"]


def test_file_that_is_no_text_is_a_problem_and_no_article(shelf: Shelf) -> None:
    (shelf.content / "billede.md").write_bytes(b"\x00\x01\x02")
    report = shelf.update()
    assert report.articles == 3
    assert [problem.file for problem in report.problems if problem.rule == "not_text"] == ["billede.md"]
    assert counts(shelf) == (3, 0, 0)


def test_problems_are_kept_while_their_file_is_unchanged(shelf: Shelf) -> None:
    shelf.write("uden-titel", "Bare tekst.\n")
    first = shelf.update().problems
    assert first
    assert shelf.update().problems == first


def test_twins_within_a_folder_are_told(shelf: Shelf) -> None:
    shelf.write("a", "---\nid: ens\ntitle: A\n---\nOm a.\n")
    shelf.write("b", "---\nid: ens\ntitle: B\n---\nOm b.\n")
    report = shelf.update()
    assert report.articles == 4
    assert [(problem.file, problem.rule) for problem in report.problems] == [("b.md", "id_duplicate")]


def test_progress_counts_the_files_to_read(shelf: Shelf) -> None:
    told: list[tuple[int, int]] = []
    update(shelf.folders, shelf.data, shelf.thesaurus, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_update_cancelled_while_reading_keeps_the_old_index(shelf: Shelf) -> None:
    shelf.update()
    shelf.write("fod/haelspore", "---\ntitle: Noget andet\n---\nTekst.\n")
    shelf.write("ny", "---\ntitle: Ny\n---\nTekst.\n")
    told: list[int] = []
    with pytest.raises(Cancelled):
        update(
            shelf.folders,
            shelf.data,
            shelf.thesaurus,
            progress=lambda done, _total: told.append(done),
            cancelled=lambda: bool(told),
        )
    assert told == [1]
    assert shelf.found("hælspore") == ["fod/haelspore"]
    assert len(shelf.generations()) == 1
    assert counts(shelf) == (4, 2, 0)


def test_cancelled_first_update_leaves_no_index(shelf: Shelf) -> None:
    with pytest.raises(Cancelled):
        update(shelf.folders, shelf.data, shelf.thesaurus, cancelled=lambda: True)
    with pytest.raises(StorageError, match="index_missing"):
        shelf.open()


def test_missing_content_folder_is_told(shelf: Shelf) -> None:
    with pytest.raises(ContentError):
        update([shelf.content / "findes-ikke"], shelf.data, shelf.thesaurus)


def test_empty_content_folder_gives_an_empty_index_that_answers_nothing(empty: Shelf) -> None:
    assert counts(empty) == (0, 0, 0)
    assert empty.found('smerter "i albuen" -knæ') == []


def test_newest_article_can_go(shelf: Shelf) -> None:
    shelf.update()
    newest = shelf.write("ny", article("Ny", "Om hælsporen."))
    shelf.update()
    newest.unlink()
    assert counts(shelf) == (3, 0, 1)
    assert shelf.found("hælspore") == ["fod/haelspore"]


def test_rebuild_reads_every_file(shelf: Shelf) -> None:
    shelf.update()
    assert shelf.update(rebuild=True).changed == 3
    assert shelf.found("hælspore") == ["fod/haelspore"]


def test_index_of_another_version_is_rebuilt(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.update()
    monkeypatch.setattr(manifest, "fingerprint", lambda _thesaurus: (("analysis", "0"),))
    assert shelf.update().changed == 3
    assert shelf.update().changed == 0


def test_index_of_another_version_does_not_answer(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.update()
    monkeypatch.setattr(manifest, "fingerprint", lambda _thesaurus: (("analysis", "0"),))
    with pytest.raises(StorageError, match="index_missing"):
        shelf.open()


def test_changed_thesaurus_is_used_after_the_next_update(shelf: Shelf) -> None:
    shelf.update()
    assert shelf.found("fersenstik ") == []
    shelf.teach("hælspore ~ fersenstik")
    shelf.update()
    assert shelf.found("fersenstik ") == ["fod/haelspore"]
    assert counts(shelf) == (3, 0, 0)


def test_invalid_thesaurus_is_told_and_the_old_index_stays(shelf: Shelf) -> None:
    shelf.update()
    shelf.teach("hælspore")
    with pytest.raises(InputError, match="thesaurus_invalid"):
        shelf.update()
    shelf.teach()
    shelf.update()
    assert shelf.found("hælspore") == ["fod/haelspore"]
    assert len(shelf.generations()) <= 2


def one_of_each_kind(generation: Path) -> list[str]:
    """The files with names of our own, and one of each suffix besides."""
    names = sorted(file.name for file in generation.iterdir() if file.stat().st_size)
    return sorted({*{Path(name).suffix: name for name in names}.values(), "manifest.json", "seal.json"})


def damaged_copies(shelf: Shelf, content: bytes | None) -> Iterator[Shelf]:
    """The shelf with an index, each time with another file of it removed or spoilt."""
    shelf.update()
    sound = shelf.data
    for name in one_of_each_kind(shelf.generations()[-1]):
        shelf.data = sound.with_name(f"skadet-{name}")
        shutil.copytree(sound, shelf.data)
        file = shelf.generations()[-1] / name
        file.unlink()
        if content is not None:
            file.write_bytes(content)
        yield shelf


@pytest.mark.parametrize("content", [None, b"", b"not what was written"])
def test_damaged_index_is_rebuilt(shelf: Shelf, content: bytes | None) -> None:
    for damaged in damaged_copies(shelf, content):
        assert counts(damaged) == (3, 3, 0), damaged.data
        assert damaged.found("hælspore") == ["fod/haelspore"]


def test_damage_of_the_same_size_met_while_adding_is_rebuilt(shelf: Shelf) -> None:
    shelf.update()
    for name in one_of_each_kind(shelf.generations()[-1]):
        file = shelf.generations()[-1] / name
        file.write_bytes(b"\xa5" * file.stat().st_size)
        touch(shelf.content / "fod" / "haelspore.md")
        shelf.update()
        assert shelf.found("hælspore") == ["fod/haelspore"], name
        assert shelf.found("knæet") == ["knae/ondt-i-knaeet"]


def test_removed_index_is_rebuilt(shelf: Shelf) -> None:
    shelf.update()
    shutil.rmtree(shelf.data)
    assert counts(shelf) == (3, 3, 0)


def test_full_disk_keeps_the_old_index(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.update()
    touch(shelf.content / "fod" / "haelspore.md")

    def full(_manifest: object, folder: Path) -> None:
        raise OSError(28, "No space left on device", str(folder))

    monkeypatch.setattr(manifest, "write", full)
    with pytest.raises(StorageError) as caught:
        shelf.update()
    assert caught.value.key == "index_not_writable"
    assert shelf.found("hælspore") == ["fod/haelspore"]
    assert len(shelf.generations()) == 1


def test_many_small_updates_are_taken_in(shelf: Shelf) -> None:
    shelf.update()
    for number in range(8):
        shelf.write("fod/haelspore", HEEL + f"\nLinje {number}.\n")
        shelf.update()
    assert shelf.found("hælspore") == ["fod/haelspore"]


def test_last_article_of_the_scan_can_be_taken_away(shelf: Shelf) -> None:
    shelf.write("å/sidst", article("Sidst", "Noget helt andet."))
    shelf.update()
    (shelf.content / "å" / "sidst.md").unlink()
    shelf.update()
    assert shelf.found("sidst") == []
    assert shelf.found("hælspore") == ["fod/haelspore"]


def test_an_introduction_of_a_region_is_kept_but_not_found(empty: Shelf) -> None:
    introduction = "---\ntitle: Knæ\nkind: omraade\n---\nSkinnebenets kvadrat.\n"
    empty.write("omraader/knae", introduction)
    empty.write("knae/knae", "---\ntitle: Ondt i knæet\n---\nTekst.\n")
    empty.update()
    assert empty.found("kvadrat") == []
    assert {record.id: record.unlisted for record in empty.open().records} == {
        "omraader/knae": True,
        "knae/knae": False,
    }
    empty.write("omraader/knae", f"{introduction}Mere.\n")
    report = empty.update()
    assert (report.changed, report.removed) == (1, 0)
    empty.write("omraader/knae", introduction.replace("omraade", "raad"))
    empty.update()
    assert empty.found("kvadrat") == ["omraader/knae"]
