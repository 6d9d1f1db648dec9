"""The losses of CDNet (section 3.4) and the mix that proved best early in training."""

import torch
import torch.nn.functional as F
from torch import Tensor

from ..nets.cdnet import Output
from .slots import Question


def focal(logits: Tensor, target: Tensor, valid: Tensor, gamma: float = 2.0) -> Tensor:
    """Normalised focal loss per sample (RITM, section 3.3): (N, C, H, W) logits, target and valid
    alike -> (N, C).

    The weights (1 - p)^gamma are scaled to a mean of one per sample, without gradient, so that the
    gradient does not fade as the answer improves.
    """
    wrong = torch.sigmoid(torch.where(target > 0.5, -logits, logits))
    weight = (wrong**gamma * valid).detach() if gamma else valid
    scale = valid.sum((2, 3), keepdim=True) / (weight.sum((2, 3), keepdim=True) + 1e-6)
    loss = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return 0.5 * (weight * scale * loss).sum((2, 3)) / (valid.sum((2, 3)) + 1e-6)


def soft_iou(logits: Tensor, target: Tensor, valid: Tensor) -> Tensor:
    """1 - IoU of probabilities, per sample: (N, 1, H, W) -> (N, 1)."""
    p = torch.sigmoid(logits) * valid
    target = target * valid
    both = (p * target).sum((2, 3))
    return 1 - (both + 1) / (p.sum((2, 3)) + target.sum((2, 3)) - both + 1)


def around_clicks(logits: Tensor, target: Tensor, valid: Tensor, clicks: Tensor) -> Tensor:
    """Cross entropy near the clicks and nowhere else: `clicks` (N, 1, H, W) in 0..1 -> (N, C).

    A floor under the weights, even of a hundredth, is most of their sum, and makes every latent
    head learn the whole object.
    """
    weight = clicks * valid
    loss = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    return (loss * weight).sum((2, 3)) / (weight.sum((2, 3)) + 1e-6)


def diversity(
    latent: Tensor, target: Tensor, valid: Tensor, clicks: Tensor, readings: Tensor
) -> Tensor:
    """Diversified training (CDNet, section 3.3): the best of the latent heads learns the object,
    all learn the clicks.

    Where the clicks are known to have other `readings` (N, R, H, W), the best of the heads that are
    left learns the next one, so that a part and its whole are never taught to the same head.
    """
    shape = latent.shape
    near = around_clicks(latent, target.expand(shape), valid.expand(shape), clicks.expand(shape))
    free = torch.zeros(shape[:2], device=latent.device)
    best = torch.zeros(shape[0], device=latent.device)
    for wanted in (target, *torch.split(readings, 1, 1)):
        loss = focal(latent, wanted.expand(shape), valid.expand(shape))
        chosen = (loss.detach() + free).argmin(1, keepdim=True)
        there = wanted.amax((1, 2, 3))
        best = best + there * loss.gather(1, chosen)[:, 0]
        free = free.scatter(1, chosen, torch.inf)
    return best.mean() + near.mean()


def total(
    out: Output,
    asked: Question,
    teacher: Tensor | None = None,
    diverse: bool = True,
) -> tuple[Tensor, dict[str, Tensor]]:
    """The loss of a batch and its parts. `teacher`: (N, 1, H, W) logits of a larger network that is
    asked the same; `diverse`: with Diversified Training.
    """
    target, valid, clicks = asked.target, asked.valid, asked.clicks
    mask = out.mask.float()
    half = F.avg_pool2d(target, 2)
    half_valid = (F.avg_pool2d(valid, 2) > 0.99).to(target.dtype)
    eighth = F.avg_pool2d(target, 8)
    near = F.interpolate(clicks.amax(1, keepdim=True), size=half.shape[2:], mode="bilinear")
    bce = F.binary_cross_entropy_with_logits(mask, target, weight=valid)
    reached = ((mask > 0) * target * valid).sum((2, 3))
    union = (((mask > 0) | (target > 0.5)) * valid).sum((2, 3))
    truth = (reached / (union + 1e-6)).detach()
    parts = {
        "focal": focal(mask, target, valid).mean(),
        "iou": 0.5 * soft_iou(mask, target, valid).mean(),
        "bce": 0.5 * bce,
        "gate": 0.4
        * focal(out.gate.float(), (eighth > 0.5).to(target.dtype), torch.ones_like(eighth)).mean(),
        "diversity": 0.5
        * diversity(
            out.latent.float(), (half > 0.5).to(target.dtype), half_valid, near, asked.readings
        ),
        "score": 0.2 * F.mse_loss(torch.sigmoid(out.score.float()), truth),
    }
    if not diverse:
        del parts["diversity"]
    if teacher is not None:
        # Where the truth leaves something open (soft edges, pixels left out), the teacher speaks.
        soft = torch.sigmoid(teacher.float())
        parts["teacher"] = 0.5 * F.binary_cross_entropy_with_logits(mask, soft)
    return torch.stack(list(parts.values())).sum(), parts | {"miou": truth.mean()}
