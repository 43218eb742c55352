"""What each command does with what was typed: core work, then plain text or JSON on standard output."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kbviewer import urls
from kbviewer.articles.article import plain_text
from kbviewer.cli import output, sarif
from kbviewer.cli.bookmarks import DOINGS
from kbviewer.cli.handouts import handout
from kbviewer.cli.policy import policy
from kbviewer.cli.profile import signed_in
from kbviewer.cli.review import review
from kbviewer.cli.start import Start
from kbviewer.errors import InputError, StorageError
from kbviewer.i18n import Catalogue
from kbviewer.library.bookmarks import FILE_NAME, BookmarkStore
from kbviewer.library.recovery import Recovered
from kbviewer.search.reply import Filter
from kbviewer.wording import recovered_sentence
from kbviewer.workspace import Workspace

FINE, NO = 0, 1


def index(args: argparse.Namespace, start: Start) -> int:
    workspace = Workspace(start.places(), start.words)
    report = workspace.update_index(rebuild=args.rebuild, progress=output.progress(start.words))
    workspace.close()
    if args.json:
        output.write_json(output.report_json(report))
    else:
        output.write(start.words.text("cli.index.done", **output.report_json(report)))
    return FINE


def search(args: argparse.Namespace, start: Start) -> int:
    if (args.query is None) == (args.batch is None):
        raise InputError("query_missing")
    queries = [args.query] if args.batch is None else _lines(args.batch)
    workspace = start.workspace()
    found = False
    for query in queries:
        reply = workspace.search(query, args.limit, Filter(args.kind, args.body_part), as_typed=args.as_typed)
        found = found or bool(reply.hits)
        if args.json or args.batch is not None:
            output.write_json(output.reply_json(reply, start.words))
        else:
            output.write_reply(reply, start.words)
    workspace.close()
    return FINE if found else NO


def _lines(name: str) -> Iterable[str]:
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        return (line.rstrip("\r\n") for line in sys.stdin)
    try:
        lines = Path(name).read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except OSError as error:
        raise InputError("file_unreadable", path=name) from error
    return lines if lines[-1] else lines[:-1]


def evaluate(args: argparse.Namespace, start: Start) -> int:
    from kbviewer.search.evaluate import evaluate as measure  # noqa: PLC0415
    from kbviewer.search.evaluate import read_gold  # noqa: PLC0415

    gold = read_gold(args.gold)
    workspace = start.workspace()
    result = measure(gold, workspace.search)
    workspace.close()
    if args.json:
        output.write_json(result.as_json())
    else:
        output.write_evaluation(result.as_json(), start.words)
    return FINE


def show(args: argparse.Namespace, start: Start) -> int:
    if bool(args.all) == bool(args.id) or bool(args.all) != bool(args.out):
        raise InputError("show_what")
    workspace = start.workspace()
    form: Callable[[str], str] = _as_text(workspace) if args.text else _as_page(workspace, start.words)
    if not args.all:
        _known(workspace, args.id)
        output.write(form(args.id))
    else:
        for record in workspace.every():
            _write_file(args.out, f"{record.id}.{'txt' if args.text else 'html'}", form(record.id))
    workspace.close()
    return FINE


def _known(workspace: Workspace, article_id: str) -> None:
    if not workspace.has_article(article_id):
        raise InputError("article_unknown", id=article_id)


def _as_page(workspace: Workspace, words: Catalogue) -> Callable[[str], str]:
    pages = workspace.pages(words)
    return lambda article_id: pages.page(urls.article(article_id)).body.decode("utf-8")


def _as_text(workspace: Workspace) -> Callable[[str], str]:
    def text(article_id: str) -> str:
        article = workspace.article(article_id)
        assert article is not None
        return f"{article.title}\n\n{plain_text(article)}".rstrip()

    return text


def _write_file(folder: Path, relative: str, text: str) -> None:
    file = folder / relative
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError("file_not_writable", path=file) from error


def check(args: argparse.Namespace, start: Start) -> int:
    places = start.places()
    if args.folder:
        places = replace(places, content=(args.folder,))
    checked = Workspace(places, start.words).check(progress=output.progress(start.words))
    if args.sarif:
        output.write_json(sarif.log(checked.problems, places.content, start.words))
    elif args.json:
        output.write_json({"problems": [output.problem_json(problem, start.words) for problem in checked.problems]})
    else:
        output.write_problems(checked, start.words)
    return NO if output.counts(checked.problems, strict=args.strict) else FINE


def bookmarks(args: argparse.Namespace, start: Start) -> int:
    store = BookmarkStore(signed_in(args.profile, start) / FILE_NAME)
    refusal = ""
    try:
        return DOINGS[args.doing](args, start, store)
    except StorageError as error:
        refusal = str(error)
        raise
    finally:
        store.close()
        for news in store.news():
            if isinstance(news, Recovered):
                output.warn(recovered_sentence(news, start.words))
            elif str(news) != refusal:  # told at the end
                output.warn(start.words.explain(news))


def screenshot(args: argparse.Namespace, start: Start) -> int:
    from kbviewer.ui.kiosk.picture import take_kiosk_screenshot  # noqa: PLC0415  # Qt only when a window is asked for
    from kbviewer.ui.screenshot import Shot, take_screenshot  # noqa: PLC0415

    shot = Shot(args.search, args.open, _size(args.size), args.theme)
    take = take_kiosk_screenshot if args.kiosk else take_screenshot
    take(args.file, shot, start.workspace(), start.settings, start.words, policy=start.policy)
    output.write(start.words.text("cli.written", path=args.file))
    return FINE


def _size(text: str) -> tuple[int, int]:
    from kbviewer.ui.window import SMALLEST  # noqa: PLC0415

    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    width, height = (int(found[1]), int(found[2])) if found else (0, 0)
    if width < SMALLEST[0] or height < SMALLEST[1]:
        raise InputError("size_invalid", size=text, width=SMALLEST[0], height=SMALLEST[1])
    return width, height


COMMANDS: dict[str, Callable[[argparse.Namespace, Start], int]] = {
    "index": index,
    "search": search,
    "evaluate": evaluate,
    "show": show,
    "check": check,
    "review": review,
    "bookmarks": bookmarks,
    "handout": handout,
    "screenshot": screenshot,
    "policy": policy,
}
