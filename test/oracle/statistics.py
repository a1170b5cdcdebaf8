"""Makes expected values of the statistics with NumPy and SciPy, written to statistics.json beside this file.

    python -m pip install numpy scipy
    python test/oracle/statistics.py
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import linalg, stats

HERE = Path(__file__).parent
rng = np.random.default_rng(5)


def orthonormal_rows(k: int, d: int) -> np.ndarray:
    return np.linalg.qr(rng.normal(size=(d, k)))[0].T


def angles(a: np.ndarray, b: np.ndarray) -> list[float]:
    return np.sort(linalg.subspace_angles(a.T, b.T)).tolist()


def tilted(a: np.ndarray, angle: float) -> np.ndarray:
    """The first row turned by a small angle, out of the subspace."""
    away = orthonormal_rows(1, a.shape[1])[0]
    away -= a.T @ (a @ away)
    away /= np.linalg.norm(away)
    b = a.copy()
    b[0] = np.cos(angle) * a[0] + np.sin(angle) * away
    return b


def max_t(observed: np.ndarray, draws: np.ndarray, two_sided: int = 0) -> np.ndarray:
    """Step-down max-T as the book writes it, one index after the other; to both sides for the first few."""
    both = np.vstack([observed, draws])
    scores = (both - both.mean(axis=0)) / both.std(axis=0)
    scores[:, :two_sided] = np.abs(scores[:, :two_sided])
    order = np.argsort(-scores[0])
    adjusted = np.zeros(len(observed))
    last = 0.0
    for step, index in enumerate(order):
        rest = scores[:, order[step:]].max(axis=1)
        last = max(last, float((rest >= scores[0, index]).mean()))
        adjusted[index] = last
    return adjusted


def shapes(s: np.ndarray) -> list[float]:
    """Effective rank, participation ratio, stable rank, shares of the first 1, 2 and 3."""
    share = s**2 / (s**2).sum()
    ratio = (s**2).sum() ** 2 / (s**4).sum()
    return [
        float(np.exp(stats.entropy(s))),
        float(ratio),
        float((s**2).sum() / s[0] ** 2),
        *np.cumsum(share)[:3].tolist(),
    ]


def summary_tests(own: np.ndarray, draws: np.ndarray) -> dict[str, list[float]]:
    value, chance = np.array(shapes(own)), np.array([shapes(s) for s in draws])
    m = len(chance)
    above = ((chance >= value).sum(axis=0) + 1) / (m + 1)
    below = ((chance <= value).sum(axis=0) + 1) / (m + 1)
    p = above.copy()
    p[:3] = np.minimum(1, 2 * np.minimum(above, below))[:3]
    return {"p": p.tolist(), "adjusted": np.maximum(p, max_t(value, chance, 3)).tolist()}


def main() -> None:
    a, b = orthonormal_rows(4, 12), orthonormal_rows(3, 12)
    pairs = [(a, b), (b, a), (a, a[:2]), (a, tilted(a, 1e-9)), (a, tilted(a, 0.3)), (a, a)]

    pool = rng.normal(size=(60, 9)) * np.linspace(3, 1, 9)
    indices = np.array([rng.permutation(60)[:6] for _ in range(200)])
    rows = pool[indices] - pool[indices].mean(axis=1, keepdims=True)
    draws = np.linalg.svd(rows, compute_uv=False)[:, :5]
    planted = pool[:6] + np.outer(np.arange(6), np.eye(9)[8]) * 2
    own = np.linalg.svd(planted - planted.mean(axis=0), compute_uv=False)[:5]
    share = own**2 / (own**2).sum()
    shares = draws**2 / (draws**2).sum(axis=1, keepdims=True)

    def band(values: np.ndarray, chance: np.ndarray) -> dict[str, list[float]]:
        lower, median, upper = np.quantile(chance, [0.05, 0.5, 0.95], axis=0)
        m = len(chance)
        return {
            "lower": lower.tolist(),
            "median": median.tolist(),
            "upper": upper.tolist(),
            "p": (((chance >= values).sum(axis=0) + 1) / (m + 1)).tolist(),
            "pLess": (((chance <= values).sum(axis=0) + 1) / (m + 1)).tolist(),
            "adjusted": max_t(values, chance).tolist(),
        }

    p_entropy = own / own.sum()
    members, others = rng.normal(0.5, 1, 9).round(1), rng.normal(0, 1, 40).round(1)
    u = stats.mannwhitneyu(members, others).statistic
    p_values = rng.random(20) ** 2
    expected = {
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "subspaces": [
            {"a": x.tolist(), "b": y.tolist(), "angles": angles(x, y)} for x, y in pairs
        ],
        "ensemble": {
            "pool": pool.tolist(),
            "indices": indices.ravel().tolist(),
            "singularValues": own.tolist(),
            "raw": band(own, draws),
            "share": band(share, shares),
        },
        "summaries": {
            "totalVariance": float((own**2).sum()),
            "effectiveRank": float(np.exp(stats.entropy(p_entropy))),
            "participationRatio": float((own**2).sum() ** 2 / (own**4).sum()),
            "stableRank": float((own**2).sum() / own[0] ** 2),
            "shareOfFirst2": float(share[:2].sum()),
        },
        "shapeTests": summary_tests(own, draws),
        "auc": {
            "members": members.tolist(),
            "others": np.sort(others).tolist(),
            "value": float(u / (len(members) * len(others))),
        },
        "falseDiscovery": {
            "p": p_values.tolist(),
            "adjusted": stats.false_discovery_control(p_values).tolist(),
        },
    }
    (HERE / "statistics.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
