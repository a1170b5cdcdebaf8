"""Makes the expected values of the whole vocabulary's spectrum with NumPy in float64, from the embedded model's weights.

    python -m pip install numpy safetensors tokenizers
    python test/oracle/vocabulary.py

Singular values by SVD of the centred table (not by its Gram matrix); the ends of the first vectors up to their sign; mean
cosines over all pairs, summed pair by pair.
"""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

HERE = Path(__file__).parent
MODEL = HERE.parent.parent / "models" / "all-MiniLM-L6-v2"
REMOVED = 4
VECTORS = 3
ENDS = 10


def mean_cosine(rows: np.ndarray) -> float:
    units = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    n = len(units)
    total = sum(float((units[i : i + 512] @ units.T).sum()) for i in range(0, n, 512))
    return (total - n) / (n * (n - 1))


def main() -> None:
    table = load_file(MODEL / "model.safetensors")["embeddings.word_embeddings.weight"].astype(np.float64)
    mean = table.mean(axis=0)
    centred = table - mean
    _, s, vt = np.linalg.svd(centred, full_matrices=False)
    p = s / s.sum()
    squares = s**2
    rest = s[REMOVED:]
    q = rest / rest.sum()
    ends = []
    for v in vt[:VECTORS]:
        v = v * np.sign(v[np.argmax(np.abs(v))])
        order = np.argsort(-(centred @ v), kind="stable")
        ends.append({"positive": order[:ENDS].tolist(), "negative": order[::-1][:ENDS].tolist()})
    removed = centred - centred @ vt[:REMOVED].T @ vt[:REMOVED]
    expected = {
        "numpy": np.__version__,
        "singular_values": s.tolist(),
        "mean": mean.tolist(),
        "vectors": (vt[:VECTORS] * np.sign(vt[np.arange(VECTORS), np.abs(vt[:VECTORS]).argmax(axis=1)])[:, None]).tolist(),
        "ends": ends,
        "effective_rank": float(np.exp(-(p * np.log(p)).sum())),
        "participation_ratio": float(squares.sum() ** 2 / (squares**2).sum()),
        "stable_rank": float(squares.sum() / squares[0]),
        "share_of_first_10": float(squares[:10].sum() / squares.sum()),
        "removed": {
            "count": REMOVED,
            "share": float(squares[:REMOVED].sum() / squares.sum()),
            "effective_rank": float(np.exp(-(q * np.log(q)).sum())),
        },
        "mean_cosine": {
            "raw": mean_cosine(table),
            "centred": mean_cosine(centred),
            "without": mean_cosine(removed),
        },
    }
    (HERE / "vocabulary.json").write_text(json.dumps(expected) + "\n")


if __name__ == "__main__":
    main()
