"""Starting the kiosk: environment of the web engine, application, kiosk, event loop."""

import signal

from PySide6.QtCore import QTimer

from kbviewer.i18n import Catalogue
from kbviewer.policy import Policy
from kbviewer.settings import Settings
from kbviewer.ui import graphics
from kbviewer.ui.app import VOICE_AFTER_MS, log_bugs, make_application, prepare_environment
from kbviewer.ui.kiosk.discretion import Discreet, be_discreet
from kbviewer.ui.kiosk.kiosk import Kiosk, OpenLibrary, Surroundings
from kbviewer.ui.single_instance import FirstInstance, knock
from kbviewer.ui.voice import find_voice


def run_kiosk(open_library: OpenLibrary, settings: Settings, words: Catalogue, policy: Policy) -> int:
    """Be a kiosk until somebody with the PIN ends it; only knock when there is one already. Exit code."""
    prepare_environment()
    library = open_library(words)
    data = library.places.data
    app = make_application(words, library.places.resources)
    if knock(data):
        return 0
    first = FirstInstance(data, app)
    graphics.begin(data, settings)
    be_discreet()
    log_bugs(data / "kbviewer.log", Discreet())
    kiosk = Kiosk(Surroundings(open_library, settings, policy), words)
    first.knocked.connect(kiosk.frame.raise_)
    kiosk.ended.connect(app.exit)  # quit() would ask the frame, which refuses
    signal.signal(signal.SIGINT, lambda *_told: QTimer.singleShot(0, kiosk.ended.emit))  # once the loop is there
    kiosk.start()
    QTimer.singleShot(VOICE_AFTER_MS, lambda: find_voice(kiosk, kiosk.take_voice))
    code = app.exec()
    kiosk.stop()
    return code
