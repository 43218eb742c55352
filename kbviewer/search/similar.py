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

LARGEST = 10_000
"""Articles of a library; in a larger one none is named. To compare all takes 0.02 s for 195 articles, 6 s for 6,435."""

Floats = npt.NDArray[np.float32]


class _Vectors(NamedTuple):
    """Weights of stems in articles; those of an article have length 1 together.

    Once by article and once by stem: ``starts`` and ``holders_start`` tell where those of an article, of a stem begin.
    """

    starts: npt.NDArray[np.int64]
    stems: npt.NDArray[np.int64]
    weights: Floats
    holders_start: npt.NDArray[np.int64]
    holders: Numbers
    holders_weights: Floats


class Similarity:
    """Compares the articles of one library."""

    def __init__(self, columns: Columns, unlisted: Set[str]) -> None:
        """``unlisted``: ids of articles that are like no other, though others may be like them."""
        self._columns = columns
        self._allowed = np.array([article_id not in unlisted for article_id in columns.ids], bool)

    def all(self) -> dict[str, tuple[str, ...]]:
        """By the id of each article those of the ones most like it, the most alike first; of none beyond `LARGEST`."""
        ids = self._columns.ids
        if len(ids) > LARGEST:
            return {}
        return {article_id: self._like(number) for number, article_id in enumerate(ids)}

    def _like(self, article: int) -> tuple[str, ...]:
        vectors = self._vectors
        row = slice(*vectors.starts[article : article + 2].tolist())
        stems, weights = vectors.stems[row], vectors.weights[row]
        begin = vectors.holders_start[stems]
        found = vectors.holders_start[stems + 1] - begin
        places = np.repeat(begin - np.cumsum(found) + found, found) + np.arange(found.sum())
        shared = np.repeat(weights, found) * vectors.holders_weights[places]
        alike = np.bincount(vectors.holders[places], shared, minlength=self._columns.articles)
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
        values = (values / np.maximum(lengths[articles], 1e-9)).astype(np.float32)
        told = values > 0
        articles, stems, values = articles[told], stems[told], values[told]
        order = np.argsort(articles, kind="stable")
        return _Vectors(
            _starts(articles[order], self._columns.articles), stems[order], values[order],
            _starts(stems, len(found)), articles, values,
        )  # fmt: skip


def _starts(sorted_numbers: npt.NDArray[np.int64] | Numbers, many: int) -> npt.NDArray[np.int64]:
    """Where each of the numbers below ``many`` begins in a sorted array, and where the last one ends."""
    return np.searchsorted(sorted_numbers, np.arange(many + 1))
