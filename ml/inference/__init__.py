"""From clicks to masks with ONNX Runtime; no torch."""
