"""The content owner's list: what should be mended in the articles, grouped by file."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from kbviewer.articles.article import Problem
from kbviewer.i18n import Catalogue
from kbviewer.wording import problem_sentence, problem_suggestion


class ProblemsDialog(QDialog):
    """Shows each file with its problems; a problem shows its line and what to do."""

    def __init__(self, problems: Sequence[Problem], words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.text("window.problems_title"))
        self.resize(820, 520)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setAccessibleName(words.text("window.problems_title"))
        files: dict[str, QTreeWidgetItem] = {}
        for problem in problems:
            if problem.file not in files:
                files[problem.file] = QTreeWidgetItem(self.tree, [problem.file])
            row = QTreeWidgetItem(files[problem.file], [problem_sentence(problem, words)])
            row.addChild(QTreeWidgetItem([problem_suggestion(problem, words)]))
        self.tree.expandAll()
        buttons = QDialogButtonBox()
        close = buttons.addButton(words.text("window.problems_close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tree)
        layout.addWidget(buttons)
