"""What the network saw of a mask, and the small layers that read it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import ml
from ml.inference import registry
from ml.inference.network import Look, OnnxNetwork
from ml.quality.eye import Seen, Watched
from ml.quality.judge import network
from ml.quality.layers import Layers, ranked, read
from ml.quality.packing import HALF, SINGLE, WHOLE, packed, unpacked
from ml.quality.pooling import averaged, cells, pooled
from ml.quality.table import Table, keep, kept
from ml.quality.trees import LEAF, Trees
from ml.quality.views import SIZE, look
from ml.types import Click
from tests import pictures

PHOTO = pictures.photo(480, 360)
TRUTH = pictures.ellipse(480, 360)
ONE_MEMBER = (
    np.array([[1.0, -1.0], [0.0, 2.0], [0.0, 0.0]]), np.array([0.0, 0.5]),
    np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5]]), np.array([0.0, 0.0, -1.0]),
)  # fmt: skip
LAYERS = Layers(
    (np.array([0.0, 1.0, 10.0]), np.array([5.0])),
    np.array([1.0, 2.0]),
    np.array([1.0, 0.5]),
    np.array([[0.5], [0.5]]),
    (ONE_MEMBER,),
)


def test_looking_at_features_leaves_the_answers_as_they_are() -> None:
    crop = np.ascontiguousarray(PHOTO[:256, :256])
    asked = Look(crop, np.zeros((256, 256), np.float32), [Click(128, 128, True)])
    model = registry.read(registry.entry(registry.default()))
    plain = OnnxNetwork(model, workers=1)(asked, flip=False)
    answer, seen = Watched(model, workers=1).watched(asked)
    assert np.allclose(answer.mask, plain.mask, atol=1e-2)
    assert answer.score == pytest.approx(plain.score, abs=1e-3)
    assert seen.object.shape == (128, 32, 32) and seen.scene.shape == (160, 16, 16)


def test_a_network_without_features_is_refused() -> None:
    with pytest.raises(ml.ModelError) as caught:
        Watched(b"no network")
    assert caught.value.code == "model_changed"


def test_features_are_averaged_inside_at_the_outline_and_around() -> None:
    evidence = look(PHOTO, TRUTH, network())
    inside = cells(evidence.mask.astype(np.float32), SIZE // 8)
    known = np.stack([inside > 0.99, inside < 0.01, np.ones_like(inside)]).astype(np.float32)
    scene = np.full((1, SIZE // 16, SIZE // 16), 3.0, np.float32)
    found = pooled(replace(evidence, seen=Seen(known, scene)))
    within, line, _, around = found[:12].reshape(4, 3)
    assert within[0] > 0.8 > 0.2 > within[1] and around[1] > 0.8 > 0.2 > around[0]
    assert line[0] < within[0] and line[1] < around[1]
    assert within[2] == pytest.approx(1, abs=0.01) and found[12:].tolist() == pytest.approx(
        [3, 3, 3], abs=0.01
    )


def test_a_mean_over_nothing_is_nothing() -> None:
    features = np.arange(8, dtype=np.float32).reshape(2, 2, 2)
    assert averaged(features, np.zeros((2, 2), np.float32)).tolist() == [0, 0]
    corner = np.array([[0, 0], [0, 100]], np.float32)
    assert averaged(features, corner).tolist() == pytest.approx([3, 7], abs=0.01)


def test_a_signal_counts_by_its_rank() -> None:
    assert ranked(np.array([-1.0, 0.5, 1.0, 5.5, 99.0]), np.array([0.0, 1.0, 10.0])).tolist() == [
        -1, -0.5, 0, 0.5, 1,
    ]  # fmt: skip
    assert ranked(np.array([4.0, 5.0]), np.array([5.0])).tolist() == [0, 0]


def test_layers_of_known_weights_answer_as_by_hand() -> None:
    signals, features = np.array([[10.0, 7.0]]), np.array([[2.0, 100.0]])
    # The second feature is cut off at four deviations: (1 + 4) / 2 = 2.5; ranks are 1 and 0.
    assert LAYERS.inputs(signals, features).tolist() == [[2.5, 1, 0]]
    # Then 2.5 and -2.5 + 2 + 0.5 = 0.
    assert LAYERS(signals, features).tolist() == [[2.5, 0, 0.25]]


def test_layers_read_from_json_answer_alike() -> None:
    signals, features = np.array([[0.25, 5.0]]), np.array([[1.0, 2.5]])
    assert read(LAYERS.as_json())(signals, features).tolist() == LAYERS(signals, features).tolist()


def test_what_the_layers_say_is_added_before_the_calibration() -> None:
    line = np.array([0.0, 2.0]), np.array([0.0, 1.0])
    leaf = np.zeros(1, np.int64)
    trees = Trees(0.5, leaf, np.array([LEAF]), np.zeros(1), leaf, leaf, np.array([0.1]), *line)
    row = np.zeros((1, 1))
    assert trees(row).tolist() == pytest.approx([0.3])
    assert trees(row, np.array([0.4])).tolist() == pytest.approx([0.5])
    assert trees(row, 9.0).tolist() == [1]


def test_a_kept_table_is_that_of_its_network_alone(tmp_path: Path) -> None:
    n = 3
    data = Table(
        ("a", "b"), np.arange(6.0).reshape(n, 2), np.ones((n, 4)), np.ones(n), np.ones(n), np.ones(n),
        np.array(["truth", "leak", "truth"]), np.arange(n), np.zeros(n, bool),
    )  # fmt: skip
    file = tmp_path / "new" / "table.npz"
    assert kept(file, "one") is None
    keep(data, file, "one")
    again = kept(file, "one")
    assert again is not None and again.names == data.names
    assert np.array_equal(again.x, data.x) and again.kinds.tolist() == data.kinds.tolist()
    assert kept(file, "two") is None


def test_packed_arrays_are_read_as_they_were() -> None:
    numbers = np.array([[0.5, -3.0], [1e-3, 65000.0]])
    assert np.allclose(unpacked(packed(numbers, SINGLE)), numbers)
    assert np.allclose(unpacked(packed(numbers, HALF)), numbers, rtol=1e-3)
    assert unpacked(packed(np.array([-1, 300]), WHOLE)).tolist() == [-1, 300]
    with pytest.raises(ValueError, match="too large"):
        packed(np.array([40000]), WHOLE)
