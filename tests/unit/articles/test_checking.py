"""What the owner of a library is told: every rule, at the line it is about, and nothing that is not so."""

from datetime import date
from pathlib import Path

import pytest

from kbviewer.articles.article import Problem
from kbviewer.articles.checking import Checked, check_library
from kbviewer.articles.keys import KEYS
from kbviewer.articles.review import HEAVY
from kbviewer.errors import Cancelled, ContentError

TODAY = date(2025, 3, 1)
HEAD = "---\ntitle: Titel\n---\n"


def check(folder: Path, *others: Path, shipped: tuple[str, ...] = ()) -> Checked:
    return check_library([folder, *others], today=TODAY, shipped=shipped)


def put(folder: Path, text: str, name: str = "fod/hæl.md") -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def found(folder: Path, text: str) -> list[tuple[int, str]]:
    """The lines and rules of the problems of one article that is alone in its library."""
    put(folder, text)
    return [(problem.line, problem.rule) for problem in check(folder).problems]


def only(checked: Checked) -> Problem:
    (problem,) = checked.problems
    return problem


def value(problem: Problem, name: str) -> str:
    return dict(problem.values)[name]


def test_a_good_article_has_nothing_to_mend(tmp_path: Path) -> None:
    put(tmp_path, f"{HEAD}Se [knæet](/knae/loeberknae) og [afsnittet](#sådan).\n\n## Sådan\n\nTekst.\n")
    put(tmp_path, "---\ntitle: Knæ\n---\nSe [hælen](../fod/hæl.md#sådan).\n", "knae/loeberknae.md")
    checked = check(tmp_path)
    assert [article.id for article in checked.articles] == ["fod/hæl", "knae/loeberknae"]
    assert checked.problems == ()


# --- links ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["/fod/tåen", "../knae/knæ.md", "#symptomer", "/fod/hæl#symptomer", "/images/væk.png", "t%C3%A5en", "/../../ude"],
)
def test_a_link_that_leads_nowhere_is_told_at_its_line(tmp_path: Path, address: str) -> None:
    assert found(tmp_path, f"{HEAD}Et.\n\n## Afsnit\n\nSe [her]({address}).\n") == [(8, "link_dead")]


@pytest.mark.parametrize("address", ["https://a.dk/x", "mailto:a@b.dk", "tel:123", "#afsnit", "/fod/hæl", "hæl#afsnit"])
def test_a_link_that_leads_somewhere_is_not_told(tmp_path: Path, address: str) -> None:
    assert found(tmp_path, f"{HEAD}## Afsnit\n\nSe [her]({address}).\n") == []


def test_a_link_to_a_picture_that_is_there_is_not_dead(tmp_path: Path) -> None:
    (tmp_path / "fod.png").write_bytes(b"x")
    assert found(tmp_path, f"{HEAD}Se [tegningen](/fod.png).\n") == []


def test_the_same_dead_link_is_told_wherever_it_stands_and_not_where_it_is_code(tmp_path: Path) -> None:
    text = f"{HEAD}[a](/væk)\n\n```\n[a](/væk)\n```\n\n[b](/væk) og [c](/væk)\n\n[d](/væk/længere)\n"
    assert found(tmp_path, text) == [(4, "link_dead"), (10, "link_dead"), (10, "link_dead"), (12, "link_dead")]


def test_a_slip_in_an_address_is_told_with_what_was_meant(tmp_path: Path) -> None:
    put(tmp_path, "---\ntitle: Knæ\n---\n## Behandling\n\nTekst.\n", "knae/loeberknae.md")
    put(tmp_path, f"{HEAD}Se [knæet](/knae/løberknæ), [det](/knae/loberknae) og [der](loeberknae#behandlng).\n")
    meant = [value(problem, "meant") for problem in check(tmp_path).problems]
    assert sorted(meant) == ["/knae/loeberknae", "/knae/loeberknae", "loeberknae#behandling"]


def test_related_articles_that_are_not_there_are_told_each_at_its_own_line(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Titel\nrelated:\n  - type: ordbog\n    slug: tennisalbue\n  - type: ordbog\n    slug: albue\n"
        "    title: Albue\n  - slug: fod/hæl\n  - type: styrke\n    slug: albue\n---\nTekst.\n"
    )
    assert found(tmp_path, text) == [(5, "link_dead"), (7, "link_dead"), (11, "link_dead")]


# --- pictures ---------------------------------------------------------------------------------------


