"""What a person reads comes from the catalogues: no sentence stands in code, layout, style sheet or script."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbviewer.paths import PACKAGE, resources

ROOMS = ("cli", "handouts", "render", "ui", "wording.py")
"""Where there is anything to be seen."""
SHOWN_BY = {
    "QAccessibleAnnouncementEvent", "QAction", "QCheckBox", "QGroupBox", "QLabel", "QListWidgetItem", "QMenu",
    "QPushButton", "QRadioButton", "QStandardItem", "QTableWidgetItem", "QToolButton", "QTreeWidgetItem", "about",
    "add_field", "add_words", "addAction", "addItem", "addItems", "addMenu", "addRow", "addTab", "critical",
    "getExistingDirectory", "getOpenFileName", "getSaveFileName", "getText", "heading", "hint", "information",
    "insertText", "print", "question", "setAccessibleDescription", "setAccessibleName", "setAccessibleTabName",
    "setHeaderLabels", "setHtml", "setItemText", "setMarkdown", "setPlainText", "setPlaceholderText",
    "setSpecialValueText", "setStatusTip", "setTabText", "setTabToolTip", "setText", "setTitle", "setToolTip",
    "setWhatsThis", "setWindowTitle", "small_button", "tell", "tooltip", "touch_button", "warn", "warning",
    "withdraw", "write",
}  # fmt: skip
"""Calls that show what they are given. Not those within them: `words.text("…")` is given a key."""
SHOWN_AS = {"description", "epilog", "help", "text", "title", "toolTip", "windowTitle"}
"""Arguments that are shown, whatever the call."""
ALLOWED = {
    "kbviewer": "the program's name",
    "abc": "what the keyboard's key brings",
    "Del": "the name of a key, which Qt translates",
    ".pdf": "the ending of a file",
}
READ_FROM_ARTICLES = {
    "handouts/amounts.py", "handouts/article_dose.py", "handouts/dose_tables.py", "handouts/frequency.py",
    "render/callouts.py",
}  # fmt: skip
"""Know Danish words of articles, or put them on a handout in an article's own words."""
WORD = re.compile(r"[A-Za-zÆØÅæøå]{2,}")
SENTENCE = re.compile(r"(?<![\w#.$:-])[A-Za-zÆØÅæøå]{2,} [a-zæøå]{2,} [a-zæøå]{2,}(?![\w({:=])")
FONTS = ("Libertinus Serif", "DejaVu Sans Mono")
MARKUP = re.compile(r"<[^<>]*>|<[^<>]*$|^[^<>]*>|&\w+;|\x00")


def files() -> list[Path]:
    found = [PACKAGE / room for room in ROOMS]
    return [file for room in found for file in ([room] if room.is_file() else sorted(room.rglob("*.py")))]


def literal(node: ast.AST) -> str | None:
    """What a string literal says, with NUL where a value is filled in; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
    return None


def shown(node: ast.AST) -> Iterator[ast.AST]:
    """The literals that an argument of a showing call may come to; a call within it has its own."""
    if literal(node) is not None:
        yield node
    elif isinstance(node, ast.BinOp | ast.BoolOp | ast.IfExp | ast.List | ast.Tuple | ast.Starred | ast.Dict):
        for child in ast.iter_child_nodes(node):
            if not (isinstance(node, ast.IfExp) and child is node.test):
                yield from shown(child)


def texts_of_calls(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SHOWN_BY:
                yield from (each for argument in node.args for each in shown(argument))
            names = SHOWN_AS | {"name"} if name in SHOWN_BY else SHOWN_AS
            yield from (each for keyword in node.keywords if keyword.arg in names for each in shown(keyword.value))


def unseen(tree: ast.AST) -> set[ast.AST]:
    """Strings that stand alone, as docstrings do, patterns, and what is logged; the log is for whoever mends a bug."""
    found: set[ast.AST] = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in calls:
        called = ast.unparse(call.func)
        if called.split(".")[0] in ("log", "re") or called.endswith("_log_error"):
            found.update(call.args)
    return found


def spoken(text: str) -> str:
    """The words of a text without its markup and what is allowed."""
    bare = MARKUP.sub(" ", text)
    for word in ALLOWED:
        bare = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", bare)
    return bare


def hard_coded(code: str) -> list[str]:
    """A line for each literal of some code that a person would read."""
    tree = ast.parse(code)
    silent = unseen(tree)
    parts = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found: dict[int, str] = {}
    for node in texts_of_calls(tree):
        text = literal(node) or ""
        if node not in silent and WORD.search(spoken(text)):
            found[node.lineno] = text  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        text = literal(node) or ""
        if node in silent or node in parts or not text:
            continue
        bare = spoken(text)
        if SENTENCE.search(bare) or ("</" in text and WORD.search(bare)):
            found[node.lineno] = text  # type: ignore[attr-defined]
    return [f"{line}: {text}" for line, text in sorted(found.items())]


def test_no_sentence_stands_in_the_code() -> None:
    named = {file.relative_to(PACKAGE).as_posix(): file for file in files()}
    found = {name: hard_coded(file.read_text(encoding="utf-8")) for name, file in named.items()}
    assert {name: lines for name, lines in found.items() if lines and name not in READ_FROM_ARTICLES} == {}


@pytest.mark.parametrize(
    "code",
    [
        'label.setText("Gem")',
        'QPushButton(f"Gem {name}")',
        'button = QPushButton("Luk" if on else "Åbn")',
        'add("--json", help="print JSON")',
        'html = f"<p>{name}</p><b>Opdateret</b>"',
        'self.messages.tell("Noget gik " + "galt")',
        'TOLD = "Der skete en fejl"',
        'field = QLineEdit(placeholderText=hint, toolTip="Søg")',
    ],
)
def test_a_sentence_in_the_code_is_found(code: str) -> None:
    assert len(hard_coded(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        'label.setText(words.text("window.home"))',
        'label.setText("✕")',
        'html = f\'<a href="{address}" class="wide tile">{name}</a>\'',
        '"""Says what it is for."""',
        'log.error("closed a window that is not ours")',
        'MONTHS = re.compile("om to uger")',
    ],
)
def test_what_nobody_reads_is_left_alone(code: str) -> None:
    assert hard_coded(code) == []


def on_paper(layout: str) -> list[str]:
    """The strings of some Typst code that have words, names of fonts apart, and content that begins with one."""
    code = re.sub(r"//.*", "", layout)
    quoted = [text for text in re.findall(r'"([^"\n]*)"', code) if " " in text and text not in FONTS]
    return [text for text in quoted if WORD.search(text)] + re.findall(r"\[([A-ZÆØÅ][^\]\n]*)\]", code)


def test_no_sentence_stands_in_the_layout_of_paper() -> None:
    layout = (resources() / "handouts" / "layout.typ").read_text(encoding="utf-8")
    assert on_paper(layout) == []
    assert on_paper('text("Side 1 af 3")') and on_paper("block[Søg læge]")


def test_no_sentence_stands_in_style_sheets_and_scripts() -> None:
    for file in (resources() / "styles").iterdir():
        said = re.findall(r"(?<![\w-])content:\s*([^;]*);", file.read_text(encoding="utf-8"))
        assert [text for text in said if WORD.search(text)] == [], file.name
    for file in (resources() / "scripts").iterdir():
        code = re.sub(r"^\s*//.*|(?<=[;,{])\s*//.*", "", file.read_text(encoding="utf-8"), flags=re.M)
        quoted = re.findall(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`", code)
        assert [text for text in quoted if SENTENCE.search(text) or re.search("[ÆØÅæøå]", text)] == [], file.name
