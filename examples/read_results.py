"""Reads what `tokenprism --format json,csv,npy` wrote: python examples/read_results.py tokenprism-out/letters"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

folder = Path(sys.argv[1])
band = pd.read_csv(folder / "null-band.csv", index_col="index")
# Tokens like 'null' and 'nan' are words here; numbers that are none are empty.
words = {"keep_default_na": False, "na_values": {"held_out": [""], "rank": [""], "projection": [""]}}
members = pd.read_csv(folder / "members.csv", **words)
projections = pd.read_csv(folder / "projections.csv", **words)
analysis = json.loads((folder / "analysis.json").read_text(encoding="utf-8"))
draws = np.load(folder / "draw-singular-values.npy")

print(band[["singular_value", "median", "p"]].head())
print(members[members["vector"] == 1].nlargest(5, "fitted")[["word", "held_out", "fitted"]])
print(projections.nlargest(5, "projection"))
print(analysis["manifest"]["source"], draws.shape)
# The null band is the draws' own percentiles.
assert np.allclose(band["upper_95"], np.percentile(draws, 95, axis=0)[: len(band)])
assert np.array_equal(band["singular_value"], analysis["spectrum"]["singularValues"][: len(band)])
