"""One window per person and data folder: a second start brings the first window forward. A kiosk is not a window."""

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 500


WINDOW, KIOSK = "kbviewer", "kbviewer-kiosk"
"""What there is one of."""


def _name(data: Path, kind: str) -> str:
    digest = hashlib.sha256(f"{getpass.getuser()}\0{data.resolve()}".encode()).hexdigest()[:16]
    return f"{kind}-{digest}"


class FirstInstance(QObject):
    """Held by the first window; tells when another start knocks."""

    knocked = Signal()

    def __init__(self, data: Path, parent: QObject | None = None, kind: str = WINDOW) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(_name(data, kind))  # left behind by a killed program; knock() has found nobody
        self._server.listen(_name(data, kind))

    def _answer(self) -> None:
        while caller := self._server.nextPendingConnection():
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.knocked.emit()


def knock(data: Path, kind: str = WINDOW) -> bool:
    """Whether one on this data folder runs already; if so it comes forward."""
    socket = QLocalSocket()
    socket.connectToServer(_name(data, kind))
    return socket.waitForConnected(WAIT_MS)
