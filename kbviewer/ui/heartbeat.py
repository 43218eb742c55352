"""Tells systemd that the window is alive, so that it can start a hung program anew.

The protocol of ``sd_notify`` by hand: a datagram to the socket that systemd names. Without one nothing is sent, on
Windows never. https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
"""

import os
import socket
from collections.abc import MutableMapping
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer


class Heartbeat(QObject):
    """Beats at half of the time that systemd allows, on the window's thread: a window that hangs stops it.

    What ``environment`` says of the socket is taken out of it, for no other program is to speak for this one.
    """

    def __init__(self, parent: QObject | None = None, environment: MutableMapping[str, str] = os.environ) -> None:
        super().__init__(parent)
        self._address = environment.pop("NOTIFY_SOCKET", "")
        allowed = environment.pop("WATCHDOG_USEC", "")
        process = environment.pop("WATCHDOG_PID", "") or str(os.getpid())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        if allowed.isdecimal() and int(allowed) and process == str(os.getpid()):
            self._timer.setInterval(max(1, int(allowed) // 2000))
        self._has_begun = False

    @property
    def beats(self) -> bool:
        """Whether it beats."""
        return self._timer.isActive()

    def begin(self) -> None:
        """The program is ready; from now on it beats, again after it has missed. Otherwise it does nothing."""
        if not self._address:
            return
        if not self._has_begun:
            self._has_begun = True
            self._send("READY=1")
        if self._timer.interval() and not self.beats:
            self._timer.start()

    def miss(self) -> None:
        """The window lives but can do nothing for anybody: beat no more, until it can."""
        self._timer.stop()

    def end(self) -> None:
        """The program ends of its own will."""
        self._timer.stop()
        self._send("STOPPING=1")
        self._address = ""

    def _beat(self) -> None:
        self._send("WATCHDOG=1")

    def _send(self, state: str) -> None:
        if not self._address:
            return
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(state.encode(), address)
