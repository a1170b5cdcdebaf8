"""Times `tokenprism` with no arguments against the same work in lean Python, as whole processes.

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
COMMANDS = {
    "tokenprism": ["node", str(ROOT / "dist/cli/main.js"), "--out"],
    "lean Python": [sys.executable, str(ROOT / "bench/peers/lecture.py")],
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
                result = measure([*command, f"{folder}/{number}"])
                if turn > 0:
                    runs[name].append(result)
    ours, peer = runs.values()
    ratios = [statistics.median(o[i] / p[i] for o, p in zip(ours, peer)) for i in (0, 1)]
    if options.json:
        for unit, i, factor in (("ms", 0, 1000), ("MB", 1, 1)):
            line = {"bench": f"default-run-{unit}", "shape": "30522x384", "threads": os.cpu_count()}
            line |= {f"ours_{unit}": factor * statistics.median(o[i] for o in ours), "peer": "lean Python"}
            line |= {f"peer_{unit}": factor * statistics.median(p[i] for p in peer), "ratio": ratios[i]}
            print(json.dumps(line))
        return
    print(f"{options.runs} runs each, in turn, {os.cpu_count()} cores; medians\n")
    print("| whole process | seconds | MB at peak |\n|---|---|---|")
    for name, results in runs.items():
        seconds, megabytes = (statistics.median(r[i] for r in results) for i in (0, 1))
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} |")
    print(f"| ratio, pair by pair | {ratios[0]:.2f} | {ratios[1]:.2f} |")


if __name__ == "__main__":
    main()
