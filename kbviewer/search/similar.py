"""More like this: the articles whose words weigh most alike.

    similarity = cosine of two articles' vectors; by stem the weight is BM25F's share of it × idf

The cosine of tf-idf vectors is that of Salton and Buckley 1988, "Term-weighting approaches in automatic text
retrieval"; the share of a stem is `weighing`'s, so that a word in a title counts for more than one in the text.
"""

from collections.abc import Set
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kbviewer.search.alike import MOST
from kbviewer.search.analysis import STOP_STEMS
from kbviewer.search.columns import Columns, Numbers

LEAST = 0.19
"""Cosine; articles less alike are about something else."""

LEAST_OF_BEST = 0.5
"""Share of the best one's cosine that the others have at least."""

COMMONEST = 0.4
"""Share of the articles; a stem that more of them hold tells nothing of what one is about."""

Floats = npt.NDArray[np.float32]


class _Vectors(NamedTuple):
    """Every article's stems and weights, one article after the other; each article's weights have length 1."""

    starts: Numbers
    holders: npt.NDArray[np.int64]
    stems: Numbers
    weights: Floats


class Similarity:
    """Compares the articles of one library."""

    def __init__(self, columns: Columns, unlisted: Set[str]) -> None:
        """``unlisted``: ids of articles that are like no other, though others may be like them."""
        self._columns = columns
        self._allowed = np.array([article_id not in unlisted for article_id in columns.ids], bool)

    def all(self) -> dict[str, tuple[str, ...]]:
        """By the id of each article those of the ones most like it, the most alike first."""
        ids = self._columns.ids
        return {article_id: self._like(number) for number, article_id in enumerate(ids)}

    def _like(self, article: int) -> tuple[str, ...]:
        vectors = self._vectors
        row = slice(*vectors.starts[article : article + 2].tolist())
        own = np.zeros(len(self._columns.stem_texts), np.float32)
        own[vectors.stems[row]] = vectors.weights[row]
        alike = np.bincount(vectors.holders, own[vectors.stems] * vectors.weights, minlength=self._columns.articles)
        alike[~self._allowed] = 0
        alike[article] = 0
        least = max(LEAST, LEAST_OF_BEST * float(alike.max(initial=0)))
        found = np.flatnonzero(alike >= least)
        best = found[np.argsort(-alike[found], kind="stable")][:MOST]
        return tuple(self._columns.ids[number] for number in best.tolist())

    @cached_property
    def _vectors(self) -> _Vectors:
        articles, weights = self._columns.all_postings
        found = np.diff(self._columns.posting_starts).astype(np.int64)
        stems = np.repeat(np.arange(len(found)), found)
        idf = np.log(1 + (self._columns.articles - found + 0.5) / (found + 0.5))
        idf[found > COMMONEST * max(5, self._columns.articles)] = 0
        idf[[number for text in STOP_STEMS if (number := self._columns.stems.get(text)) is not None]] = 0
        values = weights * idf[stems]
        lengths = np.sqrt(np.bincount(articles, values**2, minlength=self._columns.articles))
        values = values / np.maximum(lengths[articles], 1e-9)
        order = np.argsort(articles, kind="stable")
        order = order[values[order] > 0]
        holders = articles[order].astype(np.int64)
        starts = np.searchsorted(holders, np.arange(self._columns.articles + 1)).astype(np.uint32)
        return _Vectors(starts, holders, stems[order].astype(np.uint32), values[order].astype(np.float32))
