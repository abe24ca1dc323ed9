"""The model card: every figure in it comes from models/metrics.json."""

from __future__ import annotations

from statistics import fmean
from typing import Any

from corpus import LEADS, REREAD, WITH_LEAD, spans_in, written_later

from clauseadvisor.labelling.judging import LABELS

_HEAD = """# Model card: clause labels

*Made by `python models/scripts/run.py card` from `models/metrics.json`; do not edit.*

A spaCy pipeline that gives a contract clause one of five labels (penalty, incentive, control,
trust, neutral), a sub-type, secondary labels, calibrated probabilities, the words that speak for
the label, and a mark where a person should look. It reads the words of the clause, after those
of the lead-in that it completes, and nothing else: hashed n-grams in two views (every word; the
gist, with names and roles of parties made one), linear layers with 8-bit weights, one of which
looks for the sentence that speaks for a label, and an arbiter, half linear and half some small
networks, that weighs their scores of the whole clause, of its best sentences, of secondary labels
and of every sub-type. It needs numpy and spaCy, no network, no GPU.

**Use**: English contracts between companies, clause by clause, to find what is worth talking
about. **Not for**: legal advice, other languages, decisions without a reader. Labels were given
by a large language model from a codebook, without a lawyer's review.
"""

_DATA = """## Data

{cuad} paragraphs of CUAD v1, {cuad_clauses} more clauses of it as our splitter cuts them,
{vendor_md} clauses of synthetic vendor contracts, {written} that we wrote. {leads} labelled clauses
have a lead-in, which is read with them; {changed} labels were changed for it. The 1,365 paragraphs
whose labels the cross-validation doubted most, and 200 others, were read again by two readers, each
alone and without sight of label or prediction: {reread} labels that both of them agreed against were
changed.
Labels by file and offset and the written clauses are in `models/assets`; the sentences of the
corpora are not.

- **CUAD v1** (Contract Understanding Atticus Dataset), The Atticus Project, Inc.; Hendrycks,
  Burns, Chen, Ball, "CUAD: An Expert-Annotated NLP Dataset for Legal Contract Review", arXiv
  2103.06268. Creative Commons Attribution 4.0. Changes: texts cut into clauses, white space
  squeezed; labels are ours. The contracts are public filings with the US Securities and Exchange
  Commission.
- **Vendor contracts** of github james-tn/graph, MIT licence, Copyright (c) 2025 James Nguyen.
  Changes: Markdown marks removed, cut into clauses; labels are ours.
- **Written clauses**: ours. {written_later} more were written after a look at errors, of the
  cross-validation and of the shipped pipeline on whole contracts; the pipeline learns from them, no
  figure below rests on them.

The clauses are enriched: of CUAD, drawn at random, some 79 % would be neutral, 16 % control, 3 %
trust, 2 % penalty, 0.4 % incentive. Figures below hold for the enriched mix.
"""

_SECOND = """## Second opinion (`--thorough`)

Asked only about the clauses that the pipeline marks for review ({asked:.0f} % here), a fine-tuned
all-MiniLM-L6-v2 (Apache 2.0) reads them again: six layers of attention over the word pieces of lead-in
and clause, in numpy, with 8-bit weights, some twenty clauses a second. The mean of both probabilities
decides. How it is weighed was fitted for each fold on the others; folds that are not listed were not
measured.

{table}

Of all labels {after:.1f} % are right, of the pipeline alone {before:.1f} %. {review:.1f} % of the clauses
stay marked for review; of those called non-neutral and not marked, {sure:.1f} % are right. Expected
calibration error {error:.3f}.
"""

_HOW = """## How it was measured

Cross-validation, seed {seed}, never on a contract that training saw. CUAD in five folds by
contract, with vendor contracts and written clauses in training; vendor contracts in four by
template (their wording repeats); written clauses in four, by the hand that wrote them. What turns scores into
decisions (offsets, temperature, thresholds) is fitted on the other folds' scores. The pipeline
that ships was trained on everything with the same settings, so its own figures cannot be
measured here.
"""


