"""PyTorch answers as ONNX Runtime does, and looks that wait go through together."""

import threading

import numpy as np
import pytest

import ml
from ml.inference import registry
from ml.inference.network import Look, OnnxNetwork
from ml.types import Stroke

torch = pytest.importorskip("torch")

from ml.inference.torch_network import TorchNetwork  # noqa: E402

DEVICES = ["cpu"] + (["cuda"] if torch.cuda.is_available() else [])
# Logits. The weights are the same to the bit; a GPU computes in half precision.
TOLERANCE = {"cpu": 1e-3, "cuda": 0.3}


def look(seed: int, size: int = 64) -> Look:
    rng = np.random.default_rng(seed)
    image = np.kron(rng.integers(0, 256, (4, 4, 3)), np.ones((size // 4, size // 4, 1)))
    clicks = [ml.Click(*rng.uniform(0, size, 2), bool(k)) for k in range(2)]
    strokes = [Stroke(((5.0, 5.0), (30.0, 40.0)), 2.0, True)]
    return Look(image.astype(np.uint8), np.zeros((size, size), np.float32), clicks, strokes)


def network(device: str) -> TorchNetwork:
    model = registry.entry(registry.default())
    return TorchNetwork(registry.read(model, "safetensors"), model.config, device)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("flip", [False, True])
def test_both_runtimes_answer_alike(device: str, flip: bool) -> None:
    onnx = OnnxNetwork(registry.read(registry.entry(registry.default())))
    other = network(device)
    for seed in range(3):
        a, b = onnx(look(seed), flip), other(look(seed), flip)
        assert np.abs(a.mask - b.mask).max() < TOLERANCE[device]
        assert np.abs(a.latent - b.latent).max() < TOLERANCE[device]
        assert abs(a.score - b.score) < TOLERANCE[device]


def test_looks_that_wait_share_a_pass_and_each_gets_its_own_answer() -> None:
    served = network("cpu")
    alone = [served(look(seed), bool(seed % 2)) for seed in range(8)]
    passes: list[int] = []
    run = served._run
    entered, gate = threading.Event(), threading.Event()

    def counted(asked):
        passes.append(len(asked))
        if len(passes) == 1:  # the first pass lasts until all others have come
            entered.set()
            assert gate.wait(30)
        return run(asked)

    served._run = counted
    answers = {}

    def ask(seed: int) -> None:
        answers[seed] = served(look(seed), bool(seed % 2))

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(8)]
    threads[0].start()
    assert entered.wait(30)
    for thread in threads[1:]:
        thread.start()
    while len(served._waiting) < 7:
        assert any(t.is_alive() for t in threads)
    gate.set()
    for thread in threads:
        thread.join(60)
    assert passes == [1, 7]
    for seed in range(8):
        assert np.abs(answers[seed].mask - alone[seed].mask).max() < 1e-3


def test_a_look_that_nobody_waits_for_is_given_up_and_the_next_is_answered() -> None:
    served = network("cpu")
    with pytest.raises(ml.Interrupted):
        served(look(0), False, stop=lambda: True)
    assert served(look(0), False, stop=lambda: False).mask.shape == (64, 64)
    assert not served._waiting


def test_a_device_that_is_not_there_is_named() -> None:
    if torch.cuda.is_available():
        pytest.skip("this machine has one")
    with pytest.raises(ml.ModelError) as refused:
        network("cuda")
    assert refused.value.code == "no_device"
