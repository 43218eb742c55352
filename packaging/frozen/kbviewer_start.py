"""Where the frozen program starts: its environment put right, then the command line."""

import multiprocessing
import os
import sys
from collections.abc import MutableMapping

LIBRARY_PATH = "LD_LIBRARY_PATH"

OF_QT = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
"""Set by PyInstaller, and not needed: PySide6 knows its own folder. Another program of Qt must not load our plugins."""

AFRESH = "PYINSTALLER_RESET_ENVIRONMENT"
"""Makes a helping process set up its libraries by itself, as the first one did."""


def give_back(environment: MutableMapping[str, str]) -> None:
    """Let the system's own programs (``lp``, a speech server) start with the libraries of the system and not with ours.

    PyInstaller's bootloader points the whole process tree to our libraries, and keeps what was there before under
    another name. This process has read it by now.
    """
    before = environment.pop(f"{LIBRARY_PATH}_ORIG", None)
    environment.pop(LIBRARY_PATH, None)
    if before is not None:
        environment[LIBRARY_PATH] = before
    for name in OF_QT:
        environment.pop(name, None)
    environment[AFRESH] = "1"


if __name__ == "__main__":
    multiprocessing.freeze_support()  # a process that helps with reading goes no further
    if sys.platform == "linux":
        give_back(os.environ)
    from kbviewer.cli import main

    sys.exit(main())
