"""How long the commands that need no model take to answer, as processes of their own, byte-compiled.

    python benchmarks/startup.py [--repeats 9]

Each is set beside a bare `python -c pass`, timed in turn with it. Seconds of the processor tell what a command costs
where others keep the machine busy, too.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time

COMMANDS = (("--help",), ("--version",), ("list-transforms",), ("show", "typo"), ("plugins",))


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def processor_seconds(command: list[str]) -> float:
    before = os.times()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=9, help="each is timed so often; the median counts")
    repeats = parser.parse_args().repeats
    bare = [sys.executable, "-c", "pass"]
    print(f"{'command':<26}{'seconds':>9}{'fastest':>9}{'processor':>11}{'bare python':>13}")
    for arguments in COMMANDS:
        command = [sys.executable, "-m", "robustbench_nlp", *arguments]
        seconds(command)
        times = [(seconds(command), seconds(bare)) for _ in range(repeats)]
        mine, pythons = zip(*times, strict=True)
        cost = statistics.median(processor_seconds(command) for _ in range(repeats))
        print(
            f"robust {' '.join(arguments):<19}{statistics.median(mine):>9.3f}{min(mine):>9.3f}"
            f"{cost:>11.3f}{statistics.median(pythons):>13.3f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
