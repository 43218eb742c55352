"""The page of an article as other programs can show it: a file with its style and pictures beside it."""

import re
import subprocess
import tempfile
from pathlib import Path

from PySide6.QtGui import QImage

from kbviewer import urls
from kbviewer.i18n import Catalogue
from kbviewer.paths import resources
from kbviewer.workspace import Places, Workspace

ADDRESS = re.compile(r'(?<=")kb://(style|image)/([^"]+)(?=")')


def write_page(content: Path, article_id: str, folder: Path) -> Path:
    """Write the page and what it shows below ``folder``; the file of the page."""
    words = Catalogue.load("da", resources())
    with tempfile.TemporaryDirectory() as data:
        workspace = Workspace(Places((content,), Path(data), resources()), words)
        workspace.update_index()
        pages = workspace.pages(words)
        html = pages.page(urls.article(article_id)).body.decode("utf-8")
        for kind, path in set(ADDRESS.findall(html)):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(pages.page(f"kb://{kind}/{path}").body)
        workspace.close()
    page = folder / "index.html"
    page.write_text(ADDRESS.sub(r"\2", html), encoding="utf-8")
    return page


def write_zim(page: Path, file: Path) -> Path:
    """Pack the folder of a page as Kiwix reads it."""
    picture = QImage(48, 48, QImage.Format.Format_RGB32)
    picture.fill(0)
    picture.save(str(page.parent / "icon.png"))
    told = {"language": "dan", "title": "kbviewer", "description": "kbviewer", "creator": "-", "publisher": "-"}
    options = [f"--{name}={value}" for name, value in told.items()]
    command = ["zimwriterfs", f"--welcome={page.name}", "--illustration=icon.png", "--name=kbviewer", *options]
    subprocess.run([*command, page.parent, file], check=True, stdout=subprocess.DEVNULL)
    return file
