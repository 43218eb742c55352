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
    label_red: str
    """The line under a passage highlighted so, and the mark of what is labelled so in a list."""
    label_red_soft: str
    """Behind a passage highlighted so; its text has the colour of all text."""
    label_yellow: str
    label_yellow_soft: str
    label_green: str
    label_green_soft: str
    label_blue: str
    label_blue_soft: str
    label_purple: str
    label_purple_soft: str
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
        return str(getattr(self, f"label_{name}"))

    def label_soft(self, name: str) -> str:
        """What goes behind a passage or inside a mark of this label."""
        return str(getattr(self, f"label_{name}_soft"))

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
    label_red="#c62f3b",
    label_red_soft="#ffd9d6",
    label_yellow="#8a7400",
    label_yellow_soft="#fbf7a6",
    label_green="#2b7d2b",
    label_green_soft="#d3f0cd",
    label_blue="#2f5fd0",
    label_blue_soft="#d3e0ff",
    label_purple="#8a3fb5",
    label_purple_soft="#eddcfb",
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
    label_red="#ff8a85",
    label_red_soft="#5c2b2d",
    label_yellow="#e6d34f",
    label_yellow_soft="#4d4613",
    label_green="#7fd08a",
    label_green_soft="#23482a",
    label_blue="#8fb3ff",
    label_blue_soft="#2c3a75",
    label_purple="#cf9cf2",
    label_purple_soft="#4a2e63",
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
    label_red="#ff8080",
    label_red_soft="#5a0000",
    label_yellow="#ffff00",
    label_yellow_soft="#3d3a00",
    label_green="#66ff66",
    label_green_soft="#003d00",
    label_blue="#80b3ff",
    label_blue_soft="#00208a",
    label_purple="#e699ff",
    label_purple_soft="#4b0066",
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
