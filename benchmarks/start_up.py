"""How long ``import brandscore`` and ``brandscore --help`` take: the median of seven, in new processes."""

from __future__ import annotations

import os
import statistics
import sys
import sysconfig
from pathlib import Path

from measure_command import measure_command

RUNS = 7
PROGRAM = str(Path(sysconfig.get_path("scripts")) / "brandscore")
COMMANDS = {
    "import brandscore": ([sys.executable, "-c", "import brandscore"], 0.5),
    "brandscore --help": ([PROGRAM, "--help"], 1.0),
}


def main() -> None:
    """Print the medians beside their bars."""
    # An installed package has its byte code; let a checkout keep it too.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    empty = statistics.median(measure_command([sys.executable, "-c", ""], env).wall for _ in range(RUNS))
    print(f"{'python -c pass':<20}{empty:6.3f} s")
    for name, (command, bar) in COMMANDS.items():
        measure_command(command, env)  # writes the byte code
        took = statistics.median(measure_command(command, env).wall for _ in range(RUNS))
        print(f"{name:<20}{took:6.3f} s   (bar {bar} s)")


if __name__ == "__main__":
    main()
