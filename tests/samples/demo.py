"""``make demo``: serves the sample portal, harvests it, prints the table, opens the reader.

``SERVE=0`` stops after the table. Running it again harvests again, which brings only what changed.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from .build import build
from .server import PORT, PortalServer, serving

ROOT = Path(__file__).resolve().parents[2]
PORTAL = ROOT / "flows" / "portals" / "mau.toml"
DANCHIEU = Path(sys.executable).parent / "danchieu"
_SOME_FAILED = 1  # the portal has a page that is gone, a bot check and a broken file


def portal_at(server: PortalServer, folder: Path) -> dict[str, str]:
    """The environment in which the portal ``mau`` is the one that ``server`` serves."""
    text = PORTAL.read_text(encoding="utf-8").replace(
        f"127.0.0.1:{PORT}", urlsplit(server.address).netloc
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PORTAL.name).write_text(text, encoding="utf-8")
    return {**os.environ, "DANCHIEU_PORTALS": str(folder)}


def main() -> int:
    """Run the demonstration; the exit code is 0 when everything but the planned traps worked."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch) / "site"
        build(site)
        with serving(site, PORT if _is_free(PORT) else 0) as server:
            environment = portal_at(server, Path(scratch) / "portals")
            print(f"Cổng mẫu / sample portal: {server.address}", flush=True)
            try:
                done = subprocess.run([DANCHIEU, "harvest", "mau"], env=environment).returncode
                if done not in (0, _SOME_FAILED):
                    return done
                if os.environ.get("SERVE", "1") != "0":
                    subprocess.run([DANCHIEU, "serve"], env=environment)
            except KeyboardInterrupt:
                print()
            return 0


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


if __name__ == "__main__":
    sys.exit(main())