def render(metrics: dict[str, Any]) -> str:
    """The card as Markdown."""
    parts = [
        _HEAD,
        _DATA.format(
            **metrics["clauses"],
            leads=spans_in(LEADS, "leads"),
            changed=spans_in(WITH_LEAD, "clauses"),
            reread=spans_in(REREAD, "clauses"),
            written_later=len(written_later()),
        ),
        _HOW.format(seed=metrics["seed"]),
        _results(metrics),
        _compared(metrics),
        _second_opinion(metrics.get("second_opinion", {})),
        _doubt(metrics),
        _confusion(metrics["cuad"]["confusion"]),
        _errors(metrics["cuad_errors"]),
    ]
    return "\n".join(part for part in parts if part)


def _results(metrics: dict[str, Any]) -> str:
    names = {
        "cuad": "CUAD, paragraphs",
        "cuad_clauses": "CUAD, clauses of our splitter",
        "vendor_md": "vendor contracts",
        "written": "written clauses",
    }
    lines = [
        "## Results\n",
        f"| F1 | macro | {' | '.join(LABELS)} | sub-type right, given the label | secondary |",
        f"|---|---|{'---|' * len(LABELS)}---|---|",
    ]
    for key, name in names.items():
        found = metrics[key]
        each = " | ".join(_f1(found["labels"][label]) for label in LABELS)
        lines.append(
            f"| {name} | **{found['macro_f1']:.3f}** | {each} | "
            f"{_share(found['subtype_accuracy'])} | {found['secondary_f1']:.3f} |"
        )
    folds = metrics["cuad_folds"]
    mean = sum(folds) / len(folds)
    spread = (sum((fold - mean) ** 2 for fold in folds) / len(folds)) ** 0.5
    support = metrics["cuad"]["labels"]["incentive"]["support"]
    lines.append(
        f"\nMacro-F1 of the five CUAD folds: mean {mean:.3f}, standard deviation {spread:.3f} "
        f"({', '.join(f'{fold:.3f}' for fold in folds)}). CUAD has {support} incentive clauses: "
        "their F1 moves by several points from fold to fold. Against the labels as they were before "
        f"some were read again, macro-F1 is {metrics['cuad_first_labels']:.3f}.\n"
    )
    return "\n".join(lines)


def _compared(metrics: dict[str, Any]) -> str:
    if "baselines" not in metrics:
        return ""
    lines = [
        "## Beside others\n\nTrained and tested on the same CUAD folds in the same run.\n",
        f"| F1 | macro | {' | '.join(LABELS)} |",
        f"|---|---|{'---|' * len(LABELS)}",
    ]
    for name, found in metrics["baselines"].items():
        each = " | ".join(f"{found['labels'][label]:.3f}" for label in LABELS)
        lines.append(f"| {name} | {found['macro_f1']:.3f} | {each} |")
    ours = metrics["cuad"]
    each = " | ".join(f"{ours['labels'][label]['f1']:.3f}" for label in LABELS)
    lines.append(f"| **this pipeline** | **{ours['macro_f1']:.3f}** | {each} |\n")
    lines.extend(_minilm(metrics.get("minilm", {})))
    return "\n".join(lines)


def _minilm(by_fold: dict[str, Any]) -> list[str]:
    """A line for each fold that MiniLM was fine-tuned for, and their mean where there are more."""
    if not by_fold:
        return []
    lines = [
        "A fine-tuned MiniLM (models/scripts/minilm.py; an hour of a core for a fold):\n",
        f"| F1 | macro | {' | '.join(LABELS)} | this pipeline there |",
        f"|---|---|{'---|' * len(LABELS)}---|",
    ]
    folds = [by_fold[number] for number in sorted(by_fold)]
    for number, found in zip(sorted(by_fold), folds, strict=True):
        lines.append(_minilm_row(f"fold {int(number) + 1}", found))
    if len(folds) > 1:
        mean = {
            "macro_f1": fmean(each["macro_f1"] for each in folds),
            "labels": {label: fmean(each["labels"][label] for each in folds) for label in LABELS},
            "pipeline_macro_f1": fmean(each["pipeline_macro_f1"] for each in folds),
        }
        lines.append(_minilm_row(f"mean of {len(folds)} folds", mean))
    return [*lines, ""]


