"""A handout is the whole article on paper, whatever the article says; read back with pypdf."""

import io
import re
import zlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kbviewer.articles import tree
from kbviewer.articles.article import Article, SourceFile
from kbviewer.articles.sections import sections_of, set_anchors
from kbviewer.errors import ContentError
from kbviewer.handouts.press import Press
from kbviewer.handouts.suggesting import suggest
from kbviewer.handouts.typeset import to_pdf
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources

WORDS = Catalogue.load("da", resources())


def article(html: str, **values: object) -> Article:
    root = tree.parse(html)
    set_anchors(root)
    facts: dict[str, object] = {
        "id": "fod/haelspore",
        "title": "Hælspore",
        "source": SourceFile(Path("content"), "fod/haelspore.md", 0, 0),
        "html": tree.serialise(root),
        "sections": sections_of(root),
    }
    return Article(**{**facts, **values})  # type: ignore[arg-type]


def printed(made: Article, image: Path | None = None) -> PdfReader:
    pdf = Press(lambda _: image, WORDS).pdf(suggest([made]), date(2026, 11, 23)).pdf
    return PdfReader(io.BytesIO(pdf))


def text_of(reader: PdfReader) -> str:
    """The text in one line, hyphenation and the invisible places to break undone."""
    text = "\n".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u200b", "").replace("\u00ad\n", "").replace("-\n", "").split())


def test_danish_letters_and_the_facts_around_the_text_are_there() -> None:
    made = article("<p>Blåbærgrød på Ærø, 45° ½ – »ømhed«</p>", updated=date(2025, 2, 19), description="Kort sagt")
    text = text_of(printed(made))
    assert "Hælspore" in text
    assert "Blåbærgrød på Ærø, 45° ½ – »ømhed«" in text
    assert "Kort sagt" in text
    assert "Hælspore · opdateret 19. februar 2025 · udskrevet 23. november 2026" in text
    assert "Side 1 af 1" in text


def test_pdf_is_tagged_with_title_and_language_as_the_standard_asks() -> None:
    reader = printed(article("<h2>Øvelser</h2><p>Tekst</p>"))
    assert reader.metadata is not None
    assert reader.metadata.title == "Hælspore"
    assert str(reader.root_object["/Lang"]) == "da"
    assert "/StructTreeRoot" in reader.root_object
    assert reader.xmp_metadata is not None
    assert b"pdfuaid" in reader.xmp_metadata.stream.get_data()
    assert "'/Title': 'Øvelser'" in str(reader.outline)


def test_long_article_takes_several_numbered_pages() -> None:
    reader = printed(article("<p>Gå en tur hver dag.</p>" * 150))
    assert len(reader.pages) == 5
    assert "Side 3 af 5" in reader.pages[2].extract_text()


def test_review_line_follows_the_review() -> None:
    assert "Artiklen er endnu ikke klinisk gennemgået" in text_of(printed(article("<p>x</p>")))
    reviewed = text_of(printed(article("<p>x</p>", reviewed_by="Åse Sørensen")))
    assert "Klinisk gennemgået af Åse Sørensen." in reviewed
    assert "ikke klinisk" not in reviewed
    day, changed = date(2026, 3, 3), date(2026, 4, 5)
    dated = text_of(printed(article("<p>x</p>", reviewed_by="Åse Sørensen", reviewed=day, updated=changed)))
    assert "Åse Sørensen den 3. marts 2026. Teksten blev ændret den 5. april 2026, efter gennemgangen." in " ".join(
        dated.split()
    )


def test_table_and_lists_are_whole_and_the_header_is_repeated() -> None:
    rows = "<tr><td>Tåhævning</td><td align='right'>3</td></tr>" * 80
    table = f"<table><thead><tr><th>Ting</th><th>Sæt</th></tr></thead><tbody>{rows}</tbody></table>"
    lists = "<ol start='4'><li>fire<ul><li>indre</li></ul></li><li><p>fem</p><p>mere</p></li></ol>"
    reader = printed(article(table + lists))
    text = text_of(reader)
    assert text.count("Tåhævning 3") == 80
    assert [("Ting" in page.extract_text()) for page in reader.pages] == [True] * len(reader.pages)
    assert "4. fire • indre 5. fem mere" in text


def test_ragged_and_very_wide_tables_keep_every_cell() -> None:
    ragged = "<table><tr><td>a1</td></tr><tr><td>b1</td><td>b2</td><td>b3</td></tr></table>"
    wide = "<table><tr>" + "".join(f"<td>c{n}</td>" for n in range(25)) + "</tr></table>"
    text = text_of(printed(article(ragged + wide + "<table></table>"))).replace(" ", "")
    assert all(cell in text for cell in ["a1", "b1", "b2", "b3", *(f"c{n}" for n in range(25))])


def test_link_address_is_printed_only_when_it_leads_outside() -> None:
    html = (
        "<p><a href='https://www.sundhed.dk/'>Sundhed</a>, <a href='kb://article/x'>her</a>, "
        "<a href='https://dsr.dk'>https://dsr.dk</a></p>"
    )
    assert "Sundhed (www.sundhed.dk), her, https://dsr.dk" in text_of(printed(article(html)))


