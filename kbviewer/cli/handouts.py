"""``kbviewer handout``: one PDF of what is named, or one for each article of the library."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from kbviewer.articles.source_text import read_text
from kbviewer.articles.template_files import read_template
from kbviewer.articles.yaml_files import ENDINGS
from kbviewer.cli import output
from kbviewer.errors import Cancelled, ContentError, InputError, StorageError
from kbviewer.handouts.handout import NOBODY, Handout, Part, Patient, callout_of, chosen, usual_sections
from kbviewer.handouts.letterhead import kept_letterhead, read_letterhead
from kbviewer.handouts.pdf_file import page_count, save_pdf
from kbviewer.wording import problem_message

if TYPE_CHECKING:
    from kbviewer.articles.article import Article
    from kbviewer.articles.templates import Template
    from kbviewer.cli.start import Start
    from kbviewer.handouts.press import Press, Printed
    from kbviewer.workspace import Workspace

FINE, NO = 0, 1

PATIENT_KEYS = tuple(field.name for field in fields(Patient))
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
        made = _with_options(_named(args, workspace, start), args)
        printed = press_for(workspace).pdf(made, date.today(), patient)
    save_pdf(printed.pdf, args.pdf)
    _tell_missing("", printed, start)
    if args.json:
        pages = page_count(printed.pdf)
        output.write_json({"file": str(args.pdf), "pages": pages, "missing": list(printed.missing)})
    else:
        output.write(start.words.text("cli.written", path=args.pdf))
    return FINE


def _press(args: argparse.Namespace, start: Start) -> Callable[[Workspace], Press]:
    """Makes a press for the paper asked for, whose letterhead has been read already."""
    from kbviewer.handouts.press import Press  # noqa: PLC0415  # Typst takes 30 MB

    chosen_head = args.letterhead or start.policy.letterhead
    letterhead = read_letterhead(chosen_head) if chosen_head else kept_letterhead(start.data)
    return lambda workspace: Press(workspace.image, start.words, letterhead)


def _named(args: argparse.Namespace, workspace: Workspace, start: Start) -> Handout:
    """What the template makes, with the articles named in place of its own, or what these make by themselves.

    Without a template the exercises are those of the articles that are named whole.
    """
    wanted: dict[str, list[str]] = {}
    for each in args.id:
        article_id, _, anchor = each.partition("#")
        wanted.setdefault(article_id, []).append(anchor)
    parts = tuple(_part(_article(workspace, each), anchors) for each, anchors in wanted.items())
    if not args.template:
        whole = [each for each, anchors in wanted.items() if "" in anchors]
        return replace(workspace.suggest(whole), parts=parts)
    made, missing = workspace.to_handout(_template(args.template, workspace, start))
    if missing:
        output.warn(start.words.text("cli.handout.template_lacks", names=", ".join(missing)))
    return replace(made, parts=parts or made.parts)


def _article(workspace: Workspace, article_id: str) -> Article:
    article = workspace.article(article_id)
    if article is None:
        raise InputError("article_unknown", id=article_id)
    return article


def _part(article: Article, anchors: Sequence[str]) -> Part:
    """Some sections of an article, those below them, and when to see a doctor; all when an anchor is empty."""
    if "" in anchors:
        return Part(article, usual_sections(article))
    known = {one.anchor for one in article.sections}
    for anchor in anchors:
        if anchor not in known:
            raise InputError("section_unknown", id=article.id, section=anchor)
    return Part(article, chosen(article, anchors))


def _template(name: str, workspace: Workspace, start: Start) -> Template:
    """The template of a file name, with or without its ending, or of a title; else the one in a file of any folder."""
    templates = workspace.templates()[::-1]  # the first one of a name has it
    by_title = {one.title.casefold(): one for one in templates}
    by_name = {called.casefold(): one for one in templates for called in (one.name, one.name.rpartition(".")[0])}
    known = {**by_title, **by_name}.get(unicodedata.normalize("NFC", name).casefold())
    return known or _template_in(Path(name), start)


def _template_in(file: Path, start: Start) -> Template:
    text = read_text(file, file.name)[0] if file.suffix.lower() in ENDINGS else None
    found, problems = read_template(text, file.name) if text is not None else (None, ())
    for problem in problems:
        output.warn(f"{file}:{problem.line}: {problem_message(problem, start.words)}")
    if found is None:
        raise InputError("template_unknown", name=file)
    return found


def _with_options(made: Handout, args: argparse.Namespace) -> Handout:
    return replace(
        made,
        parts=tuple(map(_without_callout, made.parts)) if args.without_callout else made.parts,
        weeks=made.weeks if args.weeks is None else args.weeks,
        text_size=args.size or made.text_size,
    )


def _without_callout(part: Part) -> Part:
    urgent = callout_of(part.article)
    return Part(part.article, tuple(each for each in part.sections if each not in urgent))


def _patient_from_input() -> Patient:
    """The patient told as JSON on standard input; never as arguments, which others see and shells keep.

    Raises:
        InputError: it is not what it should be. The error holds nothing of what was read.
    """
    told = sys.stdin.buffer.read(MOST_PATIENT_BYTES + 1) if sys.stdin else b""  # there may be no standard input
    values = _json(told)
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
                made = _with_options(workspace.suggest([record.id]), args)
                printed = press_for(workspace).pdf(made, date.today())
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


def _tell_missing(where: str, printed: Printed, start: Start) -> None:
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
