"""What the window of a handout wants from the library behind it."""

from collections.abc import Sequence
from typing import Protocol

from kbviewer.articles.templates import Template
from kbviewer.handouts.handout import Handout
from kbviewer.search.manifest import Record


class Library(Protocol):
    """Articles, and the templates that the clinic and the person have made of them."""

    def listed(self) -> Sequence[Record]:
        """Every article that can be chosen."""

    def suggest(self, article_ids: Sequence[str]) -> Handout:
        """What articles give before anybody has chosen anything; those that cannot be read are left out."""

    def templates(self) -> Sequence[Template]:
        """The clinic's, then the person's own."""

    def to_handout(self, template: Template) -> tuple[Handout, tuple[str, ...]]:
        """What a template asks for, and what of it is no longer there; a ContentError when nothing is."""

    def save_template(self, handout: Handout, title: str) -> tuple[Template, Template | None]:
        """Keep a handout as a template of the person's own, in place of one of that title; both templates. An
        ExpectedError tells why not.
        """

    def overwrite_template(self, template: Template) -> Template:
        """Keep one of the person's own as it was before. An ExpectedError tells why not."""

    def rename_template(self, template: Template, title: str) -> Template:
        """Give one of the person's own another title. An ExpectedError tells why not."""

    def remove_template(self, template: Template) -> None:
        """Remove one of the person's own. An ExpectedError tells why not."""

    def restore_template(self, template: Template) -> Template:
        """Keep what has been removed once more. An ExpectedError tells why not."""
