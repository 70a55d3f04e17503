"""A real PostgreSQL server for the tests, where its programs are installed.

It runs on a socket in a folder of its own, as an unprivileged user, and ends with the tests.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ADDRESS = "DANCHIEU_TEST_POSTGRESQL"
"""Environment variable: the SQLAlchemy address of a server to use instead of starting one."""

_INSTALLED = Path("/usr/lib/postgresql")


class Unobtainable(Exception):
    """Why there is no server."""


@contextmanager
def running() -> Iterator[str]:
    """The SQLAlchemy address of a server, without a database. Raises Unobtainable."""
    if given := os.environ.get(ADDRESS):
        yield given
        return
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="postgresql-") as name:
        folder = Path(name)
        nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if nobody is not None:
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        data = folder / "data"
        how = ["-U", "danchieu", "-A", "trust", "-E", "UTF8", "--no-sync"]
        _run([programs / "initdb", "-D", data, *how], nobody)
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        control: list[str | Path] = [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
        _run([*control, "-o", options, "start"], nobody)
        try:
            yield f"postgresql+psycopg://danchieu@/?host={folder}"
        finally:
            _run([*control, "-m", "immediate", "stop"], nobody)


def _programs() -> Path:
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).parent
    installed = sorted(_INSTALLED.glob("*/bin/initdb"))
    if not installed:
        raise Unobtainable(f"initdb is not installed, and {ADDRESS} is not set")
    return installed[-1].parent


def _run(command: Sequence[str | Path], user: pwd.struct_passwd | None) -> None:
    done = subprocess.run(
        command,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise Unobtainable(done.stderr.strip()[-500:])
