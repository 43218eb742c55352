"""Handouts as tagged PDF for paper, made without a window."""

from dataclasses import dataclass, field
from datetime import date

from kbviewer.handouts.album import Album, FindImage
from kbviewer.handouts.handout import NOBODY, Handout, Patient
from kbviewer.handouts.letterhead import PLAIN, Letterhead
from kbviewer.handouts.paper import Paper
from kbviewer.handouts.typeset import to_pdf
from kbviewer.i18n import Catalogue


@dataclass(frozen=True, slots=True)
class Printed:
    """A handout on paper. ``missing`` are the pictures that a frame stands for, as the articles name them.

    The PDF may name a patient: it stays out of the repr.
    """

    pdf: bytes = field(repr=False)
    missing: tuple[str, ...] = ()


class Press:
    """Prints handouts on the paper of one clinic, in one language."""

    def __init__(self, find_image: FindImage, words: Catalogue, letterhead: Letterhead = PLAIN) -> None:
        self._find_image = find_image
        self._words = words
        self._letterhead = letterhead

    def pdf(self, handout: Handout, printed: date, patient: Patient = NOBODY) -> Printed:
        """Print a handout; ``printed`` is the day on it. Nothing is written anywhere.

        Raises:
            ContentError: the handout cannot be typeset (``handout_failed``).
        """
        album = Album(self._find_image, self._words)
        paper = Paper(handout, printed, patient, self._letterhead, catalogue=self._words, album=album)
        return Printed(to_pdf(paper.document(), album.files), album.missing)
