"""What the sample sets are and where they come from."""

from __future__ import annotations

from robustbench_nlp.core.claims import Resource
from robustbench_nlp.core.kinds import DatasetSpec

RESOURCE = Resource(
    name="movies",
    summary="movie, product, tweet and editorial snippets rated by people (also amazon, tweets, editorials)",
    licence="MIT, as the distribution that carries them",
    size_bytes=2_466_783,
    sha256="5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9",
    file="samples/vaderSentiment-3.3.2.tar.gz",
    fetch="robustbench_nlp.readers.samples.fetch:fetch",
    reference="Hutto and Gilbert (2014), VADER: A Parsimonious Rule-based Model for Sentiment Analysis, ICWSM",
)

SPEC = DatasetSpec(
    name="sample",
    summary="movies, amazon, tweets, editorials: short real texts with the mean rating of about 20 people",
    read="robustbench_nlp.readers.samples.read:read",
    aliases=("movies", "amazon", "tweets", "editorials"),
    resources=(RESOURCE,),
)
