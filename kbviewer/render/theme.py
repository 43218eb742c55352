"""The themes: one table of colours for the page's stylesheet and for the window's palette alike."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as ``#rrggbb``. Text on its background keeps WCAG AA contrast (4.5:1) or better."""

    name: str
    paper: str
    """Behind the article."""
    panel: str
    """Behind side panels and bars."""
    raised: str
    """Cards and fields that stand out from a panel."""
    ink: str
    muted: str
    line: str
    accent: str
    on_accent: str
    accent_soft: str
    mark: str
    """Behind the words of the search that led here: lightly marked."""
    on_mark: str
    find: str
    """Behind what is found in the article."""
    on_find: str
    find_now: str
    """Behind the place that is found now, and behind selected text."""
    on_find_now: str
    aloud: str
    """Behind the sentence that is read aloud."""
    on_aloud: str
    warning: str
    """The band of a "Søg læge" call-out."""
    on_warning: str
    note: str
    """Behind what a person has noted."""
    on_note: str
    note_line: str
    """Around it."""

    def label(self, name: str) -> str:
        """The colour of a bookmark's or a highlight's label."""
        return str(getattr(self, f"label_{name}", self.accent))

    def variables(self) -> str:
        """CSS custom properties: ``--paper: #ffffff; …``."""
        names = (field.name for field in fields(self) if field.name != "name")
        return " ".join(f"--{name.replace('_', '-')}: {getattr(self, name)};" for name in names)


LIGHT = Theme(
    name="light",
    paper="#ffffff",
    panel="#f4f5f3",
    raised="#ffffff",
    ink="#18242a",
    muted="#55636b",
    line="#dde1df",
    accent="#0b6469",
    on_accent="#ffffff",
    accent_soft="#e1efed",
    mark="#ffe69c",
    on_mark="#18242a",
    find="#ffc233",
    on_find="#18242a",
    find_now="#0b6469",
    on_find_now="#ffffff",
    aloud="#cfe6fb",
    on_aloud="#18242a",
    warning="#ffd24a",
    on_warning="#18242a",
    note="#fff6dc",
    on_note="#18242a",
    note_line="#fff6dc",
)

DARK = Theme(
    name="dark",
    paper="#161c1f",
    panel="#1e2629",
    raised="#273236",
    ink="#e8edec",
    muted="#a5b3b5",
    line="#38464a",
    accent="#6cc7c4",
    on_accent="#0c1a1c",
    accent_soft="#213f41",
    mark="#6b5410",
    on_mark="#fff6d9",
    find="#e8b93c",
    on_find="#161c1f",
    find_now="#8ee6e2",
    on_find_now="#0c1a1c",
    aloud="#24476b",
    on_aloud="#f2f7fb",
    warning="#e0b43a",
    on_warning="#1a1608",
    note="#3a3423",
    on_note="#f6efdc",
    note_line="#3a3423",
)

CONTRAST = Theme(
    name="contrast",
    paper="#000000",
    panel="#000000",
    raised="#000000",
    ink="#ffffff",
    muted="#ffffff",
    line="#ffffff",
    accent="#ffff00",
    on_accent="#000000",
    accent_soft="#1f1f00",
    mark="#00ffff",
    on_mark="#000000",
    find="#00ffff",
    on_find="#000000",
    find_now="#ffff00",
    on_find_now="#000000",
    aloud="#ffffff",
    on_aloud="#000000",
    warning="#ffff00",
    on_warning="#000000",
    note="#000000",
    on_note="#ffffff",
    note_line="#ffffff",
)

THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


def stylesheet() -> str:
    """The custom properties of every theme, chosen by ``<html data-theme>``; paper is always light."""
    chosen = [f':root[data-theme="{theme.name}"] {{ {theme.variables()} }}' for theme in THEMES.values()]
    return "\n".join([*chosen, f"@media print {{ :root[data-theme] {{ {LIGHT.variables()} }} }}"])