def _minilm_row(name: str, found: dict[str, Any]) -> str:
    each = " | ".join(f"{found['labels'][label]:.3f}" for label in LABELS)
    ours = f"{found['pipeline_macro_f1']:.3f}"
    return f"| {name} | {found['macro_f1']:.3f} | {each} | {ours} |"


def _second_opinion(by_fold: dict[str, Any]) -> str:
    """What the second opinion adds, on the folds that it was measured on."""
    if not by_fold:
        return ""
    mean = {
        key: fmean(fold[key] for fold in by_fold.values())
        for key in next(iter(by_fold.values()))
        if key != "labels"
    }
    labels = {name: fmean(fold["labels"][name] for fold in by_fold.values()) for name in LABELS}
    lines = [
        f"| F1 on CUAD | macro | {' | '.join(LABELS)} | the pipeline alone | MiniLM alone |",
        f"|---|---|{'---|' * len(LABELS)}---|---|",
    ]
    rows = [(f"fold {int(number) + 1}", fold, fold["labels"]) for number, fold in by_fold.items()]
    for name, fold, own in [*rows, (f"mean of {len(rows)}", mean, labels)]:
        each = " | ".join(f"{own[label]:.3f}" for label in LABELS)
        lines.append(
            f"| {name} | **{fold['macro_f1']:.3f}** | {each} | {fold['pipeline_macro_f1']:.3f} | "
            f"{fold['second_alone_macro_f1']:.3f} |"
        )
    return _SECOND.format(
        table="\n".join(lines),
        asked=100 * mean["asked_share"],
        review=100 * mean["review_share"],
        sure=100 * mean["unflagged_precision"],
        before=100 * mean["pipeline_accuracy"],
        after=100 * mean["accuracy"],
        error=mean["calibration_error"],
    )


def _doubt(metrics: dict[str, Any]) -> str:
    found, evidence = metrics["cuad"], metrics["evidence"]
    return f"""## Doubt and evidence (CUAD)

- Expected calibration error {found["calibration_error"]:.3f} (ten bins).
- {100 * found["review_share"]:.1f} % are marked for review; of those called non-neutral and not
  marked, {100 * (found["unflagged_precision"] or 0):.1f} % are right.
- Deleting the evidence lowers the label's probability more than the mean of 20 random deletions
  of the same length in {100 * evidence["share"]:.1f} % of {evidence["clauses"]} non-neutral clauses.
"""


def _confusion(table: dict[str, dict[str, int]]) -> str:
    lines = [
        "## Confusion (CUAD; true label down, given label across)\n",
        f"| | {' | '.join(table)} |",
        f"|---|{'---|' * len(table)}",
    ]
    for true, given in table.items():
        lines.append(f"| {true} | {' | '.join(str(given[name]) for name in table)} |")
    return "\n".join(lines) + "\n"


def _errors(found: dict[str, Any]) -> str:
    quarters = ", ".join(
        f"{100 * part['wrong']:.0f} % up to {part['up_to']:,} characters"
        for part in found["by_length"]
    )
    lines = [
        "## Errors (CUAD)\n",
        f"{found['wrong']} labels are wrong. In {100 * found['also_read']:.0f} % of them the readers "
        "named the given label second; in "
        f"{100 * found['against_neutral']:.0f} % one of the two labels is neutral. Of the clauses in "
        f"four parts by length, wrong are: {quarters}.\n",
        "The most confident of them (file of CUAD v1 and characters):\n",
        "| place | label | given | confidence |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {worst['place']} | {worst['label']} | {worst['given']} | {worst['confidence']:.3f} |"
        for worst in found["worst"]
    ]
    return "\n".join(lines) + "\n"


def _f1(score: dict[str, Any]) -> str:
    """The F1, or nothing where no clause has the label."""
    return f"{score['f1']:.3f}" if score["support"] else ""


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
