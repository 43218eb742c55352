"""What tells one form of the index of record from another, without loading Whoosh itself or NumPy."""

from whoosh import versionstring

VERSION = 4
"""Of the schema and of what is put into its fields; counted up with any change."""

WEIGHING = 4
"""Of the columns and of what is put into them, `weighing` and `similar`; counted up with any change."""

ENGINE = versionstring(build=False)
"""Whoosh's own version."""


def is_whooshs(name: str) -> bool:
    """Whether a file of an index folder is Whoosh's own."""
    return name.startswith(("MAIN_", "_MAIN_"))
