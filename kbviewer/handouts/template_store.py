"""The templates that were saved in the program, in the folder `skabeloner` of the data folder.

They are files like those that come with articles, so that one can be copied into a content folder as it is.
"""

import re
import unicodedata
from contextlib import suppress
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from kbviewer import files
from kbviewer.articles.template_files import find_templates, read_template, read_templates, to_text
from kbviewer.articles.templates import FOLDER, MOST_TEMPLATES, Template
from kbviewer.articles.yaml_files import shown
from kbviewer.errors import InputError, StorageError

LONGEST_TITLE = 80
LONGEST_NAME = 60
"""Letters of a file name without its ending and its number."""

ENDING = ".yml"

_SPELT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})
_KEPT_BY_WINDOWS = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")


class TemplateStore:
    """The templates of a data folder. Reading leaves no trace; every change is on the disk when it returns."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._folder = data / FOLDER

    def all(self) -> tuple[Template, ...]:
        """Every template by the name of its file; one that cannot be read is left out."""
        return tuple(replace(one, is_own=True) for one in read_templates([self._data])[0])

    def save(self, template: Template) -> Template:
        """Keep a template in a file of its own, and give it as it is kept.

        The file is called as before if the template had one, such as one that was removed, else after its title.

        Raises:
            InputError: ``template_title``; ``template_too_long``: a text or a list is longer than a template may have;
                ``templates_full``.
            StorageError: ``template_not_writable``; nothing is kept.
        """
        text = _checked_text(template)
        if len(find_templates([self._data])[0]) >= MOST_TEMPLATES:
            raise InputError("templates_full", most=MOST_TEMPLATES)
        path = self._new_file(file_name(template.name.rpartition(".")[0] or template.title))
        try:
            _write(path, text)
        except StorageError:
            with suppress(OSError):
                path.unlink()
            raise
        return self._kept(path.name)

    def rename(self, name: str, title: str) -> Template:
        """Give the template in the file ``name`` a new title; the file keeps its name. Raises as `overwrite` does."""
        return self.overwrite(name, replace(self._kept(name), title=title))

    def overwrite(self, name: str, template: Template) -> Template:
        """Keep a template in the file ``name``, in place of the one there, and give it as it is kept.

        Raises:
            InputError: ``template_title``; ``template_too_long``; ``template_gone``: there is no such file.
            StorageError: ``template_not_writable``; nothing is changed.
        """
        _write(self._path(name), _checked_text(template))
        return self._kept(name)

    def remove(self, name: str) -> Template:
        """Delete the file ``name``; what was in it is given back, and `save` keeps it again.

        Raises:
            InputError: ``template_gone``.
            StorageError: ``template_not_writable``; nothing is changed.
        """
        removed, path = self._kept(name), self._path(name)
        try:
            path.unlink()
        except OSError as error:
            raise StorageError("template_not_writable", path=path) from error
        return removed

    def _kept(self, name: str) -> Template:
        found = next((one for one in self.all() if one.name == name), None)
        if found is None:
            raise InputError("template_gone")
        return found

    def _path(self, name: str) -> Path:
        """The file that is called so in NFC, however the disk spells it."""
        files = (one.path for one in find_templates([self._data])[0])
        found = next((file for file in files if unicodedata.normalize("NFC", file.name) == name), None)
        if found is None:
            raise InputError("template_gone")
        return found

    def _new_file(self, bare: str) -> Path:
        """An empty file that was not there before, so that no other window takes the same name."""
        names = chain([bare], (f"{bare}-{number}" for number in count(2)))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return next(path for path in (self._folder / f"{name}{ENDING}" for name in names) if _is_made(path))
        except OSError as error:
            raise StorageError("template_not_writable", path=self._folder) from error


def file_name(title: str) -> str:
    """A file name without ending for a title: plain letters, digits and hyphens, and no word that Windows keeps."""
    spelt = unicodedata.normalize("NFKC", title).casefold().translate(_SPELT)
    words = re.findall(r"[^\W_]+", spelt)
    plain = unicodedata.normalize("NFKD", "-".join(words)).encode("ascii", "ignore").decode()
    bare = "-".join(filter(None, plain.split("-")))[:LONGEST_NAME].rstrip("-")
    return f"skabelon-{bare}".rstrip("-") if not bare or _KEPT_BY_WINDOWS.fullmatch(bare) else bare


def _checked_text(template: Template) -> str:
    """The file of a template with its title made tidy, which will be read without loss."""
    title = " ".join(shown(template.title).split())
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise InputError("template_title", most=LONGEST_TITLE)
    text = to_text(replace(template, title=title))
    if read_template(text, template.name)[1]:
        raise InputError("template_too_long")
    return text


def _is_made(path: Path) -> bool:
    """Whether a file is there now that was not before."""
    try:
        path.open("x").close()
    except FileExistsError:
        return False
    return True


def _write(path: Path, text: str) -> None:
    """Put a text in the place of a file: aside first, so that what was there stays whole until all of it is written."""
    try:
        files.replace(path, text.encode())
    except OSError as error:
        raise StorageError("template_not_writable", path=path) from error
