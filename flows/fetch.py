"""Fetching politely: robots.txt, a pause between requests to one host, Retry-After, limits.

One ``Fetcher`` serves one portal for one run. Whatever goes wrong is a ``FetchFault`` whose key
says why; ``OUTCOMES`` maps it to what the ledger keeps. A bot check's page is such a fault, so
it is never archived in place of the page.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import httpx
import stamina
from protego import Protego

from extract.data_files import read_yaml
from flows.addresses import CheckedTransport
from flows.faults import FetchFault
from flows.names import absolute
from flows.settings import FlowSettings
from flows.turns import Turns
from index.records import FetchOutcome

AGENT = "danchieu"
_ROBOTS_BYTES = 512 << 10  # RFC 9309, 2.5: a crawler must read at least 500 KiB
_LONGEST_PACE = 60.0
_A_YEAR = 366 * 86_400.0
_PACKINGS = ("gzip", "deflate", "identity")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

OUTCOMES: Mapping[str, FetchOutcome] = {
    "missing": FetchOutcome.MISSING,
    "challenge": FetchOutcome.CHALLENGE,
    "robots": FetchOutcome.FORBIDDEN,
    "forbidden": FetchOutcome.FORBIDDEN,
    "internal": FetchOutcome.REFUSED,
    "bad_address": FetchOutcome.REFUSED,
    "too_large": FetchOutcome.REFUSED,
    "too_slow": FetchOutcome.REFUSED,
    "redirects": FetchOutcome.REFUSED,
}
"""Outcome by a fault's reason; of any other reason it is FAILED."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; ``body`` is unpacked. Status 304 has no body."""

    url: str  # as asked
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


class _Passing(Exception):
    """A failure that may be over in a moment."""

    def __init__(self, fault: FetchFault, after: float | None = None) -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.after = after


class Fetcher:
    """Fetches for one portal; use as an async context manager.

    ``pace_seconds`` is the least pause between two requests to one host, also to those of other
    fetchers with the same ``turns``; ``internal`` and ``certificate_name`` are as in
    ``CheckedTransport``.
    """

    def __init__(
        self,
        settings: FlowSettings,
        *,
        pace_seconds: float = 0.0,
        turns: Turns | None = None,
        internal: str | None = None,
        certificate_name: str | None = None,
    ) -> None:
        self._settings = settings
        self._pace = pace_seconds
        contact = f" ({settings.contact})" if settings.contact else ""
        self._client = httpx.AsyncClient(
            transport=CheckedTransport(internal, certificate_name, settings.fetch_authorities),
            headers={
                "User-Agent": f"{AGENT}/0.1{contact}",
                "Accept-Encoding": ", ".join(_PACKINGS),
            },
            timeout=settings.fetch_idle_seconds,
            trust_env=False,
        )
        self._robots: dict[str, Protego | None] = {}
        self._turns = turns or Turns()

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._client.aclose()

    async def get(
        self, url: str, etag: str | None = None, last_modified: str | None = None
    ) -> Answer:
        """The answer at ``url``; with the tags of an earlier answer, 304 when nothing changed.

        Raises FetchFault.
        """
        tags = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        # What is no ASCII cannot be sent back; the answer then comes whole.
        headers = {name: tag for name, tag in tags.items() if tag and tag.isascii()}
        address = absolute(url, url)
        if address is None:
            raise FetchFault("bad_address", url, name=url)
        try:
            return await self._follow(url, address, headers)
        except FetchFault as fault:
            raise fault.at(url) from fault

    async def _follow(self, url: str, address: str, headers: Mapping[str, str]) -> Answer:
        for _ in range(self._settings.fetch_redirects + 1):
            await self._ask_robots(address)
            answer = await self._patiently(address, headers)
            if answer.status not in _REDIRECTS:
                return _checked(url, answer, bool(headers))
            following = absolute(address, answer.header("Location"))
            if following is None:
                raise FetchFault("bad_address", answer.header("Location"))
            address = following
        raise FetchFault("redirects", self._settings.fetch_redirects)

    async def _patiently(self, url: str, headers: Mapping[str, str]) -> Answer:
        def again(error: Exception) -> bool | float:
            if not isinstance(error, _Passing):
                return False
            return True if error.after is None else error.after

        try:
            async for attempt in stamina.retry_context(
                on=again,
                attempts=self._settings.fetch_attempts,
                timeout=None,
                wait_initial=self._settings.fetch_backoff_seconds,
                wait_max=self._settings.fetch_wait_seconds,
                wait_jitter=min(1.0, self._settings.fetch_backoff_seconds),
            ):
                with attempt:
                    return await self._once(url, headers, self._settings.fetch_bytes)
        except _Passing as passing:
            raise passing.fault from passing
        raise AssertionError("the last attempt returns or raises")

    async def _once(
        self, url: str, headers: Mapping[str, str], most: int, cut: bool = False
    ) -> Answer:
        """The answer to one request; with ``cut`` only its first ``most`` bytes are wanted."""
        async with self._turns.at(urlsplit(url).netloc, self._pace_at(url)):
            try:
                async with asyncio.timeout(self._settings.fetch_seconds):
                    answer = await self._receive(url, headers, most, cut)
            except TimeoutError as error:
                raise FetchFault("too_slow", f"{self._settings.fetch_seconds:g}") from error
            except (httpx.InvalidURL, UnicodeError) as error:  # a name no rule of names allows
                raise FetchFault("bad_address", url) from error
            except httpx.DecodingError as error:
                raise FetchFault("bad_encoding", error) from error
            except httpx.TransportError as error:
                raise _transport_fault(error) from error
        if answer.status == 429 or answer.status >= 500:
            fault = FetchFault("server", answer.status, answer.status)
            after = _retry_after(answer.header("Retry-After"))
            if after is not None and after > self._settings.fetch_wait_seconds:
                raise FetchFault("later", round(after), answer.status)
            if named := challenge(answer.status, answer.headers, answer.body):
                raise FetchFault("challenge", named, answer.status)
            raise _Passing(fault, after)
        return answer

    async def _receive(self, url: str, headers: Mapping[str, str], most: int, cut: bool) -> Answer:
        async with self._client.stream("GET", url, headers=dict(headers)) as response:
            announced = response.headers.get("Content-Length", "")
            if announced.isdigit() and int(announced) > most and not cut:
                raise FetchFault("too_large", most)
            packed = response.headers.get("Content-Encoding", "identity").strip().lower()
            # One layer at the most: each could unpack to a thousand times the one around it.
            if packed not in _PACKINGS:
                raise FetchFault("bad_encoding", packed)
            chunks, size = [], 0
            async for chunk in response.aiter_bytes():
                chunks.append(chunk)
                size += len(chunk)
                if size > most and not cut:
                    raise FetchFault("too_large", most)
                if size > most:
                    break
            body = b"".join(chunks)[:most]
            return Answer(
                url, url, response.status_code, tuple(response.headers.multi_items()), body
            )

    def _pace_at(self, url: str) -> float:
        robots = self._robots.get(_origin(url))
        if robots is None:
            return self._pace
        return max(self._pace, min(float(robots.crawl_delay(AGENT) or 0.0), _LONGEST_PACE))

    async def _ask_robots(self, url: str) -> None:
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = await self._fetch_robots(origin)
        robots = self._robots[origin]
        if robots is not None and not robots.can_fetch(url, AGENT):
            raise FetchFault("robots")

    async def _fetch_robots(self, origin: str) -> Protego | None:
        """The rules of a host; None when it has none (RFC 9309, 2.3.1)."""
        address = origin + "/robots.txt"
        for _ in range(self._settings.fetch_redirects + 1):
            try:
                answer = await self._once(address, {}, _ROBOTS_BYTES, cut=True)
            except _Passing as passing:
                raise passing.fault from passing
            following = absolute(address, answer.header("Location"))
            if answer.status in _REDIRECTS and following is not None:
                address = following
                continue
            if answer.status == 200:
                return Protego.parse(answer.body.decode("utf-8", "replace"))
            break
        return None


