"""Templates saved in the program are kept whole, under names that every system takes, and can be brought back."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.articles.template_files import MOST_ITEMS, read_templates
from kbviewer.articles.templates import FOLDER, MOST_TEMPLATES, Template, TemplateExercise, TemplatePart
from kbviewer.errors import InputError, StorageError
from kbviewer.handouts.template_store import TemplateStore, file_name

HEEL = Template(
    "",
    "Hælspore, uge 1–4",
    (TemplatePart("fod/hael", ("råd", ""), callout=False), TemplatePart("knae")),
    "Første gang",
    (TemplateExercise("oevelser/taa", "Tåhævning", "", "3", "8–12", "–", frequency="hver dag"),),
    4,
    14,
    "Begynd roligt.\nRing, hvis du er i tvivl: 12 34 56 78.",
)


@pytest.fixture
def store(tmp_path: Path) -> TemplateStore:
    return TemplateStore(tmp_path / "data")


def files(tmp_path: Path) -> list[str]:
    return sorted(file.name for file in (tmp_path / "data" / FOLDER).iterdir())


def test_a_saved_template_is_there_at_the_next_start(store: TemplateStore, tmp_path: Path) -> None:
    saved = store.save(HEEL)
    assert saved == replace(HEEL, name="haelspore-uge-1-4.yml", is_own=True)
    assert TemplateStore(tmp_path / "data").all() == (saved,)
    assert files(tmp_path) == ["haelspore-uge-1-4.yml"]


def test_only_reading_leaves_no_trace(store: TemplateStore, tmp_path: Path) -> None:
    assert store.all() == ()
    assert list(tmp_path.iterdir()) == []


def test_the_file_can_be_put_into_a_content_folder_as_it_is(store: TemplateStore, tmp_path: Path) -> None:
    saved = store.save(HEEL)
    (tmp_path / "data").rename(tmp_path / "indhold")
    assert read_templates([tmp_path / "indhold"]) == ((replace(saved, is_own=False),), ())


def test_templates_of_one_title_get_files_of_their_own(store: TemplateStore, tmp_path: Path) -> None:
    for title in ("Hæl", "hæl!", "HAEL"):
        store.save(replace(HEEL, title=title))
    assert files(tmp_path) == ["hael-2.yml", "hael-3.yml", "hael.yml"]
    assert sorted(one.title for one in store.all()) == ["HAEL", "Hæl", "hæl!"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Hælspore, uge 1–4", "haelspore-uge-1-4"),
        ("Bækkenbund: øvelser på ål", "baekkenbund-oevelser-paa-aal"),
        ("a\u030al", "aal"),
        ("Café/Über\\..", "cafe-uber"),
        ("CON", "skabelon-con"),
        ("lpt1", "skabelon-lpt1"),
        ("..", "skabelon"),
        ("漢字", "skabelon"),
        ("a" * 200, "a" * 60),
    ],
)
def test_a_file_is_called_what_every_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name


@given(st.text())
def test_no_title_gives_a_file_name_that_a_system_refuses(title: str) -> None:
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", file_name(title))
    assert file_name(file_name(title)) == file_name(title)


def test_a_new_title_leaves_the_rest_and_the_name_of_the_file(store: TemplateStore, tmp_path: Path) -> None:
    saved = store.save(HEEL)
    renamed = store.rename(saved.name, "  Hæl:  fra\tuge 5 ")
    assert renamed == replace(saved, title="Hæl: fra uge 5")
    assert store.all() == (renamed,)
    assert files(tmp_path) == [saved.name]


def test_what_was_removed_can_be_brought_back_under_its_name(store: TemplateStore) -> None:
    first = store.save(replace(HEEL, title="Hæl"))
    renamed = store.rename(first.name, "Fod")
    removed = store.remove(first.name)
    assert removed == renamed
    assert store.all() == ()
    assert store.save(removed) == renamed
    store.remove(first.name)
    other = store.save(replace(HEEL, title="Hæl"))
    assert other.name == first.name
    assert store.save(removed) == replace(renamed, name="hael-2.yml")
    assert store.all() == (replace(renamed, name="hael-2.yml"), other)


@pytest.mark.parametrize("name", ["vaek.yml", "../ude.yml", "", ".", "/etc/hostname"])
def test_what_is_not_there_cannot_be_changed(store: TemplateStore, tmp_path: Path, name: str) -> None:
    store.save(HEEL)
    (tmp_path / "data" / "ude.yml").write_text("articles: [x]", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        store.remove(name)
    assert caught.value.key == "template_gone"
    with pytest.raises(InputError):
        store.rename(name, "Ny")
    assert (tmp_path / "data" / "ude.yml").exists()


@pytest.mark.skipif(os.name == "nt", reason="a disk that tells composed letters from others")
def test_a_file_that_another_system_named_is_found(store: TemplateStore, tmp_path: Path) -> None:
    (tmp_path / "data" / FOLDER).mkdir(parents=True)
    (tmp_path / "data" / FOLDER / "a\u030a.yml").write_text("articles: [x]", encoding="utf-8")
    assert store.rename("å.yml", "Ny").title == "Ny"
    store.remove("å.yml")
    assert files(tmp_path) == []


@pytest.mark.parametrize("title", ["", "  ", "\u200b", "a" * 81])
def test_a_template_without_a_title_or_with_an_endless_one_is_not_kept(
    store: TemplateStore, tmp_path: Path, title: str
) -> None:
    with pytest.raises(InputError) as caught:
        store.save(replace(HEEL, title=title))
    assert caught.value.key == "template_title"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "too_much",
    [
        replace(HEEL, note="a" * 2001),
        replace(HEEL, exercises=(TemplateExercise(name="A", pause="a" * 201),)),
        replace(HEEL, exercises=(TemplateExercise(name="A"),) * (MOST_ITEMS + 1)),
        replace(HEEL, parts=(TemplatePart("a"),) * (MOST_ITEMS + 1)),
    ],
    ids=["note", "dose", "exercises", "articles"],
)
def test_what_would_not_be_read_again_is_not_kept(store: TemplateStore, tmp_path: Path, too_much: Template) -> None:
    with pytest.raises(InputError) as caught:
        store.save(too_much)
    assert caught.value.key == "template_too_long"
    assert not (tmp_path / "data").exists()


def test_more_templates_than_are_read_are_not_kept(store: TemplateStore, tmp_path: Path) -> None:
    (tmp_path / "data" / FOLDER).mkdir(parents=True)
    for number in range(MOST_TEMPLATES):
        (tmp_path / "data" / FOLDER / f"{number}.yml").write_text("articles: [x]", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        store.save(HEEL)
    assert caught.value.key == "templates_full"
    store.remove("7.yml")
    assert store.save(HEEL) in store.all()


def test_a_disk_that_cannot_be_written_to_changes_nothing(
    store: TemplateStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = store.save(HEEL)

    def refuse(_file: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StorageError) as caught:
        store.save(replace(HEEL, title="Ny"))
    assert caught.value.key == "template_not_writable"
    with pytest.raises(StorageError):
        store.rename(saved.name, "Ny")
    assert store.all() == (saved,)
    assert files(tmp_path) == [saved.name]


def test_a_file_in_the_way_of_the_folder_is_told(store: TemplateStore, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FOLDER).write_text("x", encoding="utf-8")
    with pytest.raises(StorageError):
        store.save(HEEL)


def test_a_file_that_cannot_be_deleted_stays(store: TemplateStore, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = store.save(HEEL)

    def refuse(_path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StorageError) as caught:
        store.remove(saved.name)
    assert caught.value.key == "template_not_writable"
    assert store.all() == (saved,)


@given(title=st.text(), note=st.text(), dose=st.text(), article=st.text())
def test_any_text_is_kept_as_it_is_told_or_refused(
    tmp_path_factory: pytest.TempPathFactory, title: str, note: str, dose: str, article: str
) -> None:
    store = TemplateStore(tmp_path_factory.mktemp("data"))
    rows = (TemplateExercise(name="A", how=note, sets=dose),)
    try:
        saved = store.save(Template("", title, (TemplatePart("a"), TemplatePart(article)), dose, rows, note=note))
    except InputError:
        return
    assert store.all() == (saved,)


def test_white_space_that_cannot_be_told_apart_becomes_plain(store: TemplateStore) -> None:
    rows = (TemplateExercise(name="A", hold="30\u00a0sekunder"),)
    saved = store.save(replace(HEEL, title="Hæl\u00a0nu", note="a\u00a0b\u200b", exercises=rows))
    assert (saved.title, saved.note, (saved.exercises or ())[0].hold) == ("Hæl nu", "a b", "30 sekunder")
