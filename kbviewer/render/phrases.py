"""The program's own sentences on a page, told apart from the article's for who reads them aloud."""

from html import escape

from kbviewer.articles.article import LANGUAGE
from kbviewer.i18n import Catalogue


class Phrases:
    """Sentences of a catalogue on a page in the language of the articles."""

    def __init__(self, words: Catalogue) -> None:
        self.words = words
        self.language: dict[str, str] = {} if words.language == LANGUAGE else {"lang": words.language}
        """The attribute that an element needs whose text is the program's."""

    @property
    def attribute(self) -> str:
        """`language` as HTML, with a space before it."""
        return "".join(f' {name}="{value}"' for name, value in self.language.items())

    def text(self, key: str, /, **values: object) -> str:
        """The sentence of ``key``."""
        return self.words.text(key, **values)

    def html(self, key: str, /, **values: object) -> str:
        """The sentence of ``key`` as HTML."""
        return escape(self.words.text(key, **values))
