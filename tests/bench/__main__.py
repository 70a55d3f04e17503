"""``make bench``: every bench in turn, printed and kept in ``docs/benchmarks.md``."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = HERE.parent.parent / "docs" / "benchmarks.md"


def machine() -> str:
    """One line on the machine the figures come from."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def main() -> int:
    """Run the benches and rewrite the document; the exit code is 1 when one of them failed."""
    sections, failed = [], False
    for path in sorted(HERE.glob("bench_*.py")):
        name = path.stem.removeprefix("bench_").replace("_", "-")
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.bench.{path.stem}"]
        run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        print(run.stdout, flush=True)
        failed |= run.returncode != 0
        ending = "" if run.returncode == 0 else f"\nended with exit code {run.returncode}\n"
        sections.append(f"## `make bench-{name}`\n\n```\n{run.stdout.rstrip()}\n{ending}```\n")
    intro = (
        "# Benchmarks\n\nWritten by `make bench`; nothing here is typed by hand. "
        "Absolute times belong to the machine, ratios travel better.\n\n"
        f"Machine: {machine()}.\n"
    )
    KEPT.write_text("\n".join([intro, *sections]), encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
