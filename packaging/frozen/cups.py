"""A print server of our own for `try_frozen`: one printer, which keeps what it is sent."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

PRINTER = "modtagelse"
PATIENCE_S = 20

SERVER = """Listen {folder}/cups.sock
PreserveJobFiles Yes
LogLevel warn
<Location />
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
FILES = """ServerRoot {folder}/etc
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}
ErrorLog {folder}/error.log
AccessLog {folder}/access.log
PageLog {folder}/page.log
FileDevice Yes
Sandboxing Relaxed
"""


@contextmanager
def printer(folder: Path) -> Iterator[Path]:
    """CUPS with its socket ``cups.sock`` in a folder, as long as it is needed; the folder in which it keeps what it is
    sent (``d00001-001`` and so on).
    """
    rmtree(folder, ignore_errors=True)
    for name in ("etc", "spool/tmp", "cache"):
        (folder / name).mkdir(parents=True)
    for name, text in (("cupsd.conf", SERVER), ("files.conf", FILES)):
        (folder / name).write_text(text.format(folder=folder), encoding="utf-8")
    socket = folder / "cups.sock"
    server = subprocess.Popen(["cupsd", "-f", "-c", folder / "cupsd.conf", "-s", folder / "files.conf"])
    try:
        wait_for(socket.is_socket)
        ask = ["lpadmin", "-h", str(socket)]
        add = ["-p", PRINTER, "-E", "-m", "raw", "-v", "file:///dev/null"]
        subprocess.run([*ask, *add], check=True, stderr=subprocess.DEVNULL)
        subprocess.run([*ask, "-d", PRINTER], check=True)
        yield folder / "spool"
    finally:
        server.terminate()
        server.wait()


def wait_for(condition: Callable[[], object], patience_s: float = PATIENCE_S) -> None:
    """Wait until something is so, or stop."""
    end = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not so after {patience_s:.0f} s")
        time.sleep(0.02)
