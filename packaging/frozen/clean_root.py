"""A Debian without Python for `try_frozen`, and an ordinary user's home in it."""

import shutil
import subprocess
from pathlib import Path

USER, USER_ID = "proeve", 1000
HOME = f"/home/{USER}"
FOLDER = f"{HOME}/Søren Ågård/kbviewer"

PACKAGES = ("libgl1", "libegl1", "libgbm1", "libfontconfig1", "fonts-dejavu-core", "cups-client")
"""What the frozen program asks of a system: libraries for graphics and a font; ``lp``, to print."""


def make(root: Path) -> None:
    """Put a smallest Debian into a folder, unless it is there; the folder has the name of the release."""
    if not (root / "usr/bin/lp").exists():
        root.mkdir(parents=True, exist_ok=True)
        include = ",".join(PACKAGES)
        subprocess.run(["debootstrap", "--variant=minbase", f"--include={include}", root.name, root], check=True)
    if not (root / HOME[1:]).exists():
        subprocess.run(["useradd", "--root", root, "--uid", str(USER_ID), "--create-home", USER], check=True)
    python = [str(file) for file in root.glob("usr/*/python*") if not file.is_dir()]
    assert not python, f"{root} has Python: {python}"


def put(root: Path, program: Path) -> None:
    """Copy the program folder into the home of a user who has never started it."""
    clear(root)
    shutil.copytree(program, root / FOLDER[1:], symlinks=True)
    subprocess.run(["chown", "-R", f"{USER_ID}:{USER_ID}", root / HOME[1:]], check=True)


def clear(root: Path) -> None:
    """Empty that home."""
    for child in (root / HOME[1:]).iterdir():
        shutil.rmtree(child) if child.is_dir() and not child.is_symlink() else child.unlink()


def command(root: Path, sockets: Path, display: str, *words: str) -> list[str]:
    """How the user starts a program in there: without a network, and without anything of this machine but the kernel,
    the X server's socket and that of CUPS (``sockets``).
    """
    user = ["setpriv", f"--reuid={USER_ID}", f"--regid={USER_ID}", "--clear-groups"]
    places = ["--bind", str(root), "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/run"]
    places += ["--bind", "/tmp/.X11-unix", "/tmp/.X11-unix", "--bind", str(sockets), "/run/cups"]
    variables = {"HOME": HOME, "USER": USER, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "DISPLAY": display}
    given = [word for name, value in variables.items() for word in ("--setenv", name, value)]
    apart = ["--unshare-net", "--unshare-ipc", "--die-with-parent", "--clearenv"]
    return [*user, "bwrap", *places, *apart, *given, "--chdir", HOME, *words]
