"""One window per person and data folder: a second start brings the first window forward. A kiosk is not a window."""

import getpass
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 500

ANSWER_MS = 5000
"""Milliseconds that one who has just started itself, or is about to end, may take to answer."""


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

    def end(self) -> None:
        """Answer nobody any more: who knocks now is the first."""
        self._server.close()

    def _answer(self) -> None:
        while caller := self._server.nextPendingConnection():
            self._callers.append(caller)
            caller.write(b"!")
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
    """Whether one on this data folder runs already; if so it comes forward, and opens ``file``.

    One that ends before it has answered is none.
    """
    socket = QLocalSocket()
    socket.connectToServer(_name(data, kind))
    if not socket.waitForConnected(WAIT_MS) or not _is_ours(socket):
        return False
    if file is not None:
        socket.write(os.fsencode(file.absolute()))
        socket.waitForBytesWritten(WAIT_MS)
    if not socket.waitForReadyRead(ANSWER_MS) and socket.state() != QLocalSocket.LocalSocketState.ConnectedState:
        return False
    socket.disconnectFromServer()
    return True


def _is_ours(socket: QLocalSocket) -> bool:
    """Whether who answers is the same person: in a folder for all, another may have taken the name to keep us out."""
    if sys.platform == "win32":
        return True
    try:
        return os.stat(socket.fullServerName()).st_uid == os.getuid()  # noqa: PTH116  # a name, "" if it has none
    except OSError:
        return False
