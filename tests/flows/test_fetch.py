"""Fetching against a real server that sets traps."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from extract.catalogue import say
from extract.data_files import read_yaml
from extract.reading.letter_codes import decode
from flows.addresses import is_public, public_address
from flows.faults import FetchFault
from flows.fetch import OUTCOMES, Answer, Fetcher, challenge
from flows.settings import FlowSettings
from flows.turns import Turns
from index.records import FetchOutcome

SETTINGS = FlowSettings(
    fetch_bytes=300_000,
    fetch_seconds=6.0,
    fetch_idle_seconds=5.0,
    fetch_attempts=3,
    fetch_backoff_seconds=0.01,
    fetch_wait_seconds=2.0,
)


BOMB = gzip.compress(b"\0" * 50_000_000)


class Trap(BaseHTTPRequestHandler):
    """One path, one trap; the server counts what was asked."""

    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, time.monotonic()))
        name = self.path.strip("/").replace("-", "_").replace(".", "_")
        getattr(self, f"trap_{name}", self.trap_other)()

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def trap_robots_txt(self) -> None:
        self.send(self.server.robots, self.server.robots_status)

    def trap_other(self) -> None:
        self.send(b"<p>a page</p>", Content_Type="text/html")

    def trap_elsewhere(self) -> None:
        self.send(b"", 302, Location=f"http://127.0.0.1:{self.server.other_port}/secret")

    def trap_localhost(self) -> None:
        self.send(b"", 302, Location=f"http://localhost:{self.server.server_port}/page")

    def trap_to_file(self) -> None:
        self.send(b"", 302, Location="file:///etc/passwd")

    def trap_loop(self) -> None:
        self.send(b"", 301, Location="/loop")

    def trap_moved(self) -> None:
        self.send(b"", 308, Location="page")

    def trap_bomb(self) -> None:
        self.send(BOMB, Content_Encoding="gzip")

    def trap_announced(self) -> None:
        self.send(b"x", Content_Length="9000000000")

    def trap_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 10_000)

    def trap_slow(self) -> None:
        self.send(b"", Content_Length="1000")
        for _ in range(100):
            time.sleep(0.1)
            self.wfile.write(b"x")

    def trap_cut(self) -> None:
        self.send(b"half", Content_Length="1000")

    def trap_packed_twice(self) -> None:
        self.send(gzip.compress(BOMB), Content_Encoding="gzip, gzip")

    def trap_packed_otherwise(self) -> None:
        self.send(b"(\xb5/\xfd", Content_Encoding="zstd")

    def trap_wait_for_ever(self) -> None:
        self.send(b"", 503, Retry_After="9" * 400)

    def trap_wait_for_what(self) -> None:
        self.send(b"", 503, Retry_After="\xb2")

    def trap_odd_tag(self) -> None:
        self.send((self.headers.get("If-None-Match") or "").encode(), ETag='"v\xb2"')

    def trap_unasked(self) -> None:
        self.send_response(304)
        self.end_headers()

    def trap_no_name(self) -> None:
        self.send(b"", 302, Location="http://xn--0.vn/")

    def trap_bad_gzip(self) -> None:
        self.send(b"no gzip at all", Content_Encoding="gzip")

    def trap_cookie(self) -> None:
        self.send(b'<script>document.cookie="D1N=1";location.reload(true)</script>')

    def trap_charset(self) -> None:
        self.send("Kế hoạch".encode(), Content_Type="text/html; charset=iso-8859-1")

    def trap_busy(self) -> None:
        times = sum(path == "/busy" for path, _ in self.server.asked)
        if times == 1:
            self.send(b"", 503, Retry_After="1")
        else:
            self.send(b"at last")

    def trap_away(self) -> None:
        self.send(b"", 429, Retry_After="3600")

    def trap_broken(self) -> None:
        self.send(b"", 500)

    def trap_gone(self) -> None:
        self.send(b"", 404)

    def trap_closed(self) -> None:
        self.send(b"", 403)

    def trap_tagged(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.send_response(304)
            self.end_headers()
        else:
            self.send(b"text", ETag='"v1"')

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """The trap server's state."""

    daemon_threads = True
    other_port = 0
    robots = b""
    robots_status = 404

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Trap)
        self.asked: list[tuple[str, float]] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The client hangs up on endless bodies; that is what is wanted."""


@pytest.fixture
def server() -> Iterator[Server]:
    servers = Server(), Server()
    servers[0].other_port = servers[1].server_port
    for one in servers:
        threading.Thread(target=one.serve_forever, args=(0.02,), daemon=True).start()
    yield servers[0]
    assert not servers[1].asked, "an internal host was reached through a redirect"
    for one in servers:
        one.shutdown()
        one.server_close()


def fetch(server: Server, *paths: str, **options: Any) -> list[Answer]:
    home = f"127.0.0.1:{server.server_port}"

    async def run() -> list[Answer]:
        async with Fetcher(SETTINGS, internal=home, **options) as fetcher:
            return [await fetcher.get(f"http://{home}{path}") for path in paths]

    return asyncio.run(run())


def fault(call: Callable[[], object]) -> FetchFault:
    with pytest.raises(FetchFault) as caught:
        call()
    assert caught.value.text("vi") != caught.value.text("en")
    return caught.value


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/elsewhere", "internal"),
        ("/localhost", "internal"),
        ("/to-file", "bad_address"),
        ("/loop", "redirects"),
        ("/bomb", "too_large"),
        ("/announced", "too_large"),
        ("/endless", "too_large"),
        ("/slow", "too_slow"),
        ("/cut", "no_answer"),
        ("/bad-gzip", "bad_encoding"),
        ("/packed-twice", "bad_encoding"),
        ("/packed-otherwise", "bad_encoding"),
        ("/wait-for-ever", "later"),
        ("/wait-for-what", "server"),
        ("/no-name", "bad_address"),
        ("/unasked", "server"),
        ("/cookie", "challenge"),
        ("/away", "later"),
        ("/broken", "server"),
        ("/gone", "missing"),
        ("/closed", "forbidden"),
    ],
)
def test_a_trap_is_a_named_fault(server: Server, path: str, reason: str) -> None:
    assert fault(lambda: fetch(server, path)).reason == reason


def test_a_passing_failure_is_tried_again_and_a_lasting_one_given_up(server: Server) -> None:
    fault(lambda: fetch(server, "/broken"))
    assert [path for path, _ in server.asked].count("/broken") == 3
    fault(lambda: fetch(server, "/gone"))
    assert [path for path, _ in server.asked].count("/gone") == 1


def test_retry_after_is_waited_for(server: Server) -> None:
    (answer,) = fetch(server, "/busy")
    first, second = [when for path, when in server.asked if path == "/busy"]
    assert answer.body == b"at last"
    assert second - first >= 1.0


def test_a_redirect_on_the_same_host_is_followed(server: Server) -> None:
    (answer,) = fetch(server, "/moved")
    assert answer.body == b"<p>a page</p>"
    assert answer.final_url.endswith("/page")
    assert answer.url.endswith("/moved")


def test_requests_to_one_host_keep_their_distance(server: Server) -> None:
    fetch(server, "/a", "/b", "/c", pace_seconds=0.3)
    times = [when for _, when in server.asked]
    assert all(later - sooner >= 0.29 for sooner, later in itertools.pairwise(times))


def test_fetchers_of_one_run_take_turns_at_a_host(server: Server) -> None:
    home = f"127.0.0.1:{server.server_port}"

    async def one(turns: Turns, path: str) -> None:
        async with Fetcher(SETTINGS, internal=home, pace_seconds=0.3, turns=turns) as fetcher:
            await fetcher.get(f"http://{home}{path}")

    async def both() -> None:
        turns = Turns()
        await asyncio.gather(one(turns, "/a"), one(turns, "/b"))

    asyncio.run(both())
    times = [when for _, when in server.asked]
    assert len(times) == 4  # the rules of the host, and a page, for each
    assert all(later - sooner >= 0.29 for sooner, later in itertools.pairwise(times))


def test_robots_are_obeyed(server: Server) -> None:
    server.robots_status = 200
    server.robots = b"User-agent: *\nDisallow: /kin/\nCrawl-delay: 0.4\n"
    assert fault(lambda: fetch(server, "/kin/1")).reason == "robots"
    assert [path for path, _ in server.asked] == ["/robots.txt"]
    server.asked.clear()
    fetch(server, "/a", "/b")
    times = [when for path, when in server.asked if path != "/robots.txt"]
    assert times[1] - times[0] >= 0.39


def test_of_robots_without_end_the_beginning_counts(server: Server) -> None:
    server.robots_status = 200
    server.robots = b"User-agent: *\nDisallow: /kin/\n" + b"# \n" * 200_000
    assert fault(lambda: fetch(server, "/kin/1")).reason == "robots"
    assert fetch(server, "/page")[0].status == 200


def test_a_host_that_cannot_show_its_robots_is_left_alone(server: Server) -> None:
    server.robots_status = 500
    assert fault(lambda: fetch(server, "/page")).reason == "server"
    assert [path for path, _ in server.asked] == ["/robots.txt"]


def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    home = f"127.0.0.1:{server.server_port}"

    async def run() -> tuple[Answer, Answer]:
        async with Fetcher(SETTINGS, internal=home) as fetcher:
            first = await fetcher.get(f"http://{home}/tagged")
            return first, await fetcher.get(f"http://{home}/tagged", etag=first.header("etag"))

    first, second = asyncio.run(run())
    assert (first.status, first.body) == (200, b"text")
    assert (second.status, second.body) == (304, b"")


def test_a_tag_that_cannot_be_sent_back_is_not(server: Server) -> None:
    home = f"127.0.0.1:{server.server_port}"

    async def run() -> Answer:
        async with Fetcher(SETTINGS, internal=home) as fetcher:
            first = await fetcher.get(f"http://{home}/odd-tag")
            return await fetcher.get(f"http://{home}/odd-tag", etag=first.header("etag"))

    assert asyncio.run(run()).body == b""


def test_text_is_read_by_what_it_is_not_by_what_the_server_says(server: Server) -> None:
    (answer,) = fetch(server, "/charset")
    assert decode(answer.body) == "Kế hoạch"
    assert decode("<meta charset=windows-1258>Kế".encode("windows-1258", "ignore")).endswith("K")


def test_a_second_crawl_in_one_process_works(server: Server) -> None:
    assert fetch(server, "/a")[0].body == fetch(server, "/a")[0].body


def test_a_name_with_one_internal_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def answering(*addresses: str) -> Callable[..., list[Any]]:
        entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in addresses]
        return lambda *_, **__: entries

    monkeypatch.setattr(socket, "getaddrinfo", answering("203.162.0.181", "203.162.0.182"))
    assert asyncio.run(public_address("mau.vn", 80)) == "203.162.0.181"
    monkeypatch.setattr(socket, "getaddrinfo", answering("203.162.0.181", "10.0.0.1"))
    assert fault(lambda: asyncio.run(public_address("mau.vn", 80))).reason == "internal"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "10.1.2.3", "169.254.169.254", "2130706433",
     "[::ffff:192.168.1.1]", "[64:ff9b::7f00:1]"],
)  # fmt: skip
def test_internal_addresses_are_refused(host: str) -> None:
    async def run() -> None:
        async with Fetcher(SETTINGS) as fetcher:
            await fetcher.get(f"http://{host}/")

    assert fault(lambda: asyncio.run(run())).reason == "internal"


def test_public_addresses_are_not() -> None:
    assert is_public("203.162.0.181")
    assert is_public("2001:4860:4860::8888")
    assert not is_public("fe80::1%eth0")
    assert not is_public("224.0.0.1")
    assert is_public("2002:cba2:b5::1")  # 6to4 of the first
    assert not is_public("2002:7f00:1::1")
    assert not is_public("2001:0:cba2:b5:8000:63bf:80ff:fffe")  # Teredo of 127.0.0.1


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """A server behind TLS for ``cu.gov.vn`` and the file of its certificate, which nobody knows."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=cu.gov.vn", "-addext", "subjectAltName=DNS:cu.gov.vn",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server, certificate
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", ["cu.gov.vn", "khac.gov.vn"])
@pytest.mark.parametrize("known", [False, True])
def test_a_certificate_that_does_not_hold_is_never_ignored(
    guarded: tuple[Server, Path], name: str, known: bool
) -> None:
    server, certificate = guarded
    settings = SETTINGS.model_copy(update={"fetch_authorities": certificate if known else None})
    home = f"127.0.0.1:{server.server_port}"

    async def run() -> bytes:
        async with Fetcher(settings, internal=home, certificate_name=name) as fetcher:
            return (await fetcher.get(f"https://{home}/page")).body

    if known and name == "cu.gov.vn":
        assert asyncio.run(run()) == b"<p>a page</p>"
    else:
        assert fault(lambda: asyncio.run(run())).reason == "certificate"


@pytest.mark.parametrize("example", read_yaml("flows", "data/challenges.yaml")["examples"])
def test_challenge_examples(example: dict[str, Any]) -> None:
    headers = tuple(example.get("headers", {}).items())
    assert challenge(example["status"], headers, example["body"].encode()) == example["is"]


def test_every_outcome_has_its_sentence() -> None:
    for reason in OUTCOMES:
        assert say(f"fetch.{reason}", name="n", detail="d").startswith("n: ")
    assert OUTCOMES["challenge"] is FetchOutcome.CHALLENGE
