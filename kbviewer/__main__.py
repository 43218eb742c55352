"""``python -m kbviewer`` is ``kbviewer``."""

import sys

from kbviewer.cli import main

sys.exit(main())
