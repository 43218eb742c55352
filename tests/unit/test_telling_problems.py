"""Every rule has sentences that its problems fill, in both languages."""

from datetime import date
from pathlib import Path

import pytest

from kbviewer.articles.checking import check_library
from kbviewer.i18n import LANGUAGES, Catalogue
from kbviewer.paths import resources
from kbviewer.wording import problem_sentence, problem_suggestion

HARD = "Fysioterapeutiske behandlingsprincipper forudsætter tværprofessionelle samarbejdsrelationer mellem " * 30

FILES = {
    "a.md": f"""---
titel: Et
title: Et
id: a?b
kind: tilstand
datePublished: 1/1/2999
lastUpdated: 32/13/2020
ignore: [findes_ikke]
related: [findes/ikke]
---
[død](/findes/ikke) og [åben](https://eksempel.dk

## Et

#### For dybt

![](/findes.png) ![tekst](/ikke.png) ![stor](/stor.gif) ![umulig](/umulig.gif)

<script>x</script> <b onclick="x">y</b> <div title="

{HARD}
""",
    "b.md": "---\ntitle: Et\nid: fælles\ndatePublished: 2/2/2020\nlastUpdated: 1/1/2020\n---\nTekst\n",
    "c.md": "---\ntitle: To: tre\nid: fælles\n---\nTekst\n",
    "d.md": "",
    "e.md": "---\ntitle: Åben\n\nTekst\n",
    "g.markdown": "Tekst",
    "ordliste.txt": "uden kolon\n",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_told_in_whole_sentences(tmp_path: Path, language: str) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "f.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "h.md").write_bytes("---\ntitle: Æ\n---\nblåbær".encode("cp1252"))
    (tmp_path / "ikke.png").write_text("ikke et billede")
    (tmp_path / "umulig.gif").write_bytes(b"GIF89a\xff\xff\xff\xff")
    (tmp_path / "stor.gif").write_bytes(b"GIF89a\x03\0\x04\0".ljust(3_000_000, b"x"))
    words = Catalogue.load(language, resources())
    problems = check_library([tmp_path], today=date(2026, 11, 24)).problems
    for problem in problems:
        told = f"{problem_sentence(problem, words)} {problem_suggestion(problem, words)}"
        assert "{" not in told and len(told) > 40, told
    rules = {problem.rule for problem in problems}
    assert len(rules) > 20, rules
    assert {"key_unknown", "date_in_future", "ignore_unknown", "link_dead"} <= rules
