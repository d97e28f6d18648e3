"""How long the commands that need no model take to answer, as processes of their own, byte-compiled.

    python benchmarks/startup.py [--repeats 9]

Each is set beside a bare `python -c pass`, timed in turn with it.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

COMMANDS = (("--help",), ("--version",), ("list-transforms",), ("show", "typo"), ("plugins",))


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=9, help="each is timed so often; the median counts")
    repeats = parser.parse_args().repeats
    bare = [sys.executable, "-c", "pass"]
    print(f"{'command':<26}{'seconds':>9}{'fastest':>9}{'bare python':>13}")
    for arguments in COMMANDS:
        command = [sys.executable, "-m", "robustbench_nlp", *arguments]
        seconds(command)
        times = [(seconds(command), seconds(bare)) for _ in range(repeats)]
        mine, pythons = zip(*times, strict=True)
        print(
            f"robust {' '.join(arguments):<19}{statistics.median(mine):>9.3f}{min(mine):>9.3f}"
            f"{statistics.median(pythons):>13.3f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