def test_a_huge_picture_and_one_without_a_description_are_told(tmp_path: Path) -> None:
    head = b"GIF89a\x03\0\x04\0"
    (tmp_path / "stor.png").write_bytes(head.ljust(HEAVY + 1, b"x"))
    (tmp_path / "lille.png").write_bytes(head.ljust(HEAVY, b"x"))
    text = f"{HEAD}![Fod](/lille.png)\n\n![Fod](/stor.png)\n\n![](/lille.png)\n"
    assert found(tmp_path, text) == [(6, "image_huge"), (8, "image_alt_missing")]


# --- front matter -----------------------------------------------------------------------------------


def test_every_known_key_is_known_however_it_is_spelt(tmp_path: Path) -> None:
    keys = "\n".join(f"{name.upper()}:" for name in KEYS if name != "title")
    assert found(tmp_path, f"---\ntitle: T\n{keys}\n---\nTekst.\n") == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [("titel", "title"), ("lastUpdate", "lastUpdated"), ("beskrivelse", ""), ("body_parts", "bodyParts")],
)
def test_an_unknown_key_is_told_with_what_was_meant(tmp_path: Path, written: str, meant: str) -> None:
    put(tmp_path, f"---\ntitle: T\n{written}: x\n---\nTekst.\n")
    problem = only(check(tmp_path))
    assert (problem.line, problem.rule) == (3, "key_unknown")
    assert (value(problem, "key"), value(problem, "meant")) == (written, meant)


def test_lines_of_text_are_not_called_unknown_keys(tmp_path: Path) -> None:
    assert found(tmp_path, "---\ntitle: T\nBonus: husk vand\n\nTekst.\n") == [(1, "front_matter_unclosed")]


def test_a_date_in_the_future_is_told_and_today_is_not(tmp_path: Path) -> None:
    text = "---\ntitle: T\ndatePublished: 01/03/2025\nlastUpdated: 02/03/2025\n---\nTekst.\n"
    assert found(tmp_path, text) == [(4, "date_in_future")]


def test_a_review_by_nobody_or_before_the_last_change_is_told(tmp_path: Path) -> None:
    by, on = "reviewedBy: Klinik Prøve\n", "lastReviewed: 1/2/2025\n"
    assert found(tmp_path, f"---\ntitle: T\n{on}---\nTekst.\n") == [(3, "reviewer_missing")]
    assert found(tmp_path, f"---\ntitle: T\n{by}{on}lastUpdated: 2/2/2025\n---\nTekst.\n") == [(4, "review_outdated")]
    assert found(tmp_path, f"---\ntitle: T\n{by}{on}datePublished: 2/2/2025\n---\nTekst.\n") == [(4, "review_outdated")]
    assert found(tmp_path, f"---\ntitle: T\n{by}{on}lastUpdated: 1/2/2025\n---\nTekst.\n") == []


@pytest.mark.parametrize(("name", "meant"), [("knæ", "omraader/knae"), ("laegg", "omraader/laeg"), ("xyz", "")])
def test_an_introduction_of_no_region_is_told_with_what_was_meant(tmp_path: Path, name: str, meant: str) -> None:
    introduction = "---\ntitle: Knæ\nkind: omraade\n---\nTekst.\n"
    put(tmp_path, introduction, f"omraader/{name}.md")
    problem = only(check(tmp_path))
    assert (problem.line, problem.rule, value(problem, "meant")) == (3, "region_unknown", meant)


def test_an_introduction_may_be_called_as_an_article_is(tmp_path: Path) -> None:
    put(tmp_path, "---\ntitle: Knæ\nkind: omraade\n---\nTekst.\n", "omraader/knae.md")
    put(tmp_path, "---\ntitle: Knæ\n---\nTekst.\n", "knae.md")
    assert check(tmp_path).problems == ()


# --- text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("## A\n\n#### B\n\n##### C\n\n## D\n", [6]),
        ("### A\n", [4]),
        ("# A\n\n## B\n\n### C\n\n## D\n", []),
        ("## A\n\n```\n#### B\n```\n", []),
        ("A\n-\n\n#### B\n", [7]),
    ],
)
def test_a_heading_that_skips_a_level_is_told(tmp_path: Path, text: str, lines: list[int]) -> None:
    assert found(tmp_path, HEAD + text) == [(line, "heading_skipped") for line in lines]


