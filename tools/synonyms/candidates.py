"""Candidate pairs from WordNet 3.0, by the numeric filters of the design, for a reader to approve or reject.

    python tools/synonyms/candidates.py > candidates.tsv

WordNet must have been fetched (`robust fetch wordnet`). The filters are those of `source=wordnet` with looser
thresholds, because every pair is read by somebody afterwards. Columns: part of speech, lemma, synonym, share of the
lemma's tags in SemCor that the sense holds, the same of the synonym, the synonym's tags in that sense, both Zipf
frequencies, the sense's gloss.
"""

from __future__ import annotations

from wordfreq import zipf_frequency

from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.transforms.synonym.wordnet import reader
from robustbench_nlp.transforms.synonym.wordnet_pairs import Filters, first_sense, pairs
from robustbench_nlp.transforms.synonym.wordnet_resource import RESOURCE

FILTERS = Filters(share=0.4, reciprocal=0.4, semcor=1, zipf=3.0, rarer=2.0)


def main() -> None:
    """Print the candidates."""
    wordnet = reader(cache_dir() / RESOURCE.file)
    for pos in "nvar":
        for lemma in sorted(set(wordnet.all_lemma_names(pos))):
            if zipf_frequency(lemma, "en") < FILTERS.zipf:
                continue
            for _, synonym, synset in pairs(wordnet, lemma, pos, FILTERS):
                shares = (f"{first_sense(wordnet, word, pos)[1]:.2f}" for word in (lemma, synonym))
                semcor = next(sense.count() for sense in synset.lemmas() if sense.name() == synonym)
                zipfs = (zipf_frequency(word, "en") for word in (lemma, synonym))
                print(pos, lemma, synonym, *shares, semcor, *zipfs, synset.definition(), sep="\t")


if __name__ == "__main__":
    main()
