"""`python -m ml.export --weights FILE --name NAME`: writes the served files of a model into
`ml/weights/`.

`<name>.onnx` holds the graph with batch norm folded and weights stored as fp16, which ONNX Runtime
widens at load; `<name>.safetensors` the same weights for training and GPUs, not folded. Both stay
below 4,000,000 bytes, or nothing is written.
"""

import argparse
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import load_file, save
from torch import Tensor

from .inference.registry import FOLDER, MANIFEST
from .nets.cdnet import CDNet
from .nets.served import Served, settled
from .training import config

LIMIT = 4_000_000


def restored(name: str, weights: dict[str, Tensor]) -> CDNet:
    """The network of the config called `name` with the weights of a training run, in fp32."""
    net = CDNet(**config.load(name).network)
    net.load_state_dict(weights, strict=False)  # widens what is stored as fp16
    return net


def graph(net: CDNet) -> onnx.ModelProto:
    """The served graph, settled but stored in fp32; free in batch, height and width."""
    side = 64
    example = (
        torch.zeros(2, side, side, 3, dtype=torch.uint8),
        torch.zeros(2, 3, side, side),
        torch.zeros(2, 2, side // 8, side // 8),
    )
    file = io.BytesIO()
    axes = {
        "image": {0: "n", 1: "h", 2: "w"},
        "maps": {0: "n", 2: "h", 3: "w"},
        "clicks": {0: "n", 2: "h8", 3: "w8"},
        "mask": {0: "n", 2: "h", 3: "w"},
        "latent": {0: "n", 2: "h2", 3: "w2"},
        "score": {0: "n"},
    }
    with torch.no_grad():
        torch.onnx.export(
            Served(settled(net)),
            example,
            file,  # type: ignore[arg-type]  # a stream is taken, whatever the annotation says
            input_names=["image", "maps", "clicks"],
            output_names=["mask", "latent", "score"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    return onnx.load_from_string(file.getvalue())


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with large fp32 constants stored as fp16 and cast back by the graph: half the
    bytes, fp32 arithmetic.
    """
    out = onnx.ModelProto()
    out.CopyFrom(model)
    casts = []
    for tensor in out.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < 64:
            continue
        name = tensor.name
        values = numpy_helper.to_array(tensor).astype(np.float16)
        tensor.CopyFrom(numpy_helper.from_array(values, f"{name}_half"))
        casts.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
    for number, node in enumerate(casts):
        out.graph.node.insert(number, node)
    onnx.checker.check_model(out)
    return out


def narrow(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights as stored: fp16, batch statistics in fp32 (their range is wide), counters left
    out.
    """
    return {
        k: (v.float() if "running" in k else v.half()).contiguous()
        for k, v in weights.items()
        if not k.endswith("num_batches_tracked")
    }


def write(name: str, settings: str, files: dict[str, bytes], size: int) -> dict[str, Any]:
    """Writes the model's files and its line in the manifest, `settings` being the name of its
    config; ValueError when a file is over the limit.
    """
    for suffix, data in files.items():
        if len(data) > LIMIT:
            raise ValueError(
                f"{name}.{suffix} would have {len(data):,} bytes; the limit is {LIMIT:,}"
            )
    manifest: dict[str, Any] = {"default": name, "models": {}}
    if MANIFEST.exists():
        manifest = json.loads(MANIFEST.read_text())
    row: dict[str, Any] = {"size": size, "config": settings}
    for suffix, data in files.items():
        (FOLDER / f"{name}.{suffix}").write_bytes(data)
        row[suffix] = {
            "file": f"{name}.{suffix}",
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
        }
    manifest["models"][name] = row
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n")
    return row


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ml.export", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="safetensors of a training run")
    parser.add_argument("--config", default="base", help="settings in ml/configs (default: base)")
    parser.add_argument(
        "--name", default="cdnet-base", help="name of the model (default: cdnet-base)"
    )
    parser.add_argument(
        "--size", type=int, default=320, help="input side that it is served at (default: 320)"
    )
    options = parser.parse_args()
    stored = narrow(load_file(options.weights))
    model = halved(graph(restored(options.config, stored)))
    files = {"onnx": model.SerializeToString(), "safetensors": save(stored)}
    row = write(options.name, options.config, files, options.size)
    for suffix in files:
        print(f"{row[suffix]['file']}: {row[suffix]['bytes']:,} bytes")


if __name__ == "__main__":
    main()
