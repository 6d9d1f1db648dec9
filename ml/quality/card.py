"""The model card that is written beside a fitted model."""

from datetime import date

from .fit import FOLDS
from .model import Model
from .table import Table

TEXT = """# {version}

Predicts how good a mask is without knowing the truth, from {signals} signals and {features} averaged features of
what the network saw of it: IoU, Boundary IoU and the chance that it needs an edit.

| | |
|---|---|
| model | {trees} boosted trees (`trees.py`) and {members} networks of three small layers (`layers.py`) |
| as stored | `quality.json`, {size:,} bytes |
| fitted | {day}, `python -m ml.quality.train`: {masks:,} masks of {objects:,} objects, none of the validation split |
| to the network | `cdnet-base.onnx`, SHA-256 {network} |
| bad masks among them | {bad:.0%} (IoU below 0.90 or Boundary IoU below 0.80) |

Fit it again whenever the network's weights change: its signals are that network's answers.

## On objects that were held out ({folds} folds over the training table)
| target, model, ground | Spearman | AUC, needs an edit |
|---|---|---|
{rows}

What it was measured on beyond that, where it fails and what it must not be used for: `docs/quality.md`. The
photos' licences are those of the network's training data (`ml/weights/cdnet-base.md`): **take it as for research**.
"""


def card(
    model: Model,
    data: Table,
    figures: dict[str, dict[str, float | None]],
    size: int,
    day: date,
) -> str:
    """The card as Markdown."""
    rows = [
        f"| {name} | {_shown(values['spearman'])} | {_shown(values['auc_needs_edit'])} |"
        for name, values in figures.items()
    ]
    bad = float(((data.iou < 0.9) | (data.boundary < 0.8)).mean())
    return TEXT.format(
        version=model.version,
        signals=len(model.names),
        features=data.features.shape[1],
        members=len(model.layers.members),
        folds=FOLDS,
        trees=sum(len(part.roots) for part in (model.iou, model.boundary, model.edit)),
        size=size,
        day=day.isoformat(),
        masks=len(data.x),
        objects=len(set(data.groups.tolist())),
        network=model.network,
        bad=bad,
        rows="\n".join(rows),
    )


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