def challenge(status: int, headers: tuple[tuple[str, str], ...], body: bytes) -> str | None:
    """The name of the bot check that answered in place of the page; None when none did.

    Signs and examples: ``data/challenges.yaml``.
    """
    named = {name.lower(): value.lower() for name, value in headers}
    text = body[:200_000].decode("utf-8", "replace")
    for sign in read_yaml("flows", "data/challenges.yaml")["challenges"]:
        if (
            status in sign.get("status", (status,))
            and len(body) <= sign.get("largest", len(body))
            and all(named.get(name) == value for name, value in sign.get("header", {}).items())
            and all(word in text for word in sign.get("words", ()))
        ):
            return str(sign["name"])
    return None


def _checked(url: str, answer: Answer, conditional: bool) -> Answer:
    if named := challenge(answer.status, answer.headers, answer.body):
        raise FetchFault("challenge", named, answer.status)
    if answer.status in (404, 410):
        raise FetchFault("missing", answer.status, answer.status)
    if answer.status in (401, 403, 407, 451):
        raise FetchFault("forbidden", answer.status, answer.status)
    if answer.status != 200 and not (answer.status == 304 and conditional):
        raise FetchFault("server", answer.status, answer.status)
    return Answer(url, answer.url, answer.status, answer.headers, answer.body)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return urljoin(f"{parts.scheme}://{parts.netloc}", "")


def _transport_fault(error: httpx.TransportError) -> Exception:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchFault("certificate", cause.verify_message)
        cause = cause.__cause__ or cause.__context__
    detail = str(error) or type(error).__name__
    return _Passing(FetchFault("no_answer", detail))


def _retry_after(value: str | None) -> float | None:
    """Seconds to wait, from a number of seconds or a date (RFC 9110, 10.2.3)."""
    if value is None:
        return None
    if value.isascii() and value.strip().isdigit():
        return min(float(value), _A_YEAR)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
