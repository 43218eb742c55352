"""The texts of the Debian package that are made of ours: control, copyright and changelog."""

import os
import re
import textwrap
from email.utils import format_datetime
from pathlib import Path

import integration

from kbviewer import __version__
from kbviewer.licences import read_components
from kbviewer.paths import resources

HERE = Path(__file__).resolve().parent / "debian"
NOBODY = "The kbviewer authors <nobody@kbviewer.invalid>"
"""There is no address to write to, and the field wants one."""


def maintainer() -> str:
    """Who makes this package: DEBFULLNAME and DEBEMAIL, as for Debian's own tools, else nobody to be reached."""
    name, address = os.environ.get("DEBFULLNAME"), os.environ.get("DEBEMAIL")
    return f"{name} <{address}>" if name and address else NOBODY


def control(architecture: str, kilobytes: int, depends: str) -> str:
    """The control file."""
    return (
        (HERE / "control")
        .read_text(encoding="utf-8")
        .format(
            version=__version__,
            architecture=architecture,
            maintainer=maintainer(),
            kilobytes=kilobytes,
            depends=depends,
        )
    )


def copyright_file() -> str:
    """The copyright file: our licence, and the components with theirs."""
    licence = (integration.ROOT / "LICENSE").read_text(encoding="utf-8").split("\n\n", 2)[2]
    return (
        (HERE / "copyright")
        .read_text(encoding="utf-8")
        .format(components="\n".join(f"  {row}" for row in _components()), licence=_folded(licence))
    )


def _components() -> list[str]:
    """What "Om kbviewer" lists beside the program itself."""
    parts = [one for one in read_components(resources()) if one.kind != "program"]
    return [" ".join(filter(None, (one.name, one.version, f"({one.licence})"))) for one in parts]


def _folded(text: str) -> str:
    """As a field of several lines has it: indented, a dot for each empty one."""
    return "\n".join(f" {line}" if line else " ." for line in text.strip().splitlines())


def changelog() -> str:
    """CHANGELOG.md in Debian's form; what is under Unreleased is told as this version's."""
    days = integration.released()
    parts = re.split(r"^## \[([^\]]*)\].*$", integration.changelog(), flags=re.MULTILINE)[1:]
    told = []
    for version, text in zip(parts[::2], parts[1::2], strict=True):
        day = days.get(version)
        when = (
            integration.moment().replace(year=day.year, month=day.month, day=day.day) if day else integration.moment()
        )
        told.append(_entry(version if day else __version__, text, format_datetime(when)))
    return "\n".join(told)


def _entry(version: str, text: str, when: str) -> str:
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("`", "")
    rows = re.findall(r"^- (.*(?:\n  .*)*)", plain, re.MULTILINE)
    wrapped = [
        textwrap.fill(" ".join(row.split()), 78, initial_indent="  * ", subsequent_indent="    ") for row in rows
    ]
    body = "\n".join(wrapped)
    return f"kbviewer ({version}) stable; urgency=medium\n\n{body}\n\n -- {maintainer()}  {when}\n"
