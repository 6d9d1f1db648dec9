"""A model file is the one that the manifest names, or it is not loaded."""

import json
from pathlib import Path

import pytest

import ml
from ml.inference import registry


def test_the_shipped_models_are_what_the_manifest_says_and_at_most_4_mb() -> None:
    manifest = json.loads(registry.MANIFEST.read_text())
    for name, row in manifest["models"].items():
        registry.read(registry.entry(name))
        for suffix in ("onnx", "safetensors"):
            assert (registry.FOLDER / row[suffix]["file"]).stat().st_size <= 4_000_000
        assert (registry.FOLDER / f"{name}.md").exists(), "a model without a card"


def test_a_changed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = registry.default()
    data = bytearray(registry.read(registry.entry(name)))
    data[1000] ^= 1
    (tmp_path / registry.entry(name).files["onnx"].name).write_bytes(data)
    monkeypatch.setattr(registry, "FOLDER", tmp_path)
    with pytest.raises(ml.ModelError) as refusal:
        registry.read(registry.entry(name))
    assert refusal.value.code == "model_changed"


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ml.ModelError) as refusal:
        ml.load("nothing")
    assert refusal.value.code == "model_unknown"
    assert registry.default() in refusal.value.message
