"""Reads what `tokenprism --format json,csv,npy` wrote: python examples/read_results.py tokenprism-out/letters"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

folder = Path(sys.argv[1])
band = pd.read_csv(folder / "null-band.csv", index_col="index")
members = pd.read_csv(folder / "members.csv", keep_default_na=False)
# Tokens like 'null' and 'nan' are words here.
projections = pd.read_csv(folder / "projections.csv", keep_default_na=False)
analysis = json.loads((folder / "analysis.json").read_text(encoding="utf-8"))
draws = np.load(folder / "draw-singular-values.npy")

print(band[["singular_value", "median", "p"]].head())
print(members.nlargest(5, "held_out")[["word", "held_out"]])
print(projections.nlargest(5, "projection"))
print(analysis["manifest"]["source"], draws.shape)
# The null band is the draws' own percentiles.
assert np.allclose(band["upper_95"], np.percentile(draws, 95, axis=0)[: len(band)])
assert np.array_equal(band["singular_value"], analysis["spectrum"]["singularValues"][: len(band)])
