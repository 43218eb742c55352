"""An article as the clinic's paper, the same for whoever prints it."""

from datetime import date

from kbviewer.errors import ExpectedError
from kbviewer.handouts.letterhead import usable_letterhead
from kbviewer.handouts.press import Press, Printed
from kbviewer.i18n import Catalogue
from kbviewer.ui.rights import Rights
from kbviewer.workspace import Workspace


def press_article(
    article_id: str, workspace: Workspace, words: Catalogue, rights: Rights
) -> tuple[Printed, ExpectedError | None]:
    """The handout of an article as PDF, and what is wrong with the letterhead, if anything. Takes a moment.

    Raises:
        InputError: there is no such article (``article_unknown``).
        ContentError: it cannot be typeset (``handout_failed``).
    """
    letterhead, trouble = usable_letterhead(workspace.places.data, rights.policy.letterhead)
    press = Press(workspace.image, words, letterhead)
    return press.pdf(workspace.suggest([article_id]), date.today()), trouble
