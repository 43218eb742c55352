"""One command for a checkout: `python3 dev.py run` starts kbviewer, `python3 dev.py test` checks it.

Needs nothing but Python 3.11 or newer. The first time it makes `.venv` from `requirements.lock` (and, on
Debian and its relatives, finds the system libraries that Qt needs); after that it starts at once.
"""

import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# Told here and not by a traceback: this file must still be readable to the Python it turns away.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("kbviewer needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "kbviewer-stamp"
OUT = ROOT / "build" / "run"

USAGE = """\
python3 dev.py run [ARGS...]     start kbviewer; without a display, show its main job in files
python3 dev.py test [ARGS...]    ruff, mypy and pytest; ARGS go to pytest
python3 dev.py bench [ARGS...]   search beside SQLite FTS5 and tantivy; ARGS: [CONTENT [GOLD]] [--copies N ...]
python3 dev.py package KIND      make what is handed out, below build/; KIND: {kinds}
python3 dev.py pseudo [ARGS...]  a picture of every surface in a longer language; ARGS: [FOLDER] [--size 1280x800]"""

PACKAGES = {
    "deb": "packaging/linux/deb.py",
    "frozen": "packaging/frozen/freeze.py",
    "sbom": "packaging/licences/sbom.py",
    "flatpak": "packaging/flatpak/flatpak.py",
    "windows": "packaging/windows/installer.py",
}
"""What can be made, and what makes it; packaging/README.md tells of each."""

# Debian's names. The web view links to all of these even when it draws off screen.
OFFSCREEN = """libgl1 libegl1 libx11-6 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0
libxcomposite1 libxdamage1 libxext6 libxfixes3 libxrandr2 libxtst6 libasound2 libbrotli1 libgbm1
libgssapi-krb5-2 libnspr4 libnss3 libxcb-dri3-0 libxcb1 libxkbfile1 fonts-dejavu-core"""
# With a display also what the system's voices need.
X11 = """libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1
libxkbcommon-x11-0 libx11-xcb1 libxcb-glx0 libcups2 libpulse0 libspeechd2"""
TESTS = "xvfb xauth strace xdotool openbox x11-xserver-utils"


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; the exit code."""
    command, rest = (arguments or [""])[0], arguments[1:]
    known = ("run", "test", "bench", "package", "pseudo")
    if command not in known or (command == "package" and not set(rest[:1]) & set(PACKAGES)):
        print(USAGE.format(kinds=", ".join(PACKAGES)))
        return 0 if command in ("-h", "--help") else 2
    provide_libraries(command)
    provide_environment()
    if command == "test":
        return test(rest)
    if command == "bench":
        return bench(rest)
    if command == "package":
        return package(rest[0], rest[1:])
    if command == "pseudo":
        return call([PYTHON, "-m", "tests.pseudo", *rest], Path.cwd(), PYTHONPATH=str(ROOT))
    return run(rest) if rest or has_display() else show_main_job()


def run(arguments: list[str]) -> int:
    """Start the program as it is."""
    return call([PYTHON, "-m", "kbviewer", *arguments], Path.cwd())


def show_main_job() -> int:
    """Index, search, screenshot and handout, with no display: what a person would do in the window."""
    screenshot, handout = OUT / "hælspore.png", OUT / "haelspore.pdf"
    article = "fod/haelspore"
    OUT.mkdir(parents=True, exist_ok=True)
    for job in (
        ["index"],
        ["search", "ondt under foden"],
        ["screenshot", screenshot, "--search", "hælspore", "--open", article],
        ["handout", article, "--pdf", handout],
    ):
        heading("kbviewer " + " ".join(str(word) for word in job))
        code = call(
            [PYTHON, "-m", "kbviewer", *job],
            KBVIEWER_DATA=str(OUT / "data"),
            QT_QPA_PLATFORM="offscreen",
        )
        if code:
            return code
    print(f"\nNo display here, so the window is a picture.\nScreenshot: {screenshot}\nPDF: {handout}")
    return 0


def test(arguments: list[str]) -> int:
    """Every check, all of them even when one fails; pytest last, so that its summary closes."""
    checks: dict[str, list[str]] = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "pytest": ["pytest", *arguments],
    }
    failed: list[str] = []
    for name, words in checks.items():
        heading(name + (f" (failed before: {', '.join(failed)})" if failed else ""))
        if call(
            [PYTHON, "-m", *words],
            QT_QPA_PLATFORM="offscreen",
            QTWEBENGINE_CHROMIUM_FLAGS="--disable-gpu",
        ):
            failed.append(name)
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure search; folders and files are named from where the person stands."""
    return call([PYTHON, "-m", "tests.bench", *arguments], Path.cwd(), PYTHONPATH=str(ROOT))


def package(kind: str, arguments: list[str]) -> int:
    """Make one of the things that are handed out."""
    pip("--require-hashes", "-r", "packaging/requirements.lock")
    # What a Linux desktop is told, and the drawing of the icon, is part of several of them.
    given = {"PYTHONPATH": str(ROOT / "packaging" / "linux"), **when_made()}
    return call([PYTHON, PACKAGES[kind], *arguments], ROOT, **given)