def test_section_on_seeing_a_doctor_stands_in_a_yellow_box() -> None:
    boxed = printed(article("<h2>Søg læge, hvis</h2><ul><li>feber</li></ul><h2>Råd</h2><p>Hvil</p>"))
    plain = printed(article("<h2>Om feber</h2><ul><li>feber</li></ul><h2>Råd</h2><p>Hvil</p>"))
    yellow = b"1 0.98"
    assert "Søg læge, hvis • feber Råd Hvil" in text_of(boxed)
    assert yellow in boxed.pages[0].get_contents().get_data()  # type: ignore[union-attr]
    assert yellow not in plain.pages[0].get_contents().get_data()  # type: ignore[union-attr]


HOSTILE = (
    '#read("/etc/passwd") #import "@preview/x:1.0.0": * #panic("x") $x$ = Overskrift \\" \\u{41} '
    '"] ) } #{ // kommentar /* `kode` *fed* _kursiv_ <label> @henvisning ~ -- ---'
)


def test_typst_code_in_an_article_is_printed_as_it_is() -> None:
    literal = HOSTILE.replace("<", "&lt;")
    html = f"<h2>{literal}</h2><p>{literal}</p><table><tr><td>{literal}</td></tr></table>"
    made = article(html, title=HOSTILE, description=HOSTILE, reviewed_by=HOSTILE)
    reader = printed(made)
    text = re.sub("[ -]", "", text_of(reader))
    assert text.count(re.sub("[ -]", "", HOSTILE)) == 6
    assert reader.metadata is not None
    assert reader.metadata.title == HOSTILE


@pytest.mark.parametrize(
    "html",
    [
        "",
        "løs tekst",
        "<h6>dyb</h6><h2></h2><h2>igen</h2>",
        "<ul></ul><ol><p>x</p></ol><dl><dt>a</dt><dd>b</dd></dl><hr><blockquote></blockquote>",
        "<p>" + "a" * 5000 + "</p>",
        "<p>\u200b\u00a0\u00ad\u202e\ufeff\ufffe\ue000😀漢字𝔛</p>",
        "<details><summary>a</summary><p>b</p></details><video>c</video><a><p>d</p></a>",
        "<pre><code>linje\n  to</code></pre><p>a<br>b<input type='checkbox' checked>c</p>",
        "<p><a href='https://[x'>skæv</a><img src='//[x' alt=''></p>",
        "<ol start='-99999999999999999999'><li>x</li></ol>",
    ],
    ids=range(10),
)
def test_odd_html_still_gives_a_handout(html: str) -> None:
    assert len(printed(article(html)).pages) >= 1


@pytest.mark.parametrize(
    "tag", ["ul><li", "blockquote", "strong", "div", "table><tr><td", "blockquote><ul><li><table><tr><td"]
)
def test_deep_nesting_keeps_its_text(tag: str) -> None:
    closing = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    html = f"<{tag}>" * 60 + "bunden" + closing * 60
    assert "bunden" in text_of(printed(article(html))).replace(" ", "")


def test_article_without_a_title_goes_by_its_id() -> None:
    reader = printed(article("<p>x</p>", title="  "))
    assert reader.metadata is not None
    assert reader.metadata.title == "fod/haelspore"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_stops_the_printer(title: str, text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert len(printed(article(f"<p>{escaped}</p>", title=title)).pages) >= 1


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = chunk(b"IHDR", bytes([0, 0, 0, 2, 0, 0, 0, 1, 8, 2, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(7))) + chunk(b"IEND", b"")


GIF = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
WEBP = bytes.fromhex("524946461a000000574542505650384c0d0000002f0000001007101111888808fe0700")
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='4000' height='9000'><rect width='9' height='9'/></svg>"


@pytest.mark.parametrize("picture", [png(), GIF, WEBP, SVG], ids=["png", "gif", "webp", "svg"])
def test_picture_is_shown_whatever_its_name_says(tmp_path: Path, picture: bytes) -> None:
    file = tmp_path / "fod.jpeg"
    file.write_bytes(picture)
    reader = printed(article("<p><img src='/images/fod.jpeg' alt='En fod'></p>"), file)
    text = text_of(reader)
    assert "En fod" in text
    assert "Billedet mangler" not in text
    assert len(reader.pages) == 1


@pytest.mark.parametrize("broken", [b"", b"\x89PNG broken", b"<svg", b"\xff\xd8\xff", SVG[:60]])
def test_broken_picture_leaves_a_frame_with_its_text(tmp_path: Path, broken: bytes) -> None:
    file = tmp_path / "fod.png"
    file.write_bytes(broken)
    text = text_of(printed(article("<p>før <img src='/images/fod.png' alt='En fod'> efter</p>"), file))
    assert "før Billedet mangler: En fod efter" in text


def test_missing_picture_leaves_a_frame(tmp_path: Path) -> None:
    html = "<img src='/images/fod.png' alt='En fod'><img src='/images/fod.png'>"
    assert "Billedet mangler: En fod Billedet mangler" in text_of(printed(article(html), tmp_path / "no.png"))
    assert "Billedet mangler: En fod Billedet mangler" in text_of(printed(article(html)))


def test_document_that_cannot_be_typeset_is_told() -> None:
    with pytest.raises(ContentError) as caught:
        to_pdf('#panic("x")', {})
    assert caught.value.key == "handout_failed"


def test_document_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    for path in (secret.as_posix(), f"../{tmp_path.name}/secret.txt", "/etc/hostname"):
        with pytest.raises(ContentError):
            to_pdf(f'#read("{path}")', {})
