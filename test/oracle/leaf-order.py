"""Expected values of clustering and leaf ordering, from scipy: run from the repository's root; writes leaf-order.json.

scipy.cluster.hierarchy.optimal_leaf_ordering (1.17.1) does not always find the best order: of 200 random trees of eight
items, trying all flips finds a better one for 124. So beside its cost stands the least one, by plain recursion.
"""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
import scipy
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform

HERE = Path(__file__).parent


def neighbour_cost(distances, order):
    return float(sum(distances[a, b] for a, b in zip(order, order[1:])))


def least_cost(tree, distances):
    """The least sum of distances between neighbours over all flips of a tree."""
    n = len(distances)

    @lru_cache(None)
    def leaves(c):
        return (c,) if c < n else leaves(int(tree[c - n, 0])) + leaves(int(tree[c - n, 1]))

    @lru_cache(None)
    def best(c, first, last):
        if c < n:
            return 0.0 if first == c == last else np.inf
        a, b = int(tree[c - n, 0]), int(tree[c - n, 1])
        if first not in leaves(a):
            a, b = b, a
        if first not in leaves(a) or last not in leaves(b):
            return np.inf
        return min(
            best(a, first, m) + distances[m, k] + best(b, k, last) for m in leaves(a) for k in leaves(b)
        )

    root = 2 * n - 2
    return float(min(best(root, u, w) for u in range(n) for w in range(n)))


def case(name, n, dims, groups, seed):
    """Points around some centres; distances 1 - r, as the heat map has them, rounded so that both sides read the same."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(groups, dims))
    points = centres[rng.integers(groups, size=n)] + 0.7 * rng.normal(size=(n, dims))
    distances = np.round(1 - np.corrcoef(points), 6)
    np.fill_diagonal(distances, 0)
    distances = (distances + distances.T) / 2
    condensed = squareform(distances)
    tree = linkage(condensed, "average")
    order = leaves_list(optimal_leaf_ordering(tree, condensed))
    return {
        "name": name,
        "n": n,
        # The upper triangle, row by row.
        "distances": [float(d) for d in condensed],
        "heights": [float(h) for h in tree[:, 2]],
        "sizes": [int(s) for s in tree[:, 3]],
        "scipy_cost": neighbour_cost(distances, order),
        "least_cost": least_cost(tree, distances),
    }


cases = [
    case("two items", 2, 5, 1, 1),
    case("seven items", 7, 12, 2, 2),
    case("12 items in three groups", 12, 30, 3, 5),
    case("26 items in five groups", 26, 30, 5, 3),
    case("40 items without groups", 40, 20, 1, 4),
]
(HERE / "leaf-order.json").write_text(
    json.dumps({"scipy": scipy.__version__, "cases": cases}, separators=(",", ":")) + "\n"
)
for c in cases:
    print(c["name"], c["scipy_cost"], c["least_cost"])