def when_made() -> dict[str, str]:
    """The time that all which is made bears, so that one commit makes the same bytes: its own, or what is asked for."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given and shutil.which("git"):
        given = output(["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]).strip()
    return {"SOURCE_DATE_EPOCH": given} if given else {}


def provide_environment() -> None:
    """Make `.venv` complete; at once when its stamp says that it is."""
    wanted = fingerprint()
    usable = STAMP.is_file() and runs(PYTHON)
    if usable and STAMP.read_text(encoding="utf-8") == wanted:
        return
    heading("making .venv (some minutes and 1 GB the first time)")
    if not usable:
        make_venv()
    # Gone while packages change, so that an interrupted run starts from scratch.
    STAMP.unlink(missing_ok=True)
    pip("--require-hashes", "-r", "requirements.lock")
    pip("--no-deps", "--no-build-isolation", "-e", ".")
    STAMP.write_text(wanted, encoding="utf-8")


def fingerprint() -> str:
    """Changes when the environment must be made again."""
    digest = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for name in ("requirements.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def runs(python: Path) -> bool:
    """Whether this Python starts and is of our version: a moved or upgraded system breaks a venv."""
    ask = "import sys; print(tuple(sys.version_info[:2]))"
    try:
        answer = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == str(tuple(sys.version_info[:2]))


def make_venv() -> None:
    """A new, empty `.venv`."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        sys.exit("Run dev.py with the system's Python: the one in .venv cannot make itself anew.")
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(f"Python's venv module is missing. On Debian: sudo apt-get install {venv_package()}")
    if VENV.exists():
        shutil.rmtree(VENV)
    if call([sys.executable, "-m", "venv", VENV]):
        sys.exit(f"Could not make {VENV}; see above.")


def pip(*arguments: str) -> None:
    """Install into `.venv` or stop."""
    if call([PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments]):
        sys.exit("Could not install the packages; see above. Run the same command again to try anew.")


def provide_libraries(command: str) -> None:
    """See to the libraries Qt needs from a Linux system."""
    if sys.platform != "linux":
        return
    wanted = OFFSCREEN.split()
    if command == "test" or has_display():
        wanted += X11.split()
    if command == "test":
        wanted += TESTS.split()
    if shutil.which("dpkg-query") and shutil.which("apt-get"):
        if not STAMP.is_file() and importlib.util.find_spec("ensurepip") is None:
            wanted.append(venv_package())
        install_missing(wanted)
    elif not STAMP.is_file():
        print("Qt needs these libraries (Debian's names), which your system may call otherwise:")
        print(" ".join(wanted))


def install_missing(wanted: list[str]) -> None:
    """Install what is missing when we may, otherwise say what to type and stop."""
    missing = missing_packages(wanted)
    if not missing:
        return
    if not is_root():
        names = " ".join(available(missing))
        sys.exit(f"System libraries are missing. Install them with:\nsudo apt-get install {names}")
    heading(f"installing system libraries: {' '.join(missing)}")
    apt("update")
    apt("install", "-y", "--no-install-recommends", *available(missing))


def apt(*arguments: str) -> None:
    """Run apt-get or stop."""
    if call(["apt-get", "-q", *arguments], DEBIAN_FRONTEND="noninteractive"):
        sys.exit("Could not install the system libraries; see above.")


def missing_packages(wanted: list[str]) -> list[str]:
    """Those not installed, under their own name or the one they got with 64-bit time."""
    listing = output(["dpkg-query", "-W", "-f=${db:Status-Status} ${Package}\n"])
    installed = {line.split()[1] for line in listing.splitlines() if line.startswith("installed ")}
    return [name for name in wanted if not {name, f"{name}t64"} & installed]


def available(packages: list[str]) -> list[str]:
    """The packages as this system's release names them."""
    known = set(output(["apt-cache", "pkgnames"]).split())
    return [f"{name}t64" if f"{name}t64" in known else name for name in packages]


def venv_package() -> str:
    """Debian's package with this Python's venv."""
    return f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def has_display() -> bool:
    """Whether a window can be shown."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_root() -> bool:
    """Whether we may install, and Chromium may not use its sandbox."""
    return sys.platform == "linux" and os.geteuid() == 0


def call(words: Sequence[str | Path], folder: Path = ROOT, **environment: str) -> int:
    """Run a program, in the checkout if not told otherwise; its exit code."""
    if is_root():
        # Chromium will not start as root with its sandbox on. Everyone else keeps the sandbox.
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return subprocess.call(words, cwd=folder, env={**os.environ, **environment})


def output(words: list[str]) -> str:
    """What a program prints."""
    return subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False).stdout


def heading(text: str) -> None:
    """Part the output; flushed, so that it stands before what the next program writes."""
    print(f"\n== {text} ==", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
