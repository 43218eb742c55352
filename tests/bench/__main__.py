"""``python3 dev.py bench [CONTENT [GOLD]] [--copies N ...]``: a table for each size of library.

``--painting`` measures reading instead: see `tests.bench.painting`; ``--bookmarks`` keeping: see `tests.bench.keeping`;
``--visits 1000`` so many patients in a row at the kiosk: see `tests.bench.visits`; ``--starting 20`` so many starts of
the program: see `tests.bench.starting`.

Every engine answers each query for the first time, in a process of its own on one core. Ratios are against SQLite FTS5
in the same run.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kbviewer.articles.article import Article
from kbviewer.articles.checking import check_library
from kbviewer.search.evaluate import GoldQuery, percentile, read_gold, reciprocal_rank
from tests.bench import keeping
from tests.bench.copies import copied_gold, write_copies
from tests.bench.engines import ENGINES, plain_text
from tests.bench.searching import Searched, search

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Measured:
    """An engine at one size of library."""

    name: str
    build_seconds: float
    megabytes: float
    searched: Searched


def main(arguments: Sequence[str]) -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("content", nargs="?", type=Path, default=ROOT / "content")
    parser.add_argument("gold", nargs="?", type=Path, default=ROOT / "tests" / "relevance" / "gold.jsonl")
    parser.add_argument("--copies", nargs="+", type=int, default=[1, 10])
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    parser.add_argument("--painting", action="store_true", help="from a click to the first paint, instead of search")
    parser.add_argument("--bookmarks", action="store_true", help="what 10,000 bookmarks cost, instead of search")
    parser.add_argument("--visits", type=int, default=0, metavar="N", help="N patients at the kiosk, instead of search")
    parser.add_argument("--starting", type=int, default=0, metavar="N", help="N starts of each, instead of search")
    parser.add_argument("--program", type=Path, metavar="FILE", help="with --starting: a frozen kbviewer as well")
    args = parser.parse_args(arguments)
    if args.starting:
        from tests.bench import starting

        starting.bench(args.content, args.starting, args.program)
        return
    if args.visits:
        from tests.bench import visits  # with Qt

        visits.bench(args.content, args.visits)
        return
    if args.bookmarks:
        from tests.bench import listing  # with Qt

        keeping.bench()
        listing.bench()
        return
    if args.painting:
        from tests.bench import painting  # with Qt

        painting.bench(args.content)
        return
    gold = read_gold(args.gold)
    for times in args.copies:
        with tempfile.TemporaryDirectory() as scratch:
            _bench(args.content, gold, times, Path(scratch), args.engines)


def _bench(content: Path, gold: Sequence[GoldQuery], times: int, scratch: Path, names: Sequence[str]) -> None:
    library = scratch / "content"
    write_copies(content, times, library)
    asked = copied_gold(gold, times)
    articles = check_library([library], today=date.today()).articles
    _print_head(len(articles), len(asked))
    rows = [_measure(name, library, articles, asked, scratch / name.replace(" ", "")) for name in names]
    _print_quality(rows, asked)
    _print_costs(rows, len(articles), _whoosh_seconds(articles, scratch / "whoosh"))


def _measure(
    name: str, library: Path, articles: Sequence[Article], gold: Sequence[GoldQuery], folder: Path
) -> Measured:
    seconds = ENGINES[name]().build(library, articles, folder)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        searched = pool.apply(search, (name, library, folder, [one.query for one in gold]))
    return Measured(name, seconds, size, searched)


def _whoosh_seconds(articles: Sequence[Article], folder: Path) -> float:
    """How long plain Whoosh takes to index the plain text, with its own stemmer, on one core."""
    from whoosh.analysis import LanguageAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in

    folder.mkdir()
    words = TEXT(analyzer=LanguageAnalyzer("da"), stored=True)
    schema = Schema(id=ID(stored=True), title=words, headings=words, keywords=words, body=words)
    started = time.perf_counter()
    writer = create_in(str(folder), schema).writer(limitmb=512)
    for one in articles:
        writer.add_document(id=one.id, **plain_text(one))
    writer.commit()
    return time.perf_counter() - started


def _print_head(articles: int, queries: int) -> None:
    print(f"\n### {articles:,} articles, {queries:,} queries\n")


def _print_quality(rows: Sequence[Measured], gold: Sequence[GoldQuery]) -> None:
    classes = list(dict.fromkeys(one.kind for one in gold))
    print(f"| MRR@10 | {' | '.join(classes)} | mean |\n|---|{'---|' * (len(classes) + 1)}")
    for row in rows:
        ranks = _mean_ranks(gold, row.searched.answers)
        mean = sum(ranks.values()) / len(ranks)
        print(f"| {row.name} | {' | '.join(f'{ranks[kind]:.3f}' for kind in classes)} | {mean:.3f} |")


def _mean_ranks(gold: Sequence[GoldQuery], answers: Sequence[Sequence[str]]) -> dict[str, float]:
    ranks: dict[str, list[float]] = {}
    for one, found in zip(gold, answers, strict=True):
        ranks.setdefault(one.kind, []).append(reciprocal_rank(found, one.relevant))
    return {kind: sum(values) / len(values) for kind, values in ranks.items()}


def _print_costs(rows: Sequence[Measured], articles: int, whoosh: float) -> None:
    columns = ("p50 ms", "p95 ms", "p99 ms", "max ms", "1–2 letters, worst ms", "p95 / FTS5", "first answer ms",
               "MB in memory", "MB on disk", "built, articles/s")  # fmt: skip
    print(f"\n| | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    peer = next((percentile(sorted(row.searched.times), 0.95) for row in rows if "FTS5" in row.name), float("nan"))
    for row in rows:
        times = sorted(row.searched.times)
        shares = [f"{percentile(times, share):.1f}" for share in (0.5, 0.95, 0.99, 1.0)]
        prefix, ratio = max(row.searched.prefix_times), percentile(times, 0.95) / peer
        print(f"| {row.name} | {' | '.join(shares)} | {prefix:.1f} | {ratio:.2f} | {row.searched.first_answer:.0f} | "
              f"{row.searched.memory:.0f} | {row.megabytes:.0f} | {articles / row.build_seconds:.0f} |")  # fmt: skip
    print(f"\nPlain Whoosh indexes the same plain text at {articles / whoosh:.0f} articles/s on one core.", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
