"""Where the frozen program starts."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a process that helps with reading goes no further
    from kbviewer.cli import main

    sys.exit(main())
