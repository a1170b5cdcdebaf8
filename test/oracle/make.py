"""Makes the expected values of the tests with NumPy in float64, from the embedded model's own weights.

    python -m pip install numpy safetensors tokenizers
    python test/oracle/make.py

For each set: the ids, the singular values of the centred submatrix, and, for the letters, everything that the
lecture notebook computes. Vectors are defined up to sign only.
"""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

HERE = Path(__file__).parent
MODEL = HERE.parent.parent / "models" / "all-MiniLM-L6-v2"
SETS = {
    "letters": list("abcdefghijklmnopqrstuvwxyz"),
    "digits": list("0123456789"),
    "weekdays": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "months": (
        "January February March April May June July August September October November December"
    ).split(),
}
# What the library draws for the letters with seed 1; any ids would do as an oracle.
CONTROL = [
    23090, 1101, 28913, 23182, 30243, 23783, 28802, 1009, 21107, 11658, 26032, 2791, 27661,
    29101, 29209, 23836, 13265, 3195, 13892, 23666, 27356, 19235, 11970, 6106, 20132, 24566,
]  # fmt: skip


def main() -> None:
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    table = load_file(MODEL / "model.safetensors")["embeddings.word_embeddings.weight"].astype(np.float64)

    def ids_of(words: list[str]) -> list[int]:
        pieces = [tokenizer.encode(word, add_special_tokens=False).ids for word in words]
        assert all(len(ids) == 1 for ids in pieces)
        return [ids[0] for ids in pieces]

    def centred(ids: list[int]) -> tuple[np.ndarray, np.ndarray]:
        rows = table[ids]
        mean = rows.mean(axis=0)
        return rows - mean, mean

    expected: dict[str, object] = {"numpy": np.__version__, "sets": {}}
    for name, words in SETS.items():
        ids = ids_of(words)
        s = np.linalg.svd(centred(ids)[0], compute_uv=False)
        expected["sets"][name] = {"ids": ids, "singular_values": s.tolist()}

    letters = ids_of(SETS["letters"])
    submatrix, mean = centred(letters)
    _, _, vt = np.linalg.svd(submatrix, full_matrices=False)
    # The sign of each vector as the library fixes it: more energy of the rows on the positive side.
    loadings = submatrix @ vt.T
    vt *= np.sign((np.sign(loadings) * loadings**2).sum(axis=0))[:, None]
    projections = (table - mean) @ vt[0]
    others = np.setdiff1d(np.arange(len(table)), letters)
    top = others[np.argsort(-np.abs(projections[others]), kind="stable")[:20]]
    one, two = (table[i] for i in ids_of(["1", "2"]))
    expected["control"] = {
        "ids": CONTROL,
        "singular_values": np.linalg.svd(centred(CONTROL)[0], compute_uv=False).tolist(),
    }
    expected["top20"] = [{"id": int(i), "token": tokenizer.id_to_token(int(i))} for i in top]
    expected["pair"] = {
        "r": float(np.corrcoef(one, two)[0, 1]),
        "cosine": float(one @ two / np.sqrt((one @ one) * (two @ two))),
    }
    expected["mt19937"] = {
        "seed": 1,
        "uint32": np.random.RandomState(1).randint(0, 2**32, 8, dtype=np.uint32).tolist(),
    }
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    np.save(HERE / "letters-mean.npy", mean)
    np.save(HERE / "letters-vt.npy", vt[:25])
    np.save(HERE / "letters-projections.npy", projections)
    np.save(HERE / "letters-correlation.npy", np.corrcoef(submatrix))


if __name__ == "__main__":
    main()
