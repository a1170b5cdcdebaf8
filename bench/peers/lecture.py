"""The work of `tokenprism` with no arguments, in lean Python: NumPy, safetensors, tokenizers, matplotlib.

    python bench/peers/lecture.py OUTPUT_FOLDER [CONTROLS]

Alone it is the lecture's part of the default run: four figures as SVG and PNG, both tables, and the analysis as JSON. With
more controls than one it adds their spectra, null band and p-values, the poles' figure, and the angles of singular vectors with
letters left out. What tokenprism does beyond that (the report with five further figures, members held out, random halves, seven
more vectors, findings) is left away. Only what is needed is imported, and only the embedding is read.
"""

import csv
import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from safetensors import safe_open
from tokenizers import Tokenizer

MODEL = Path(__file__).parents[2] / "models" / "all-MiniLM-L6-v2"


def main(out: Path, draws: int) -> None:
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with safe_open(MODEL / "model.safetensors", "np") as weights:
        table = weights.get_tensor("embeddings.word_embeddings.weight").astype(np.float32)
    tokens = [tokenizer.id_to_token(i) for i in range(len(table))]

    letter_names = list("abcdefghijklmnopqrstuvwxyz")
    letters = [tokenizer.encode(c, add_special_tokens=False).ids[0] for c in letter_names]
    special = {t for t in tokens if t.startswith("[unused")} | {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}
    hidden = set(letters)
    eligible = [i for i, t in enumerate(tokens) if t not in special and i not in hidden]
    rng = np.random.default_rng(1)
    control = rng.choice(eligible, len(letters), replace=False)

    def decompose(ids):
        rows = table[ids].astype(np.float64)
        mean = rows.mean(axis=0)
        u, s, vt = np.linalg.svd(rows - mean, full_matrices=False)
        return rows - mean, mean, u, s, vt

    submatrix, mean, u, s, vt = decompose(letters)
    _, control_mean, control_u, control_s, control_vt = decompose(control)
    null = np.array([control_s] + [null_spectrum(table, rng.choice(eligible, 26, replace=False)) for _ in range(draws - 1)])
    band = np.quantile(null, [0.025, 0.5, 0.975], axis=0)
    p = (1 + np.sum(null >= s, axis=0)) / (1 + draws)
    projections = table @ vt[0] - mean @ vt[0]
    magnitudes = np.abs(projections)
    magnitudes[letters] = -1
    top = np.argsort(-magnitudes)[:20]
    r = np.corrcoef(submatrix)
    a, b = (table[tokenizer.encode(w, add_special_tokens=False).ids[0]].astype(np.float64) for w in "12")
    a, b = a - a.mean(), b - b.mean()

    out.mkdir(parents=True, exist_ok=True)
    draw_pair(out, a, b)
    draw_spectra(out, vt, control_vt, s, control_s, band)
    draw_projection(out, projections, letters)
    draw_correlation(out, r, letter_names)
    if draws > 1:
        draw_poles(out, projections, tokens, top)
    with open(out / "spectrum.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["index", "singular_value", "control_singular_value"])
        writer.writerows(zip(range(1, len(s) + 1), s.tolist(), control_s.tolist()))
    with open(out / "projections.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "token", "projection"])
        writer.writerows(zip(range(len(tokens)), tokens, projections.tolist()))
    analysis = {
        "set": letters, "mean": mean.tolist(), "u": u.tolist(), "s": s.tolist(), "vt": vt.tolist(),
        "control": control.tolist(), "control_mean": control_mean.tolist(), "control_u": control_u.tolist(),
        "control_s": control_s.tolist(), "control_vt": control_vt.tolist(),
        "null": null.tolist(), "band": band.tolist(), "p": p.tolist(),
        "tokens": tokens, "projections": projections.tolist(), "correlation": r.tolist(),
        "pair": [a.tolist(), b.tolist()],
        "angles": left_out_angles(submatrix, vt).tolist() if draws > 1 else [],
    }  # fmt: skip
    (out / "analysis.json").write_text(json.dumps(analysis))
    print("submatrix", submatrix.shape, "U", u.shape, "s", s.shape, "Vt", vt.shape)
    for i in top:
        print(f"{projections[i]:7.3f} {i:6d} {tokens[i]}")


def null_spectrum(table, ids):
    rows = table[ids].astype(np.float64)
    return np.linalg.svd(rows - rows.mean(axis=0), compute_uv=False)


def save(out: Path, figure, name: str) -> None:
    figure.savefig(out / f"{name}.svg")
    figure.savefig(out / f"{name}.png", dpi=200)
    plt.close(figure)


def draw_pair(out: Path, a, b) -> None:
    figure, axes = plt.subplots(figsize=(6.2, 6.4))
    axes.plot(a, b, "ko", markerfacecolor=[0.9, 0.7, 0.7, 0.6])
    axes.set(xlabel="Embedding of 1", ylabel="Embedding of 2", title="Embedding of 1 against embedding of 2")
    save(out, figure, "pair")


def draw_spectra(out: Path, vt, control_vt, s, control_s, band) -> None:
    figure = plt.figure(figsize=(11.3, 5.7))
    grid = figure.add_gridspec(2, 2)
    upper, lower, right = (figure.add_subplot(grid[at]) for at in ((0, 0), (1, 0), (slice(None), 1)))
    upper.plot(vt[0], "k")
    upper.set(ylabel="letters", title="Top singular vectors")
    lower.plot(control_vt[0], "b")
    lower.set(xlabel="Embedding dimension", ylabel="random tokens")
    right.plot(s, "ks-", label="letters")
    right.plot(control_s, "bo-", label="random tokens")
    right.fill_between(range(len(s)), band[0], band[2], color="0.8", label="95 % of controls")
    right.set(xlabel="Index", ylabel="Singular value", title="Spectra")
    right.legend()
    save(out, figure, "spectra")


def draw_projection(out: Path, projections, letters) -> None:
    figure, axes = plt.subplots(figsize=(10, 5.3))
    # As a raster layer, in the SVG too: as 30,522 vector marks this figure alone takes seconds.
    axes.plot(projections, "o", markersize=1.5, alpha=0.5, rasterized=True)
    axes.plot(letters, projections[letters], "s")
    axes.set(xlabel="Token", ylabel="Projection", title="Projection of all tokens")
    save(out, figure, "projection")


def draw_correlation(out: Path, r, names) -> None:
    figure, axes = plt.subplots(figsize=(7, 6.3))
    image = axes.imshow(np.abs(r), vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names)
    axes.set_yticks(range(len(names)), names)
    axes.set(title="|r| of letters")
    figure.colorbar(image)
    save(out, figure, "correlation")


def draw_poles(out: Path, projections, tokens, top) -> None:
    figure, axes = plt.subplots(figsize=(9.8, 5.4))
    axes.barh(range(20), projections[top][::-1])
    axes.set_yticks(range(20), [tokens[i] for i in top[::-1]])
    axes.set(xlabel="Projection", title="Tokens of largest |projection| outside the set")
    save(out, figure, "poles")


def left_out_angles(submatrix, vt):
    """Degrees between each singular vector and the one found without a letter, letter by letter."""
    angles = []
    for left_out in range(len(submatrix)):
        rows = np.delete(submatrix, left_out, axis=0)
        other = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)[2]
        angles.append(np.degrees(np.arccos(np.minimum(1, np.abs(np.sum(other[:24] * vt[:24], axis=1))))))
    return np.array(angles)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
