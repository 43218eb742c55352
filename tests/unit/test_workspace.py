"""One library at a time, whatever is under way."""

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from kbviewer.articles.templates import Template, TemplatePart
from kbviewer.errors import InputError
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources, shipped_content
from kbviewer.search.searcher import Searcher
from kbviewer.workspace import Places, Workspace


@pytest.fixture
def workspace(content: Path, tmp_path: Path) -> Workspace:
    return Workspace(Places((content,), tmp_path / "data", resources()), Catalogue.load("da", resources()))


def test_an_index_opened_too_late_does_not_bring_the_old_library_back(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.update_index()
    workspace.close()
    opening, go_on = threading.Event(), threading.Event()
    real_open = Searcher.open

    def slow_open(folders: Sequence[Path], data: Path, thesaurus: Path) -> Searcher:
        opening.set()
        go_on.wait(20)
        return real_open(folders, data, thesaurus)

    monkeypatch.setattr(Searcher, "open", slow_open)
    late = threading.Thread(target=workspace.open_index)
    late.start()
    opening.wait(20)
    (tmp_path / "egne").mkdir()
    workspace.move(Places((tmp_path / "egne",), tmp_path / "data", resources()))
    go_on.set()
    late.join()
    assert not workspace.is_open
    assert workspace.every() == []


def test_a_damaged_index_is_built_again_by_the_update_that_finds_it(workspace: Workspace, tmp_path: Path) -> None:
    workspace.update_index()
    workspace.close()
    (column,) = (tmp_path / "data").rglob("tokens.bin")
    whole = column.read_bytes()
    column.write_bytes(whole[:-10] + bytes(byte ^ 0xFF for byte in whole[-10:]))
    workspace.update_index()
    assert workspace.search("knæet").hits


def test_an_article_is_read_again_when_its_file_has_changed(workspace: Workspace, content: Path) -> None:
    workspace.update_index()
    first = workspace.article("knae/knae")
    assert workspace.article("knae/knae") is first
    file = content / "knae" / "knae.md"
    file.write_text(file.read_text(encoding="utf-8") + "Mere.", encoding="utf-8")
    again = workspace.article("knae/knae")
    assert again is not None and "Mere." in again.html


def test_a_clinic_s_own_word_list_is_read_at_once_and_goes_before_ours(content: Path, tmp_path: Path) -> None:
    workspace = Workspace(Places((content,), tmp_path / "data", resources()), Catalogue.load("da", resources()))
    workspace.update_index()
    article = workspace.article("knae/knae")
    assert article is not None

    def explained(text: str) -> list[str]:
        return [term.explanation for term in workspace.terms(article)(text)]

    assert explained("menisken")[0].startswith("En skive af brusk")
    (content / "ordliste.txt").write_text("menisk: Klinikkens forklaring.\nuden kolon\n", encoding="utf-8")
    assert explained("menisken") == ["Klinikkens forklaring."]
    told = [problem.rule for problem in workspace.check().problems if problem.file == "ordliste.txt"]
    assert told == ["glossary_line_invalid"]


def test_similar_articles_come_with_their_titles(content: Path, tmp_path: Path) -> None:
    (content / "hael2.md").write_text((content / "fod" / "hael.md").read_text(encoding="utf-8"), encoding="utf-8")
    workspace = Workspace(Places((content,), tmp_path / "data", resources()), Catalogue.load("da", resources()))
    assert workspace.similar("hael2") == []
    workspace.update_index()
    assert workspace.similar("hael2") == [("fod/hael", "Ondt under hælen")]


def test_why_an_article_is_not_read_is_known(content: Path, tmp_path: Path) -> None:
    (content / "stor.md").write_text("x" * (1024 * 1024 + 1), encoding="utf-8")
    workspace = Workspace(Places((content,), tmp_path / "data", resources()), Catalogue.load("da", resources()))
    workspace.update_index()
    why = workspace.unreadable("stor")
    assert why is not None and why.rule == "file_too_large"
    assert workspace.unreadable("knae/knae") is None
    assert workspace.unreadable("findes/ikke") is None


def test_an_article_moved_and_spaced_otherwise_is_known_by_its_text(workspace: Workspace, content: Path) -> None:
    (content / "unavngivet.md").write_text("Foden hviler.\n\n## Dosis\n\nTre sæt.\n", encoding="utf-8")
    workspace.update_index()
    before = workspace.record("unavngivet")
    assert before is not None
    assert workspace.same_text(before.fingerprint) == ("unavngivet",)
    (content / "unavngivet.md").unlink()
    (content / "fod" / "hvile.md").write_text("Foden  hviler.\r\n\r\n## Dosis\r\n\r\nTre\nsæt.", encoding="utf-8")
    workspace.update_index()
    assert workspace.same_text(before.fingerprint) == ("fod/hvile",)
    (content / "fod" / "hvile.md").write_text("Foden hviler ikke.", encoding="utf-8")
    workspace.update_index()
    assert workspace.same_text(before.fingerprint) == ()


def test_articles_without_text_are_not_taken_for_each_other(workspace: Workspace, content: Path) -> None:
    for name in ("en", "to"):
        (content / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n", encoding="utf-8")
    workspace.update_index()
    empty = workspace.record("en")
    assert empty is not None
    assert workspace.same_text(empty.fingerprint) == ()


def test_what_a_lost_article_may_have_become_is_named_likeliest_first(workspace: Workspace, content: Path) -> None:
    for name, title in (
        ("a/tråd", "Om knæet"), ("b/ny", "Løberknæ"), ("c/loeberknae", "Andet"),
        *((f"d/{number}", f"Løberknæ nummer {number}") for number in range(6)),
    ):  # fmt: skip
        (content / name).parent.mkdir(exist_ok=True)
        (content / f"{name}.md").write_text(f"---\ntitle: {title}\n---\nTekst.\n", encoding="utf-8")
    workspace.update_index()
    candidates = workspace.candidates("sport/loeberknae", "løberknæ")
    assert candidates[:2] == (("b/ny", "Løberknæ"), ("c/loeberknae", "Andet"))
    assert len(candidates) == 5
    assert all(title.startswith("Løberknæ nummer") for _, title in candidates[2:])
    assert ("b/ny", "Løberknæ") not in workspace.candidates("b/ny", "Løberknæ")
    assert workspace.candidates("sport/qwxz", "") == ()


def test_a_clinic_s_lists_follow_their_files_and_the_library(workspace: Workspace, content: Path) -> None:
    assert workspace.lists() == ()
    (content / "lister").mkdir()
    file = content / "lister" / "a.yml"
    file.write_text("title: A\narticles: [hael, {heading: B, articles: [ny, {article: knae, title: Eget}]}]", "utf-8")

    def shown() -> list[tuple[str, str]]:
        return [(item.article, item.title) for one in workspace.lists() for item in one.articles()]

    assert shown() == [("hael", ""), ("ny", ""), ("knae", "Eget")]
    workspace.update_index()
    assert shown() == [("fod/hael", "Ondt under hælen"), ("ny", ""), ("knae/knae", "Eget")]
    (content / "ny.md").write_text("---\ntitle: Nyt\n---\nTekst.", encoding="utf-8")
    workspace.update_index()
    assert shown()[1] == ("ny", "Nyt")
    assert workspace.lists() is workspace.lists()
    file.write_text("title: Kun én\narticles: [hael]", encoding="utf-8")
    assert shown() == [("fod/hael", "Ondt under hælen")]
    file.unlink()
    assert workspace.lists() == ()


def put_template(content: Path, text: str, name: str = "a.yml") -> None:
    (content / "skabeloner").mkdir(exist_ok=True)
    (content / "skabeloner" / name).write_text(text, encoding="utf-8")


def test_templates_are_the_clinic_s_then_one_s_own_and_follow_files_and_library(
    workspace: Workspace, content: Path
) -> None:
    assert workspace.templates() == ()
    put_template(content, "title: Klinikkens\narticles: [hael]")
    own = workspace.own_templates().save(Template("", "Egen", (TemplatePart("ny"),)))

    def shown() -> list[tuple[str, str, bool]]:
        return [(one.title, one.parts[0].article, one.is_own) for one in workspace.templates()]

    assert shown() == [("Klinikkens", "hael", False), ("Egen", "ny", True)]
    workspace.update_index()
    assert shown() == [("Klinikkens", "fod/hael", False), ("Egen", "ny", True)]
    assert workspace.templates() is workspace.templates()
    workspace.own_templates().rename(own.name, "Min")
    assert shown()[1] == ("Min", "ny", True)
    workspace.own_templates().remove(own.name)
    put_template(content, "title: Rettet\narticles: [hael]")
    assert shown() == [("Rettet", "fod/hael", False)]


def test_a_template_becomes_a_handout_of_the_articles_as_they_are_now(workspace: Workspace, content: Path) -> None:
    put_template(
        content,
        "title: Uge 1\narticles:\n  - article: hael\n    sections: [Symptomer, Råd]\n  - vaek\n"
        "exercises:\n  - article: aalestraek\n    sets: 2\n  - name: Rul en bold\n",
    )
    workspace.update_index()
    handout, missing = workspace.to_handout(workspace.templates()[0])
    assert missing == ("Ondt under hælen: Råd", "vaek")
    assert (handout.title, [part.article.id for part in handout.parts]) == ("Uge 1", ["fod/hael"])
    assert handout.parts[0].sections == ("søg-læge-hvis", "symptomer")
    assert [(each.name, each.article) for each in handout.exercises] == [
        ("Ålestræk", "oevelser/aalestraek"),
        ("Rul en bold", ""),
    ]
    assert handout.exercises[0].dose.sets == "2"
    file = content / "fod" / "hael.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n## Råd\n\nHvil.\n", encoding="utf-8")
    handout, missing = workspace.to_handout(workspace.templates()[0])
    assert missing == ("vaek",)
    assert handout.parts[0].sections == ("søg-læge-hvis", "symptomer", "råd")


def test_each_template_as_shipped_gives_all_it_names(tmp_path: Path) -> None:
    workspace = Workspace(Places((shipped_content(),), tmp_path, resources()), Catalogue.load("da", resources()))
    workspace.update_index()
    made = {one.name: workspace.to_handout(one) for one in workspace.templates()}
    assert made.keys() == {file.name for file in (shipped_content() / "skabeloner").iterdir()} != set()
    assert {name: missing for name, (_, missing) in made.items() if missing} == {}
    assert [name for name, (handout, _) in made.items() if not (handout.exercises and handout.weeks)] == []
    doses = [(name, each.dose) for name, (handout, _) in made.items() for each in handout.exercises]
    assert [name for name, dose in doses if not (dose.sets and dose.repetitions and dose.frequency)] == []
    heel, _ = made["haelspore-uge-1-4.yml"]
    assert (len(heel.exercises), heel.weeks) == (2, 4)


def test_articles_suggest_a_handout_in_the_order_asked_for(workspace: Workspace) -> None:
    workspace.update_index()
    handout = workspace.suggest(["oevelser/aalestraek", "knae/knae"])
    assert [part.article.id for part in handout.parts] == ["oevelser/aalestraek", "knae/knae"]
    assert [each.article for each in handout.exercises] == ["oevelser/aalestraek"]
    with pytest.raises(InputError) as caught:
        workspace.suggest(["knae/knae", "vaek"])
    assert (caught.value.key, caught.value.values) == ("article_unknown", {"id": "vaek"})


def test_the_printer_is_not_loaded_before_anything_is_printed() -> None:
    program = "import sys, kbviewer.workspace; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=False).returncode == 0
