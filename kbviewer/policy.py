"""What the owner of a machine allows: one TOML file that nobody else can write.

    kiosk = true
    idle_minutes = 3
    exit_pin = "$argon2id$v=19$…"      # as `kbviewer policy --hash-pin` prints it
    content = ["/srv/artikler"]
    letterhead = "/srv/kbviewer/brevhoved.yml"
    printer = "Modtagelsen"
    printing = true
    copies = 2
    pages_a_day = 200

Without a file everything is allowed. A file that cannot be understood allows nothing: whoever wrote it meant something.
"""

from dataclasses import dataclass
from pathlib import Path

from kbviewer.i18n import LANGUAGES


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of a machine; the defaults are those of a machine without any.

    ``file`` is where they come from, None when there are none. ``start`` is the id of the article that is shown first,
    "" the start page. ``printer`` is the only one that may be used, "" any. ``exit_pin`` is a hash by Argon2id, "" when
    nobody can leave the kiosk. ``copies`` bounds one print, ``pages_a_day`` all of a day; 0 is no bound.
    """

    file: Path | None = None
    content: tuple[Path, ...] = ()
    kiosk: bool = False
    idle_minutes: int = 3
    exit_pin: str = ""
    start: str = ""
    languages: tuple[str, ...] = LANGUAGES
    letterhead: Path | None = None
    printer: str = ""
    printing: bool = True
    copies: int = 0
    pages_a_day: int = 0
    saving: bool = True
    links: bool = True
    bookmarks: bool = True
    profiles: bool = True
    settings: bool = True
    tabs: bool = True


FREE = Policy()
"""A machine without rules."""
