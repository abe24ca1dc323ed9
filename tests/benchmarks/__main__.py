"""Runs every benchmark, one after the other: ``make bench``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """The number of benchmarks that could not measure."""
    failed = 0
    for module in sorted(HERE.glob("[!_]*.py")):
        print(f"\n== {module.stem} ==", flush=True)
        failed += subprocess.run([sys.executable, module], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
