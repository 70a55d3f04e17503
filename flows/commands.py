"""The commands that bring documents in: harvest, ingest, rebuild, status, annotate and others.

Each is found by its entry point in ``pyproject.toml``. Exit codes: ``flows.console.Exit``.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from extract.catalogue import Language, say
from extract.contract import as_json as contract_json
from extract.model import Document, Outcome, Source
from extract.time_zone import VIETNAM
from flows.console import (
    Bars,
    Exit,
    complain,
    complain_of,
    console,
    ended,
    nothing,
    print_json,
    printable,
    speaking,
    tell,
    tell_counts,
)
from flows.faults import IngestFault
from flows.ingest import files_in, listed_in, read_file, take_in
from flows.names import shown
from flows.pipeline import portal_of_page, source_of_file
from flows.portal import Portal
from flows.progress import Event, Tally, Trouble
from flows.rebuild import rebuild_all
from flows.settings import FlowSettings
from flows.workshop import Workshop, load_portals, opened, register_portals
from index.guarded.workers import ReadingWorkers
from index.ledger import Ledger
from index.settings import Settings

_Json = Annotated[bool, typer.Option("--json", help=say("command.json"))]
_Words = Annotated[list[str] | None, typer.Argument(help=say("command.paths"), show_default=False)]
_List = Annotated[Path | None, typer.Option("--list", help=say("command.list"), show_default=False)]


def harvest(
    context: typer.Context,
    portals: Annotated[
        list[str] | None, typer.Argument(help=say("command.harvest.portals"), show_default=False)
    ] = None,
    as_json: _Json = False,
) -> None:
    """Thu thập văn bản mới và văn bản đã đổi từ các cổng. / Fetch what is new or changed."""
    language: Language = context.obj
    with speaking(language):
        known, faults = load_portals(FlowSettings())
        unknown = [name for name in portals or () if name not in known]
        if unknown:
            for fault in faults:
                complain(fault.text(language))
            names = ", ".join(sorted(known))
            complain(say("harvest.unknown", language, name=", ".join(unknown), names=names))
            raise typer.Exit(Exit.USAGE)
        # Without names, portals on this machine (the sample) stay out.
        chosen = [
            portal
            for name, portal in known.items()
            if (name in portals if portals else not portal.allow_internal)
        ]
        tally = Tally()
        if portals:
            tally.troubles.extend(
                Trouble(portal.name, "harvest.no_start", portal.note)
                for portal in chosen
                if not portal.starts
            )
        chosen = [portal for portal in chosen if portal.starts]
        if not chosen:
            complain_of(tally.troubles, language)
            raise nothing("harvest.nothing", language)
        complain(say("harvest.starting", language, names=", ".join(p.name for p in chosen)))
        from flows.harvest import harvest as run  # Prefect takes seconds to load

        with _running("harvest", tally, language, as_json, portals) as (shop, bars):
            tally.add(run(shop, chosen, bars))
            tally.add(shop.finish(bars))
        raise ended(tally)


@contextmanager
def _running(
    kind: str,
    tally: Tally,
    language: Language,
    as_json: bool,
    portals: Sequence[str] | None = None,
) -> Iterator[tuple[Workshop, Bars]]:
    """A run that the ledger keeps and bars show; its counts are told at the end."""
    began = time.monotonic()
    with opened() as shop, Bars(language) as bars, shop.run(kind, portals, tally):
        yield shop, bars
    tell(tally, time.monotonic() - began, language, as_json)


def _words_given(paths: list[str] | None, listed: Path | None, language: Language) -> list[str]:
    """The paths and addresses named on the command line and in the list; at least one."""
    words = [*(paths or ()), *(listed_in(listed) if listed else ())]
    if not words:
        complain(say("ingest.nothing_given", language))
        raise typer.Exit(Exit.USAGE)
    return words


def ingest(
    context: typer.Context, paths: _Words = None, listed: _List = None, as_json: _Json = False
) -> None:
    """Đưa vào tệp, thư mục, địa chỉ web. / Take in files, folders, web addresses."""
    language: Language = context.obj
    with speaking(language):
        words = _words_given(paths, listed, language)
        tally = Tally()
        files = list(files_in(words, tally))
        with _running("ingest", tally, language, as_json) as (shop, bars):
            for first in range(0, len(files), shop.settings.batch):
                batch = files[first : first + shop.settings.batch]
                part = take_in(batch, shop.keeping, shop.settings, bars, first, len(files))
                tally.add(asyncio.run(part))
                tally.add(shop.finish(bars))
        if not files and not tally.troubles:
            raise nothing("ingest.empty", language)
        raise ended(tally)


def rebuild(context: typer.Context, as_json: _Json = False) -> None:
    """Dựng lại sổ và chỉ mục từ kho lưu, không cần mạng. / Rebuild from the archive, offline."""
    language: Language = context.obj
    with speaking(language):
        tally = Tally()
        with _running("rebuild", tally, language, as_json) as (shop, bars):
            tally.add(rebuild_all(shop, bars))
        if not tally.captures:
            raise nothing("rebuild.nothing", language)
        raise ended(tally)


def reread(context: typer.Context, as_json: _Json = False) -> None:
    """Đọc lại các văn bản đang chờ OCR. Read again what waits for OCR."""
    language: Language = context.obj
    with speaking(language):
        tally = Tally()
        with _running("reread", tally, language, as_json) as (shop, bars):
            waiting = len(shop.ledger.to_read("", outcome=Outcome.NEEDS_OCR))
            tally.add(shop.finish(bars, Outcome.NEEDS_OCR))
        if not waiting:
            raise nothing("reread.nothing", language)
        raise ended(tally)


def portals(context: typer.Context, as_json: _Json = False) -> None:
    """Liệt kê các cổng và lần thu thập gần nhất. / List the portals and their last harvest."""
    language: Language = context.obj
    with speaking(language):
        known, faults = load_portals(FlowSettings())
        ledger = Ledger.open(Settings())
        register_portals(ledger, known)
        records = {record.name: record for record in ledger.portals()}
        ledger.close()
        rows = [
            {
                "name": portal.name,
                "title": portal.title,
                "homepage": portal.homepage,
                "platform": portal.platform,
                "place": portal.place,
                "verified": portal.is_verified,
                "harvestable": bool(portal.starts),
                "listed_at": records[portal.name].listed_at,
                "listed_outcome": records[portal.name].listed_outcome,
                "note": portal.note,
            }
            for portal in known.values()
        ]
        for fault in faults:
            complain(fault.text(language))
        if as_json:
            print_json(rows)
        else:
            console().print(_portal_table(rows, language))
        raise typer.Exit(Exit.SOME_FAILED if faults else Exit.DONE)


def status(context: typer.Context, as_json: _Json = False) -> None:
    """Cho biết đang giữ gì và việc gì chưa xong. / Tell what is held and what stands undone."""
    language: Language = context.obj
    with speaking(language):
        ledger = Ledger.open(Settings())
        counts, failures, runs = ledger.counts(), ledger.failures(), ledger.runs(5)
        ledger.close()
        troubles = [
            Trouble(shown(item.url), f"{_STAGES[item.stage]}.{item.reason}", item.detail)
            for item in failures
        ]
        if as_json:
            told = [
                {**asdict(failure), "message": trouble.text(language)}
                for failure, trouble in zip(failures, troubles, strict=True)
            ]
            print_json({"counts": counts, "failures": told, "runs": [asdict(run) for run in runs]})
            return
        tell_counts(counts, language)
        if troubles:
            typer.echo(say("status.failures", language, count=len(troubles)))
        for trouble in troubles:
            typer.echo("  " + printable(trouble.text(language)))


_STAGES = {"fetch": "fetch", "read": "outcome"}


def annotate(
    context: typer.Context, paths: _Words = None, listed: _List = None, as_json: _Json = False
) -> None:
    """Đọc và chú giải tệp, không lưu gì. Read and annotate files, storing nothing."""
    language: Language = context.obj
    with speaking(language):
        words = _words_given(paths, listed, language)
        tally, settings = Tally(), FlowSettings()
        files = list(files_in(words, tally))
        known, _ = load_portals(settings)
        names: deque[str] = deque()
        with Bars(language) as bars, ReadingWorkers(settings.readers, annotate=True) as workers:
            readings = workers.read_many(_opened(files, names, settings, known, tally))
            for done, reading in enumerate(readings, start=1):
                name = names.popleft()
                if reading.outcome is not Outcome.READ:
                    trouble = Trouble(name, f"outcome.{reading.reason}", reading.detail)
                    tally.troubles.append(trouble)
                if reading.document is not None:
                    tally.documents += 1
                    _print_document(replace(reading.document, source=name), language, as_json)
                bars(Event("read", done, len(files), name))
        complain_of(tally.troubles, language)
        if not tally.documents and not tally.troubles:
            raise nothing("ingest.empty", language)
        raise ended(tally)


def _opened(
    files: Sequence[str],
    names: deque[str],
    settings: FlowSettings,
    portals: Mapping[str, Portal],
    tally: Tally,
) -> Iterator[tuple[bytes, Source]]:
    """The bytes of files that can be opened, each with its name put into ``names``."""
    for file in files:
        try:
            data = read_file(Path(file), settings.ingest_bytes)
        except IngestFault as fault:
            tally.troubles.append(Trouble(file, fault.key, str(fault.values["detail"])))
            continue
        names.append(printable(file))
        yield data, source_of_file(printable(Path(file).name), portal_of_page(data, portals))


def _print_document(document: Document, language: Language, as_json: bool) -> None:
    if as_json:
        print_json(contract_json(document))
        return
    counts = {
        "references": len(document.references),
        "deadlines": len(document.deadlines),
        "targets": len(document.targets),
        "findings": len(document.findings),
    }
    told = ", ".join(f"{say(f'count.{key}', language)} {value}" for key, value in counts.items())
    header = document.header
    number = header.number.value or say("value.unknown", language)
    title = header.title.value or say("value.unknown", language)
    typer.echo(f"{document.source}: {number}. {title}. {told}.")


def _portal_table(rows: Sequence[Mapping[str, object]], language: Language) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("name", "title", "place", "verified", "listed_at", "listed_outcome"):
        table.add_column(say(f"portals.{name}", language))
    for row in rows:
        if not row["harvestable"]:
            outcome = say("portals.no_start", language)
        elif row["listed_outcome"] in (None, "ok"):
            outcome = str(row["listed_outcome"] or "")
        else:
            outcome = say(
                f"fetch.{row['listed_outcome']}", language, name=row["homepage"], detail=""
            )
        listed_at = row["listed_at"]
        there = listed_at.astimezone(VIETNAM) if isinstance(listed_at, datetime) else None
        table.add_row(
            str(row["name"]),
            str(row["title"]),
            str(row["place"] or say("value.unknown", language)),
            say("portals.yes" if row["verified"] else "portals.unverified", language),
            f"{there:%d/%m/%Y %H:%M}" if there else "",
            outcome,
        )
    return table
