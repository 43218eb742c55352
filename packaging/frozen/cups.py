"""A print server of our own for `try_frozen`: one printer, which is a file."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRINTER = "modtagelse"
PATIENCE_S = 20

SERVER = """Listen {folder}/cups.sock
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
    """CUPS with its socket ``cups.sock`` in a folder, as long as it is needed; the file that is its printer's paper."""
    paper = folder / "paper.pdf"
    paper.unlink(missing_ok=True)
    for name in ("etc", "spool", "spool/tmp", "cache"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    for name, text in (("cupsd.conf", SERVER), ("files.conf", FILES)):
        (folder / name).write_text(text.format(folder=folder), encoding="utf-8")
    socket = folder / "cups.sock"
    server = subprocess.Popen(["cupsd", "-f", "-c", folder / "cupsd.conf", "-s", folder / "files.conf"])
    try:
        wait_for(socket.is_socket)
        add = ["lpadmin", "-h", str(socket), "-p", PRINTER, "-E", "-m", "raw", "-v", f"file://{paper}"]
        subprocess.run(add, check=True, stderr=subprocess.DEVNULL)
        yield paper
    finally:
        server.terminate()
        server.wait()


def wait_for(condition: object, patience_s: float = PATIENCE_S) -> None:
    """Wait until something is so, or stop."""
    assert callable(condition)
    end = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not so after {patience_s:.0f} s: {condition}")
        time.sleep(0.02)
