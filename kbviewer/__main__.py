"""``python -m kbviewer`` is ``kbviewer``."""

import sys

from kbviewer.cli import main

if __name__ == "__main__":  # not in the processes that help with reading
    sys.exit(main())
