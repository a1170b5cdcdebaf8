"""Times `tokenprism` with no arguments against lean Python, as whole processes: doing the same but for the
report, and the lecture's part of the work alone.

    python -m pip install numpy safetensors tokenizers matplotlib
    npm ci && python bench/peers/whole_run.py [--runs 9] [--json]

Both run in turn, A B A B …, after one uncounted run each; wall-clock seconds from start to exit and the peak of
resident memory are the operating system's own figures (wait4). Prints medians and the ratio pair by pair.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
LECTURE = [sys.executable, str(ROOT / "bench/peers/lecture.py")]
# Each with {} for the folder that takes the files.
COMMANDS = {
    "tokenprism": ["node", str(ROOT / "dist/cli/main.js"), "--out", "{}"],
    "lean Python, without a report": [*LECTURE, "{}", "999"],
    "lean Python, the lecture alone": [*LECTURE, "{}"],
}


def measure(command: list[str]) -> tuple[float, float]:
    """Seconds and MB of one run."""
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command[0]} failed with status {status}")
    return seconds, usage.ru_maxrss / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(options.runs + 1):
            for number, (name, command) in enumerate(COMMANDS.items()):
                result = measure([part.replace("{}", f"{folder}/{number}") for part in command])
                if turn > 0:
                    runs[name].append(result)
    ours = runs["tokenprism"]
    medians = {name: [statistics.median(r[i] for r in results) for i in (0, 1)] for name, results in runs.items()}
    # Pair by pair: what slows the machine for a while slows neighbours alike.
    ratios = {
        name: [statistics.median(o[i] / p[i] for o, p in zip(ours, results)) for i in (0, 1)]
        for name, results in runs.items()
    }
    if options.json:
        for name in list(COMMANDS)[1:]:
            for unit, i, factor in (("ms", 0, 1000), ("MB", 1, 1)):
                line = {"bench": f"default-run-{unit}", "shape": "30522x384", "threads": os.cpu_count()}
                line |= {f"ours_{unit}": factor * medians["tokenprism"][i], "peer": name}
                line |= {f"peer_{unit}": factor * medians[name][i], "ratio": ratios[name][i]}
                print(json.dumps(line))
        return
    print(f"{options.runs} runs each, in turn, {os.cpu_count()} cores; medians\n")
    print("| whole process | seconds | MB at peak | tokenprism / this, time | memory |\n|---|---|---|---|---|")
    for name in COMMANDS:
        seconds, megabytes = medians[name]
        ratio = "" if name == "tokenprism" else " | ".join(f"{r:.2f}" for r in ratios[name])
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} | {ratio or ' | '} |")


if __name__ == "__main__":
    main()