@pytest.mark.parametrize(
    ("head", "text", "told"),
    [
        ("kind: tilstand", "Tekst.", True),
        ("kind: Tilstand", "## Årsager", True),
        ("kind: tilstand", "## Søg læge, hvis", False),
        ("kind: oevelse", "## Symptomer", False),
        ("author: A", "## Symptomer på hælspore", True),
        ("author: A", "## Smerter er et symptom", False),
        ("author: A", "## Hvad hjælper mod PMS-symptomer?", False),
        ("author: A", "Symptomer", False),
    ],
)
def test_an_article_about_a_complaint_says_when_to_see_a_doctor(
    tmp_path: Path, head: str, text: str, told: bool
) -> None:
    assert found(tmp_path, f"---\ntitle: T\n{head}\n---\n{text}\n") == ([(0, "callout_missing")] if told else [])


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Hvornår skal man opsøge læge?", True),
        ("Hvornår bør jeg kontakte min læge", True),
        ("Forandringer, lægen kan se", False),
        ("Søg efter lægemidler", False),
    ],
)
def test_a_heading_that_need_only_be_renamed_is_named(tmp_path: Path, heading: str, meant: bool) -> None:
    put(tmp_path, f"---\ntitle: T\nkind: tilstand\n---\n## {heading}\n")
    assert value(only(check(tmp_path)), "meant") == (heading if meant else "")


def test_a_text_as_hard_as_specialist_literature_is_told(tmp_path: Path) -> None:
    hard = "Fysioterapeutiske behandlingsprincipper forudsætter differentialdiagnostiske overvejelser. "
    assert found(tmp_path, HEAD + hard * 25) == [(0, "lix_high")]
    assert found(tmp_path, HEAD + hard * 10) == [], "too small a sample"
    assert found(tmp_path, HEAD + "Gå en tur. Det er godt for dig. " * 25) == []


# --- between files ----------------------------------------------------------------------------------


def test_two_articles_with_one_title_are_told_and_an_overriding_one_is_not(tmp_path: Path) -> None:
    put(tmp_path / "a", HEAD + "Tekst.", "fod/et.md")
    put(tmp_path / "a", "---\nauthor: A\ntitle: TITEL\n---\nTekst.", "fod/to.md")
    problem = only(check(tmp_path / "a"))
    assert (problem.file, problem.line, problem.rule) == ("fod/to.md", 3, "title_duplicate")
    assert value(problem, "other") == "fod/et.md"
    (tmp_path / "a" / "fod" / "to.md").unlink()
    put(tmp_path / "b", HEAD + "Klinikkens.", "fod/et.md")
    assert check(tmp_path / "a", tmp_path / "b").problems == ()


def test_two_articles_with_one_id_are_told(tmp_path: Path) -> None:
    put(tmp_path, "---\ntitle: Et\nid: fælles\n---\nx", "a.md")
    put(tmp_path, "---\ntitle: To\nid: fælles\n---\nx", "b.md")
    problem = only(check(tmp_path))
    assert (problem.file, problem.rule) == ("b.md", "id_duplicate")


# --- files ------------------------------------------------------------------------------------------


def test_links_to_nothing_and_to_themselves_are_told_and_stop_nothing(tmp_path: Path) -> None:
    put(tmp_path, f"{HEAD}Tekst.")
    try:
        for name, target in (("a.md", "væk.md"), ("b.md", "b.md"), ("c", "c"), ("d.txt", "d.txt"), ("e.mdx", "e.mdx")):
            (tmp_path / name).symlink_to(tmp_path / target)
    except OSError:
        pytest.skip("this system lets no ordinary user make links")
    checked = check(tmp_path)
    assert [article.title for article in checked.articles] == ["Titel"]
    assert [(problem.file, problem.rule, value(problem, "why")) for problem in checked.problems] == [
        ("a.md", "file_left_out", "link"),
        ("b.md", "file_left_out", "link"),
    ]


def test_files_that_are_not_read_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "artikler"
    for name in ("fod/hæl.markdown", "README.md", ".skjult.md", "billede.png", "linje\nskift.md", "note.txt"):
        try:
            put(folder, "x", name)
        except OSError:
            pytest.skip("this system lets no file have such a name")
    put(tmp_path, "x", "ude.md")
    try:
        (folder / "link.md").symlink_to(tmp_path / "ude.md")
        (folder / "mappe").symlink_to(tmp_path)
    except OSError:
        pytest.skip("this system lets no ordinary user make links")
    told = [(problem.file, problem.rule, value(problem, "why")) for problem in check(folder).problems]
    assert told == [
        ("fod/hæl.markdown", "file_left_out", "ending"),
        ("linje\ufffdskift.md", "file_left_out", "name"),
        ("link.md", "file_left_out", "link"),
        ("mappe", "file_left_out", "link"),
    ]


