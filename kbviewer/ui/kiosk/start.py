"""Starting the kiosk: environment of the web engine, application, kiosk, event loop."""

from kbviewer.i18n import Catalogue
from kbviewer.policy import Policy
from kbviewer.settings import Settings
from kbviewer.ui import graphics
from kbviewer.ui.app import log_bugs, make_application, prepare_environment
from kbviewer.ui.kiosk.environment import shut_environment
from kbviewer.ui.kiosk.kiosk import Kiosk, OpenLibrary, Surroundings
from kbviewer.ui.single_instance import FirstInstance, knock


def run_kiosk(open_library: OpenLibrary, settings: Settings, words: Catalogue, policy: Policy) -> int:
    """Be a kiosk until somebody with the PIN ends it; only knock when there is one already. Exit code."""
    shut_environment()
    prepare_environment()
    library = open_library(words)
    data = library.places.data
    app = make_application(words, library.places.resources)
    if knock(data):
        return 0
    first = FirstInstance(data, app)
    graphics.begin(data, settings)
    log_bugs(data / "kbviewer.log")
    kiosk = Kiosk(Surroundings(open_library, settings, policy), words)
    first.knocked.connect(kiosk.frame.raise_)
    kiosk.ended.connect(app.quit)
    kiosk.start()
    code = app.exec()
    kiosk.stop()
    return code
