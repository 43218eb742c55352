"""Starting the kiosk: environment of the web engine, application, kiosk, event loop."""

import gc
import signal
import sys
from functools import partial
from types import TracebackType

from PySide6.QtCore import QTimer

from kbviewer.i18n import Catalogue
from kbviewer.policy import Policy
from kbviewer.settings import Settings
from kbviewer.ui import graphics
from kbviewer.ui.app import VOICE_AFTER_MS, log_bugs, make_application, prepare_environment
from kbviewer.ui.heartbeat import Heartbeat
from kbviewer.ui.kiosk.discretion import Discreet, be_discreet
from kbviewer.ui.kiosk.environment import shut_environment
from kbviewer.ui.kiosk.kiosk import Kiosk, OpenLibrary, Surroundings
from kbviewer.ui.single_instance import KIOSK, FirstInstance, knock
from kbviewer.ui.voice import find_voice


def run_kiosk(open_library: OpenLibrary, settings: Settings, words: Catalogue, policy: Policy) -> int:
    """Be a kiosk until somebody with the PIN ends it; only knock when there is one already. Exit code."""
    shut_environment()
    prepare_environment()
    library = open_library(words)
    data = library.places.data
    app = make_application(words, library.places.resources)
    if knock(data, KIOSK):
        return 0
    first = FirstInstance(data, app, KIOSK)
    graphics.begin(data, settings)
    be_discreet()
    log_bugs(data / "kbviewer.log", Discreet())
    heart = Heartbeat(app)
    kiosk = Kiosk(Surroundings(open_library, settings, policy), words)
    first.knocked.connect(lambda _file: kiosk.frame.raise_())
    kiosk.page_shown.connect(partial(graphics.succeeded, data))
    kiosk.page_shown.connect(heart.begin)
    kiosk.page_lost.connect(heart.miss)
    kiosk.ended.connect(lambda: app.exit(0))  # quit() would ask the frame, which refuses
    begin_anew_after_bugs(kiosk)
    for told in (signal.SIGTERM, signal.SIGINT):  # Python hears of them at the next look of `Idle`
        signal.signal(told, lambda *_how: QTimer.singleShot(0, kiosk.ended.emit))  # once the loop is there
    kiosk.start()
    gc.enable()
    gc.freeze()  # or `forget` would look through the whole program after each session
    QTimer.singleShot(VOICE_AFTER_MS, lambda: find_voice(kiosk, kiosk.take_voice))
    code = app.exec()
    heart.end()
    kiosk.stop()
    graphics.succeeded(data)
    return code


def begin_anew_after_bugs(kiosk: Kiosk) -> None:
    """Besides what an uncaught exception does already, have it end a patient's session."""
    logged = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logged(kind, error, trace)
        if issubclass(kind, Exception):
            QTimer.singleShot(0, kiosk, kiosk.begin_anew)  # the bug may be in the middle of what is to be destroyed

    sys.excepthook = hook
