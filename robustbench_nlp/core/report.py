"""The report: everything a renderer may show, computed once. All rates are fractions, not percentages."""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA = "robustbench-nlp/report/1"


@dataclass(frozen=True)
class Interval:
    """An estimate with its interval and how that was made."""

    value: float
    low: float
    high: float
    level: float
    method: str


@dataclass(frozen=True)
class RunSpec:
    """What was asked. Together with the data and the model's digest it determines every number in the report."""

    dataset: str
    split: str
    dataset_fingerprint: str
    model: str
    model_digest: str
    transforms: tuple[str, ...]
    """Each chain with versions and every param."""
    seed: int
    draws: int
    limit: int | None
    language: str
    checks: tuple[str, ...] = ()
    """Label checks that took part, with versions: their flags and discards are part of the result."""


@dataclass(frozen=True)
class Environment:
    """Where it ran; not part of the digest."""

    tool: str
    python: str
    platform: str
    device: str
    packages: tuple[tuple[str, str], ...]
    plugins: tuple[tuple[str, str], ...]
    """Distribution and version of every plugin that took part."""


@dataclass(frozen=True)
class Problem:
    """Something that went wrong, was dropped or was skipped, without stopping the run.

    count  how often, such as the number of rows; 0 where nothing was counted
    """

    where: str
    what: str
    count: int = 0

    def __str__(self) -> str:
        """As notes show it: `reviews: no label (3)`."""
        times = f" ({self.count})" if self.count else ""
        return f"{self.where}: {self.what}{times}"


@dataclass(frozen=True)
class AuditResult:
    """What people or judges found about one transform. A report without one says "not audited".

    label_kept       share of pairs whose label is still true, corrected for annotator error where controls allow it
    as_answered      the same without that correction
    valid_only_drop  the drop over pairs whose label is still true; None where no such pair was found
    model_part       points of the drop that such pairs account for; `label_part` is the rest
    audited          texts with a verdict; in `undecidable` of them nobody could tell, they count as not kept
    annotators       (name, kind, signature) of everyone whose answers count; people have no signature
    alpha            Krippendorff's, on the blind labels; None where nobody shared a text
    annotator_error  share of untouched originals that were not given their label
    sentence         the finding in words
    """

    label_kept: Interval
    as_answered: Interval
    valid_only_drop: Interval | None
    model_part: Interval
    label_part: float
    audited: int
    undecidable: int
    annotators: tuple[tuple[str, str, str], ...]
    alpha: float | None
    annotator_error: float | None
    sentence: str


@dataclass(frozen=True)
class TransformResult:
    """One row of the drop table.

    n             examples (each counted once, whatever the number of draws), failed ones excluded
    pairs         examples x draws behind the row
    coverage      share of pairs whose text changed
    words_changed share of words touched by an edit, over all pairs
    drop          accuracy before minus after; positive means worse
    broke, fixed  pairs right before and wrong after; wrong before and right after
    p, p_holm     two-sided; exact McNemar with one draw, t-test on per-example means with more
    mde           smallest drop this row could find with power .80 at .05
    equivalent    True where the 90 % interval lies within +-1 point: then "no drop beyond 1 point" is a finding
    """

    transform: str
    name: str
    severity: int | None
    explicit: str
    label_effect: str
    control: bool
    failed: int = 0
    """Pairs on which the transform failed; their examples are not in this row."""
    flags: tuple[tuple[str, int], ...] = ()
    """How many pairs each label check objected to."""
    discarded: tuple[tuple[str, int], ...] = ()
    """How many rewrites were thrown away, by the required check they failed; those texts count as unchanged."""
    n: int = 0
    pairs: int = 0
    coverage: float = 0.0
    words_changed: float = 0.0
    accuracy_before: float | None = None
    accuracy_after: float | None = None
    drop: Interval | None = None
    """None where the transform failed on every example; so are all figures that need one."""
    drop_on_changed: float | None = None
    p: float | None = None
    p_holm: float | None = None
    test: str = ""
    broke: int = 0
    fixed: int = 0
    consistency: float | None = None
    relative_drop: float | None = None
    attack_success: float | None = None
    macro_f1_drop: Interval | None = None
    ece_before: float | None = None
    ece_after: float | None = None
    """Expected calibration error; None where the model gives no probabilities."""
    mde: float | None = None
    equivalent: bool = False
    audit: AuditResult | None = None

    @property
    def distinguishable(self) -> bool:
        """Does the interval exclude zero?"""
        return self.drop is not None and (self.drop.low > 0 or self.drop.high < 0)


@dataclass(frozen=True)
class Report:
    """The result of one evaluation."""

    spec: RunSpec
    environment: Environment
    signature: str
    n: int
    labels: tuple[str, ...]
    class_counts: tuple[int, ...]
    accuracy: Interval
    majority_share: float
    results: tuple[TransformResult, ...]
    worst_of_all: float | None
    """Share of examples right under every transform and draw of the table: robust accuracy. Falls with their number."""
    worst_of_k: int
    problems: tuple[Problem, ...] = ()
    timing: tuple[tuple[str, float], ...] = ()
    """Seconds per phase; not part of the digest."""
    digest: str = ""
    """Equal for equal questions, texts and answers; `spec`, `results` and the counts go into it."""
