"""The network's modules against forms that can be worked out by hand."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402

from ml.export import graph, halved  # noqa: E402
from ml.inference.network import Look, OnnxNetwork, inputs  # noqa: E402
from ml.nets.blocks import Depthwise  # noqa: E402
from ml.nets.cdnet import CDNet  # noqa: E402
from ml.nets.fdm import FeatureDiffusion, attention  # noqa: E402
from ml.nets.served import Served, settled  # noqa: E402
from ml.nets.trunk import Trunk, load_folded  # noqa: E402
from ml.training import config, losses  # noqa: E402
from ml.types import Click  # noqa: E402


@pytest.mark.parametrize(("stride", "dilation"), [(1, 1), (2, 1), (1, 2)])
@pytest.mark.parametrize("shape", [(12, 16), (9, 7)])
def test_the_fast_depthwise_equals_the_plain_one(stride: int, dilation: int, shape) -> None:
    torch.manual_seed(0)
    layer = Depthwise(6, stride, dilation)
    x = torch.randn(2, 6, *shape, requires_grad=True)
    plain = nn.functional.conv2d(x, layer.weight, None, stride, dilation, dilation, 6)
    fast = layer(x)
    assert torch.allclose(fast, plain, atol=1e-5)
    (a,) = torch.autograd.grad(plain.square().sum(), x)
    (b,) = torch.autograd.grad(fast.square().sum(), x)
    assert torch.allclose(a, b, atol=1e-4)


def test_with_every_source_equal_diffusion_is_a_plain_non_local_block() -> None:
    torch.manual_seed(0)
    module = FeatureDiffusion(16, 8).eval()
    x, clicks = torch.randn(1, 16, 8, 8), torch.ones(1, 2, 8, 8)
    out = module(x, clicks)
    pooled = nn.functional.avg_pool2d(x, 2)
    q, k, v = (layer(t).flatten(2)[0] for layer, t in zip(
        (module.query, module.key, module.value), (x, pooled, pooled), strict=True
    ))  # fmt: skip
    plain = (torch.softmax(q.T @ k / 8**0.5, -1) @ v.T).T.reshape(1, 8, 8, 8)
    gate = torch.sigmoid(out.gate)
    expected = x + module.foreground(plain * gate) + module.background(plain * (1 - gate))
    assert torch.allclose(out.features, expected, atol=1e-4)


def test_attention_is_a_softmax_without_numbers_that_a_processor_is_slow_at() -> None:
    logits = torch.tensor([[0.0, -3.0, -50.0, -95.0, -300.0], [200.0, 199.0, 100.0, 0.0, -200.0]])
    weights = attention(logits)
    assert torch.allclose(
        weights, torch.softmax(logits.double(), -1).float(), rtol=1e-6, atol=1e-16
    )
    assert weights.min() > 1e4 * torch.finfo(torch.float32).tiny


def test_a_click_draws_attention_to_its_place() -> None:
    torch.manual_seed(0)
    module = FeatureDiffusion(16, 8).eval()
    x = torch.randn(1, 16, 8, 8)
    spot = torch.zeros(1, 2, 8, 8)
    spot[0, 0, 2, 2] = 1
    source = nn.functional.max_pool2d(spot, 2)
    assert source.sum() == 1  # a lone click survives the pooling
    assert not torch.allclose(module(x, spot).features, module(x, spot * 0).features, atol=1e-4)


@pytest.mark.parametrize(("width", "depth"), [(1.0, 16), (1.0, 14), (0.5, 16)])
def test_folded_weights_come_back_with_equal_outputs(width: float, depth: int) -> None:
    torch.manual_seed(0)
    source = Trunk(width, depth).eval()
    image = torch.randn(4, 3, 64, 64)
    tensors = {}
    layers = {"stem": source.stem}
    for number, block in enumerate(source.blocks):
        parts = {"expand": block.expand, "depthwise": block.depthwise, "project": block.project}
        layers |= {f"{number}.{k}": v for k, v in parts.items() if v is not None}
    for name, layer in layers.items():
        scale = layer[1].weight / (layer[1].running_var + layer[1].eps).sqrt()
        tensors[f"{name}.weight"] = layer[0].weight * scale[:, None, None, None]
        tensors[f"{name}.bias"] = layer[1].bias - layer[1].running_mean * scale
    other = Trunk(width, depth)
    load_folded(other, tensors, image)
    other.eval()
    for a, b in zip(source.shallow(image), other.shallow(image), strict=True):
        assert torch.allclose(a, b, atol=1e-3)


def trained(name: str) -> CDNet:
    """A network as training might leave it: no two of its norms alike."""
    torch.manual_seed(0)
    net = CDNet(**config.load(name).network).eval()
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 2)
            nn.init.uniform_(module.bias, -0.5, 0.5)
            nn.init.uniform_(module.running_mean, -0.5, 0.5)
            nn.init.uniform_(module.running_var, 0.5, 2)
    return net


@pytest.mark.parametrize("name", ["base", "small", "nano", "no-fdm"])
def test_a_served_graph_and_pytorch_answer_alike(name: str) -> None:
    net = trained(name)
    data = halved(graph(net)).SerializeToString()
    assert len(data) <= 4_000_000
    image = np.random.default_rng(0).integers(0, 256, (96, 96, 3), dtype=np.uint8)
    clicks = [Click(20, 30, True), Click(70, 80, False)]
    look = Look(image, (image[..., 0] > 128).astype(np.float32), clicks)
    answer = OnnxNetwork(data)(look, flip=False)
    asked = [torch.from_numpy(a) for a in inputs(look, flip=False).values()]
    with torch.no_grad():
        mask, latent, score = (out.numpy() for out in Served(settled(net))(*asked))
    assert np.abs(answer.mask - mask[0, 0]).max() < 1e-3
    assert np.abs(answer.latent - latent[0]).max() < 1e-3
    assert abs(answer.score - score[0, 0]) < 1e-3


def test_losses_are_small_for_right_answers_and_large_for_wrong_ones() -> None:
    target = torch.zeros(1, 1, 32, 32)
    target[..., 8:24, 8:24] = 1
    valid = torch.ones_like(target)
    right, wrong = (2 * target - 1) * 9, (1 - 2 * target) * 9
    for loss in (losses.focal, losses.soft_iou):
        assert loss(right, target, valid).item() < 0.02 < 0.5 < loss(wrong, target, valid).item()


def test_what_is_ignored_teaches_nothing() -> None:
    target, valid = torch.zeros(1, 1, 8, 8), torch.ones(1, 1, 8, 8)
    valid[..., :4] = 0
    logits = torch.zeros(1, 1, 8, 8, requires_grad=True)
    total = losses.focal(logits, target, valid).sum() + losses.soft_iou(logits, target, valid).sum()
    (gradient,) = torch.autograd.grad(total, logits)
    assert (gradient[..., :4] == 0).all() and (gradient[..., 4:] != 0).any()


def test_the_best_latent_head_learns_the_object_and_all_learn_the_clicks() -> None:
    target = torch.zeros(1, 1, 16, 16)
    target[..., 4:12, 4:12] = 1
    latent = torch.zeros(1, 4, 16, 16)
    latent[:, 2:3] = (2 * target - 1) * 6  # the third head is right
    latent.requires_grad_()
    clicks = torch.zeros(1, 1, 16, 16)
    clicks[..., 8, 8] = 1
    nothing = torch.zeros(1, 2, 16, 16)
    (gradient,) = torch.autograd.grad(
        losses.diversity(latent, target, torch.ones_like(target), clicks, nothing), latent
    )
    size = gradient.abs()
    assert (size[0, :, 8, 8] > 0).all()
    others = [k for k in range(4) if k != 2]
    assert size[0, others, 8, 8].min() > 0 == size[0, others, 0, 0].max()


def test_two_readings_of_a_click_are_learned_by_two_heads() -> None:
    whole, part = torch.zeros(1, 1, 16, 16), torch.zeros(1, 1, 16, 16)
    whole[..., 2:14, 2:14] = 1
    part[..., 6:10, 6:10] = 1
    latent = torch.zeros(1, 4, 16, 16)
    latent[:, 1:2] = (2 * whole - 1) * 3  # the second head is nearest to both
    latent.requires_grad_()
    clicks = torch.zeros(1, 1, 16, 16)
    clicks[..., 8, 8] = 1
    readings = torch.cat([part, torch.zeros_like(part)], 1)
    loss = losses.diversity(latent, whole, torch.ones_like(whole), clicks, readings)
    (gradient,) = torch.autograd.grad(loss, latent)
    corner = gradient[0, :, 3, 3]  # of the whole, beside the part
    assert corner[1] < 0, "the head that is nearest learns the whole"
    assert (corner[[0, 2, 3]] > 0).sum() == 1, "one other head learns that the part ends before"