# --- silenced ---------------------------------------------------------------------------------------

FAULTY = {
    "title_missing": "---\n{ignore}\n---\nTekst.",
    "updated_before_published": "---\n{ignore}\ntitle: T\ndatePublished: 2/1/2025\nlastUpdated: 1/1/2025\n---\nTekst.",
    "link_dead": "---\n{ignore}\ntitle: T\n---\n[a](/væk)",
    "image_missing": "---\n{ignore}\ntitle: T\n---\n![a](/væk.png)",
    "heading_skipped": "---\n{ignore}\ntitle: T\n---\n#### A",
    "html_removed": "---\n{ignore}\ntitle: T\n---\n<script>1</script> x",
    "key_unknown": "---\n{ignore}\ntitle: T\nukendt: x\n---\nTekst.",
}


@pytest.mark.parametrize("rule", FAULTY)
@pytest.mark.parametrize("ignore", ["ignore: [{}]", "Ignore: {}", "ignore:\n  - lix_high\n  - {}"])
def test_an_owner_silences_a_rule_for_one_article(tmp_path: Path, rule: str, ignore: str) -> None:
    assert [name for _line, name in found(tmp_path, FAULTY[rule].format(ignore="author: A"))] == [rule]
    assert found(tmp_path, FAULTY[rule].format(ignore=ignore.format(rule))) == []


def test_doubles_can_be_silenced_too(tmp_path: Path) -> None:
    put(tmp_path, "---\ntitle: Et\nid: fælles\n---\nx", "a.md")
    put(tmp_path, "---\ntitle: To\nid: fælles\nignore: id_duplicate\n---\nx", "b.md")
    put(tmp_path, "---\ntitle: Et\nignore: title_duplicate\n---\nx", "c.md")
    assert check(tmp_path).problems == ()


def test_silencing_a_rule_that_does_not_exist_is_told(tmp_path: Path) -> None:
    put(tmp_path, "---\ntitle: T\nignore:\n  - lix_high\n  - lixhigh\n---\nTekst.")
    problem = only(check(tmp_path))
    assert (problem.line, problem.rule, value(problem, "meant")) == (5, "ignore_unknown", "lix_high")


# --- the job ----------------------------------------------------------------------------------------


def test_progress_counts_the_files(tmp_path: Path) -> None:
    put(tmp_path, HEAD, "a.md")
    put(tmp_path, HEAD, "b.md")
    told: list[tuple[int, int]] = []
    check_library([tmp_path], today=TODAY, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_check_can_be_cancelled_at_any_file(tmp_path: Path) -> None:
    put(tmp_path, HEAD, "a.md")
    put(tmp_path, HEAD, "b.md")
    done: list[int] = []
    with pytest.raises(Cancelled):
        check_library(
            [tmp_path], today=TODAY, progress=lambda number, _total: done.append(number), cancelled=lambda: bool(done)
        )
    assert done == [1]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        check(tmp_path / "væk")


def test_nothing_is_told_of_an_article_that_a_later_folder_overrides(tmp_path: Path) -> None:
    put(tmp_path / "vores", f"{HEAD}[død](/findes/ikke) ![x](/ikke.png)\n")
    put(tmp_path / "klinik", f"{HEAD}Tekst.\n")
    checked = check_library([tmp_path / "vores", tmp_path / "klinik"], today=date(2026, 11, 24))
    assert checked.problems == ()
    assert [article.source.folder.name for article in checked.articles] == ["klinik"]


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("lastUpdated: 1/1/2025", ["copy_outdated"]),
        ("lastReviewed: 1/1/2025\nreviewedBy: Klinik Prøve", ["copy_outdated"]),
        ("lastUpdated: 1/1/2025\nlastReviewed: 2/2/2025\nreviewedBy: Klinik Prøve", []),
        ("lastUpdated: 1/1/2025\nignore: copy_outdated", []),
        ("author: Anna", []),
    ],
)
def test_an_own_article_is_told_of_when_the_one_below_has_changed_since(
    tmp_path: Path, own: str, told: list[str]
) -> None:
    put(tmp_path / "vores", "---\ntitle: Titel\nlastUpdated: 2/2/2025\n---\nTekst.\n")
    put(tmp_path / "klinik", f"---\ntitle: Titel\n{own}\n---\nTekst.\n")
    assert [problem.rule for problem in check(tmp_path / "vores", tmp_path / "klinik").problems] == told
