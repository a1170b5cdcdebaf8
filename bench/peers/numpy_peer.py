"""The work of the benches in NumPy, timed call by call on request.

Reads requests from stdin, a JSON object a line, and answers each with one on stdout (`bench/harness/peer.ts`). It lives
through all runs, so that only the calls themselves are timed: inputs are loaded before, results are saved after.
"""

import ctypes
import json
import platform
import sys
import time
from pathlib import Path

import numpy as np

TOP = 20


def centre(a: np.ndarray) -> np.ndarray:
    return a - a.mean(axis=0)


def thin_svd_centred(a: np.ndarray) -> np.ndarray:
    return np.linalg.svd(centre(a), full_matrices=False)[1]


def full_svd_centred(a: np.ndarray) -> np.ndarray:
    """As the lecture notebook calls it: U and Vᵀ square."""
    return np.linalg.svd(centre(a))[1]


def ensemble_loop(pool: np.ndarray, draws: np.ndarray) -> np.ndarray:
    return np.array([np.linalg.svd(centre(pool[ids].astype(np.float64)), compute_uv=False) for ids in draws])


def ensemble_gram(pool: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """All Gram matrices in one batched product, all eigenvalues in one batched call."""
    rows = pool[draws].astype(np.float64)
    rows -= rows.mean(axis=1, keepdims=True)
    values = np.linalg.eigvalsh(rows @ rows.transpose(0, 2, 1))[:, ::-1]
    return np.sqrt(np.maximum(values, 0))


def largest(values: np.ndarray) -> np.ndarray:
    """Ids of the largest magnitudes of each row, largest first."""
    size = np.abs(values)
    top = np.argpartition(size, -TOP, axis=1)[:, -TOP:]
    order = np.argsort(-np.take_along_axis(size, top, axis=1), axis=1)
    return np.take_along_axis(top, order, axis=1)


def project_top(table: np.ndarray, vectors: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Every row on each vector, the mean taken off afterwards; and the ids of the largest."""
    product = vectors @ table.T if len(vectors) > 1 else (table @ vectors[0])[None, :]
    values = product - (vectors @ mean)[:, None]
    largest(values)
    return values


def project_top_bf16(table: np.ndarray, vectors: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """The same with a table of bfloat16 on disk, widened block by block: it is never held whole."""
    values = np.empty((len(vectors), len(table)), np.float32)
    for start in range(0, len(table), 4096):
        block = (table[start : start + 4096].astype(np.uint32) << 16).view(np.float32)
        values[:, start : start + 4096] = (block @ vectors.T).T
    values -= (vectors @ mean)[:, None]
    largest(values)
    return values


def table_svd(table: np.ndarray) -> np.ndarray:
    return np.linalg.svd(centre(table.astype(np.float64)), full_matrices=False)[1]


def table_qr_svd(table: np.ndarray) -> np.ndarray:
    return np.linalg.svd(np.linalg.qr(centre(table.astype(np.float64)), mode="r"))[1]


def table_gram(table: np.ndarray) -> np.ndarray:
    rows = centre(table.astype(np.float64))
    values, _ = np.linalg.eigh(rows.T @ rows)
    return np.sqrt(np.maximum(values[::-1], 0))


def thin_svd(a: np.ndarray) -> np.ndarray:
    return np.linalg.svd(a, full_matrices=False)[1]


def svd_values(a: np.ndarray) -> np.ndarray:
    return np.linalg.svd(a, compute_uv=False)


CALLS = {
    f.__name__: f
    for f in (
        thin_svd_centred, full_svd_centred, ensemble_loop, ensemble_gram, project_top, project_top_bf16, table_svd,
        table_qr_svd, table_gram, thin_svd, svd_values,
    )
}  # fmt: skip


def openblas_kernel() -> str:
    """The name that OpenBLAS has for the processor whose kernels it took."""
    for library in sorted((Path(np.__file__).parent.parent / "numpy.libs").glob("*openblas*")):
        blas = ctypes.CDLL(str(library))
        for name in ("scipy_openblas_get_corename64_", "openblas_get_corename64_", "openblas_get_corename"):
            if hasattr(blas, name):
                get = getattr(blas, name)
                get.restype = ctypes.c_char_p
                return "OpenBLAS " + get().decode()
    return "unknown"


def main() -> None:
    arrays: dict[str, np.ndarray] = {}
    result = np.empty(0)
    for line in sys.stdin:
        request = json.loads(line)
        answer: dict[str, object] = {}
        match request["do"]:
            case "info":
                answer = {"python": platform.python_version(), "numpy": np.__version__, "blas": openblas_kernel()}
            case "forget":
                arrays.clear()
            case "load":
                data = np.fromfile(request["path"], dtype=request["dtype"])
                arrays[request["name"]] = data.reshape(request["shape"])
            case "map":
                arrays[request["name"]] = np.memmap(
                    request["path"], np.uint16, "r", request["offset"], tuple(request["shape"])
                )
            case "call":
                inputs = [arrays[name] for name in request["inputs"]]
                start = time.perf_counter()
                result = CALLS[request["name"]](*inputs)
                answer = {"ms": 1000 * (time.perf_counter() - start)}
            case "save":
                result.astype("<f8").tofile(request["path"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
