"""``make bench``: every bench in turn, printed and kept in ``docs/benchmarks.md``.

``python -m tests.bench NAME…`` renews the sections of those benches and keeps the others.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = HERE.parent.parent / "docs" / "benchmarks.md"
INTRO = """# Benchmarks

Written by `make bench`; nothing here is typed by hand. Absolute times belong to the machine, ratios
travel better. Sections are of the day they name.
"""


def machine() -> str:
    """One line on the machine the figures come from."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def kept_sections() -> dict[str, str]:
    """The sections of the document by the name of their bench."""
    if not KEPT.exists():
        return {}
    parts = re.split(r"^## `make bench-([\w-]+)`\n", KEPT.read_text(encoding="utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def main(names: list[str]) -> int:
    """Run the benches and rewrite the document; the exit code is 1 when one of them failed."""
    sections, failed = kept_sections(), False
    every = [path.stem.removeprefix("bench_").replace("_", "-") for path in HERE.glob("bench_*.py")]
    for name in names or sorted(every):
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.bench.bench_{name.replace('-', '_')}"]
        run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        print(run.stdout, flush=True)
        failed |= run.returncode != 0
        ending = "" if run.returncode == 0 else f"\nended with exit code {run.returncode}\n"
        day = datetime.now(UTC).date().isoformat()
        figures = f"```\n{run.stdout.rstrip()}\n{ending}```\n"
        sections[name] = f"\n{day}, {machine()}.\n\n{figures}\n"
    text = "".join(
        f"\n## `make bench-{name}`\n{sections[name].rstrip()}\n" for name in sorted(sections)
    )
    KEPT.write_text(INTRO + text, encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
