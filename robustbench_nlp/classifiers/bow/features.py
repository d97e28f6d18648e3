"""TF-IDF of words and pairs of words, kept as JSON and arrays, never as a pickle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from robustbench_nlp.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    from robustbench_nlp.classifiers.bow.network import SparseRows

# Apostrophes stay inside words: "don't" and "dont" are different words to this model, as they are to others.
WORD = r"(?u)\b\w[\w'’]*\b|[!?]"
MOST_FEATURES = 60_000


class Features:
    """A fitted vectoriser: `terms` in column order and their inverse document frequencies."""

    def __init__(self, terms: Sequence[str], idf: NDArray[np.float64]) -> None:
        self.terms = list(terms)
        self.idf = idf
        self._vectoriser = _vectoriser(vocabulary={term: i for i, term in enumerate(self.terms)})
        self._vectoriser.idf_ = idf

    @classmethod
    def fit(cls, texts: Sequence[str]) -> Features:
        """Terms that occur in at least two texts (in one, where there are few), the most frequent first to stay."""
        vectoriser = _vectoriser(min_df=2 if len(texts) > 100 else 1, max_features=MOST_FEATURES)
        try:
            vectoriser.fit(texts)
        except ValueError as error:
            raise ModelError(f"the {len(texts)} training texts hold no words to learn from: {error}") from error
        return cls(vectoriser.get_feature_names_out().tolist(), vectoriser.idf_)

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """X of shape (texts, terms), rows of length 1 (or 0 where no term is known)."""
        matrix: csr_matrix = self._vectoriser.transform(texts)
        return matrix


def rows(matrix: csr_matrix) -> SparseRows:
    """A sparse matrix as the network takes it."""
    import torch

    from robustbench_nlp.classifiers.bow.network import SparseRows

    return SparseRows(
        torch.from_numpy(matrix.indices.astype("int64")),
        torch.from_numpy(matrix.data.astype("float32")),
        torch.from_numpy(matrix.indptr[:-1].astype("int64")),
    )


def _vectoriser(**settings: object) -> TfidfVectorizer:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(token_pattern=WORD, ngram_range=(1, 2), sublinear_tf=True, **settings)
