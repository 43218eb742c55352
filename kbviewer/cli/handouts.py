"""``kbviewer handout``: one PDF of what is named, or one for each article of the library."""

import argparse
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from kbviewer.articles.article import Article
from kbviewer.cli import output
from kbviewer.cli.start import Start
from kbviewer.errors import Cancelled, ContentError, InputError, StorageError
from kbviewer.handouts.handout import NOBODY, Handout, Part, Patient, callout_of, chosen, usual_sections
from kbviewer.handouts.letterhead import kept_letterhead, read_letterhead
from kbviewer.handouts.pdf_file import page_count, save_pdf
from kbviewer.handouts.suggesting import suggest
from kbviewer.workspace import Workspace

if TYPE_CHECKING:
    from kbviewer.handouts.press import Press, Printed

FINE, NO = 0, 1

PATIENT_KEYS = ("name", "born", "next_time", "note", "therapist")
MOST_PATIENT_BYTES = 64 * 1024


def handout(args: argparse.Namespace, start: Start) -> int:
    """Print what is named into one file, or each article into a file of its own."""
    names_something = bool(args.id or args.template)
    is_one = names_something and args.pdf and not (args.all or args.out)
    is_every = args.all and args.out and not (names_something or args.pdf or args.patient)
    if not is_one and not is_every:
        raise InputError("handout_what")
    patient = _patient_from_input() if args.patient else NOBODY
    return _print_every(args, start) if is_every else _print_one(args, start, patient)


def _print_one(args: argparse.Namespace, start: Start, patient: Patient) -> int:
    press_for = _press(args, start)
    with closing(start.workspace()) as workspace:
        printed = press_for(workspace).pdf(_with_options(_named(args, workspace), args), date.today(), patient)
    save_pdf(printed.pdf, args.pdf)
    _tell_missing("", printed, start)
    if args.json:
        pages = page_count(printed.pdf)
        output.write_json({"file": str(args.pdf), "pages": pages, "missing": list(printed.missing)})
    else:
        output.write(start.words.text("cli.written", path=args.pdf))
    return FINE


def _press(args: argparse.Namespace, start: Start) -> "Callable[[Workspace], Press]":
    """Makes a press for the paper asked for, whose letterhead has been read already."""
    from kbviewer.handouts.press import Press  # noqa: PLC0415  # Typst takes 30 MB

    letterhead = read_letterhead(args.letterhead) if args.letterhead else kept_letterhead(start.data)
    return lambda workspace: Press(workspace.image, start.words, letterhead)


def _named(args: argparse.Namespace, workspace: Workspace) -> Handout:
    """What the articles and sections named make, each article in the place it is named first."""
    wanted: dict[str, list[str]] = {}
    for named in args.id:
        article_id, _, anchor = named.partition("#")
        wanted.setdefault(article_id, []).append(anchor)
    articles = {each: _article(workspace, each) for each in wanted}
    parts = [_part(articles[each], anchors, args.without_callout) for each, anchors in wanted.items()]
    whole = [articles[each] for each, anchors in wanted.items() if "" in anchors]
    return replace(suggest(whole), parts=tuple(parts))


def _part(article: Article, anchors: Sequence[str], without_callout: bool) -> Part:
    """Some sections of an article; all of them when an anchor is empty."""
    if "" in anchors:
        left_out = callout_of(article) if without_callout else ()
        return Part(article, tuple(each for each in usual_sections(article) if each not in left_out))
    known = {one.anchor for one in article.sections}
    for anchor in anchors:
        if anchor not in known:
            raise InputError("section_unknown", id=article.id, section=anchor)
    return Part(article, chosen(article, anchors, with_callout=not without_callout))


def _article(workspace: Workspace, article_id: str) -> Article:
    article = workspace.article(article_id)
    if article is None:
        raise InputError("article_unknown", id=article_id)
    return article


def _with_options(made: Handout, args: argparse.Namespace) -> Handout:
    return replace(
        made,
        weeks=made.weeks if args.weeks is None else args.weeks,
        text_size=args.size or made.text_size,
    )


def _patient_from_input() -> Patient:
    """The patient told as JSON on standard input; never as arguments, which others see and shells keep.

    Raises:
        InputError: it is not what it should be. The error holds nothing of what was read.
    """
    values = _json(sys.stdin.buffer.read(MOST_PATIENT_BYTES + 1))
    is_known = isinstance(values, dict) and set(values) <= set(PATIENT_KEYS)
    if not isinstance(values, dict) or not is_known or not all(isinstance(text, str) for text in values.values()):
        raise InputError("patient_invalid", keys=", ".join(PATIENT_KEYS))
    return Patient(**values)


def _json(data: bytes) -> object:
    """A JSON value; None when it is none or too long."""
    try:
        return json.loads(data.decode("utf-8-sig")) if len(data) <= MOST_PATIENT_BYTES else None
    except (ValueError, RecursionError):
        return None


@dataclass(slots=True)
class _Tally:
    """What printing every article has come to; in JSON as it is here."""

    articles: int
    written: int = 0
    failed: int = 0
    pages: int = 0
    seconds: float = 0.0


def _print_every(args: argparse.Namespace, start: Start) -> int:
    press_for = _press(args, start)
    began = time.perf_counter()
    with closing(start.workspace()) as workspace, _interrupted() as interrupted:
        records = workspace.every()
        tally, tell = _Tally(len(records)), output.progress(start.words, "cli.handout.running")
        for number, record in enumerate(records, 1):
            try:
                printed = press_for(workspace).pdf(_whole(_article(workspace, record.id), args), date.today())
            except (InputError, ContentError) as error:
                output.warn(f"{record.id}: {start.words.explain(error)}")
                tally.failed += 1
            else:
                _save_below(args.out, f"{record.id}.pdf", printed.pdf)
                _tell_missing(f"{record.id}: ", printed, start)
                tally.written += 1
                tally.pages += page_count(printed.pdf)
            tell(number, len(records))
            if interrupted():
                break
    tally.seconds = round(time.perf_counter() - began, 3)
    return _sum_up(tally, args, start)


def _whole(article: Article, args: argparse.Namespace) -> Handout:
    part = _part(article, [""], args.without_callout)
    return _with_options(replace(suggest([article]), parts=(part,)), args)


def _sum_up(tally: _Tally, args: argparse.Namespace, start: Start) -> int:
    """Tell what has come of it; the exit code.

    Raises:
        Cancelled: not every article has had its turn.
    """
    if args.json:
        output.write_json(asdict(tally))
    else:
        output.write(start.words.text("cli.handout.done", **asdict(tally)))
    if tally.written + tally.failed < tally.articles:
        raise Cancelled
    return NO if tally.failed else FINE


def _save_below(folder: Path, relative: str, pdf: bytes) -> None:
    file = folder / relative
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError("file_not_writable", path=file) from error
    save_pdf(pdf, file)


def _tell_missing(where: str, printed: "Printed", start: Start) -> None:
    if printed.missing:
        pictures = ", ".join(printed.missing)
        told = start.words.text("handout.pictures_missing", n=len(printed.missing), pictures=pictures)
        output.warn(where + told)


@contextmanager
def _interrupted() -> Iterator[Callable[[], bool]]:
    """Whether somebody pressed Ctrl+C, so that a job can end between two pieces; a second time ends it at once."""
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)
