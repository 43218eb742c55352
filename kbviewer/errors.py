"""The two error families.

    Exception
    ├── ExpectedError          something a person can act on; told in one plain sentence
    │   ├── InputError         the call or a file given to us is wrong (exit code 2)
    │   ├── ContentError       an article or content folder cannot be used
    │   ├── StorageError       our own data cannot be read or written
    │   └── Cancelled          the person stopped a long job
    └── everything else        a bug; logged with its traceback, never swallowed

An expected error carries the key of its sentence in the translation catalogue and
the values to put into it, so that core code never chooses a language.
"""


class ExpectedError(Exception):
    """A trouble with a sentence in the catalogue under ``error.<key>``."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.key} ({told})" if told else self.key


class InputError(ExpectedError):
    """The command line, an address or a file given to us is wrong."""


class ContentError(ExpectedError):
    """An article or a content folder cannot be used."""


class StorageError(ExpectedError):
    """The program's own data cannot be read or written."""


class Cancelled(ExpectedError):  # noqa: N818  # not an error to the person who stopped the job
    """The person stopped a long job."""

    def __init__(self) -> None:
        super().__init__("cancelled")
