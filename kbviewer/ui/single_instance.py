"""One window per person and data folder: a second start brings the first window forward. A kiosk is not a window."""

import getpass
import os
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 500


WINDOW, KIOSK = "kbviewer", "kbviewer-kiosk"
"""What there is one of."""


def _name(data: Path, kind: str) -> str:
    whose = f"{getpass.getuser()}\0{data.resolve()}".encode()
    digest = QCryptographicHash.hash(whose, QCryptographicHash.Algorithm.Sha256).data().hex()[:16]  # Qt is here already
    return f"{kind}-{digest}"


class FirstInstance(QObject):
    """Held by the first window; tells when another start knocks."""

    knocked = Signal(object)
    """The `Path` of a file that the other start was to open, or None."""

    def __init__(self, data: Path, parent: QObject | None = None, kind: str = WINDOW) -> None:
        super().__init__(parent)
        self._callers: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(_name(data, kind))  # left behind by a killed program; knock() has found nobody
        self._server.listen(_name(data, kind))

    def _answer(self) -> None:
        while caller := self._server.nextPendingConnection():
            self._callers.append(caller)
            caller.disconnected.connect(self._hear)

    def _hear(self) -> None:
        """A caller has said all and gone."""
        gone = [caller for caller in self._callers if caller.state() == QLocalSocket.LocalSocketState.UnconnectedState]
        for caller in gone:
            self._callers.remove(caller)
            said = bytes(caller.readAll().data())
            caller.deleteLater()
            self.knocked.emit(Path(os.fsdecode(said)) if said else None)


def knock(data: Path, kind: str = WINDOW, file: Path | None = None) -> bool:
    """Whether one on this data folder runs already; if so it comes forward, and opens ``file``."""
    socket = QLocalSocket()
    socket.connectToServer(_name(data, kind))
    if not socket.waitForConnected(WAIT_MS):
        return False
    if file is not None:
        socket.write(os.fsencode(file.absolute()))
        socket.waitForBytesWritten(WAIT_MS)
    socket.disconnectFromServer()
    return True
