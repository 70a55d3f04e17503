"""The reading commands: ``search``, ``cites``, ``deadlines``, ``show``, ``lint``, ``serve``.

Exit codes: 0 answered, 1 nothing found, 2 bad use, 3 the search engine or the ledger does not
answer. What is heavy is imported where it is used, so that each command starts at once; none needs
Prefect.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.catalogue import Language, say
from search_ui import printing

if TYPE_CHECKING:
    from datetime import date

    from index.library import Library

NOTHING_FOUND = 1
BAD_USE = 2
AWAY = 3


def _help(name: str) -> str:
    return say(f"reading.{name}", "vi")


AsJson = Annotated[bool, typer.Option("--json", help=_help("option_json"))]
Place = Annotated[list[str], typer.Option("--place", help=_help("option_place"))]


@contextmanager
def _library(language: Language) -> Iterator[Library]:
    """The library of this environment; what of it is wrong or away ends the command."""
    from pydantic import ValidationError

    from index.database import LedgerUnavailable
    from index.engine import EngineUnavailable
    from index.library import Library
    from index.settings import wrong_settings

    try:
        yield Library.open()
    except (EngineUnavailable, LedgerUnavailable) as error:
        typer.echo(error.text(language), err=True)
        raise typer.Exit(AWAY) from error
    except ValidationError as error:
        for line in wrong_settings(error, language):
            typer.echo(line, err=True)
        raise typer.Exit(BAD_USE) from error


def _nothing(language: Language, key: str, **values: str) -> typer.Exit:
    typer.echo(say(key, language, **values), err=True)
    return typer.Exit(NOTHING_FOUND)


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help=_help("option_words"))],
    place: Place = [],  # noqa: B006
    limit: Annotated[int, typer.Option(min=1, max=100, help=_help("option_limit"))] = 10,
    explain: Annotated[bool, typer.Option("--explain", help=_help("option_explain"))] = False,
    as_json: AsJson = False,
) -> None:
    """Tìm văn bản, kèm câu trả lời. / Find documents with the sentences that answer."""
    from index.query import Filters, Query
    from search_ui.explaining import explained

    language: Language = context.obj
    with _library(language) as library:
        query = Query(" ".join(words), Filters(place=tuple(place)), limit=limit, explain=explain)
        answer = library.search(query)
        if as_json:
            printing.print_json(answer)
        else:
            printing.print_problems(answer.problems, language)
            console = printing.console()
            for number, hit in enumerate(answer.hits):
                console.print(printing.heading(hit.document, language))
                for fact in hit.sentences:
                    console.print("  │", printing.quote(fact.sentence))
                if explain:
                    for line in explained(answer.explanation[number], language):
                        console.print("  ", line, markup=False, style="dim")
                console.print()
            console.print(say("page.search.found", language, count=answer.total), style="bold")
            if answer.suggestion:
                meant = say("page.search.suggestion", language)
                typer.echo(f"{meant}: {answer.suggestion}?", err=True)
        if not answer.hits:
            raise _nothing(language, "page.search.nothing")


def cites(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help=_help("option_number"))],
    as_json: AsJson = False,
) -> None:
    """Ai dẫn văn bản này, ở câu nào. / Who cites an instrument, in which sentence."""
    from search_ui.citing import citing_documents

    language: Language = context.obj
    with _library(language) as library:
        key = _key(library, number, language)
        citations = library.cited_by(key, limit=None) or ()
        if as_json:
            printing.print_json(citations)
            return
        console = printing.console()
        citing = citing_documents(citations)
        for one in (said for document in citing for said in document.citations):
            console.print(printing.heading(one.document, language))
            relation = say(f"page.relation.{one.reference.relation.value}", language)
            undated = f" · {say('page.undated', language)}" if one.undated else ""
            item = (one.anchor or one.sentence).item
            where = f" · {item}" if item else ""
            console.print(f"  {relation}{undated}{where}", style="dim", markup=False)
            if one.anchor is not None:
                console.print("  │", printing.quote(one.anchor))
                console.print(f"  └ {say('page.evidence.footnote', language)}:", markup=False)
            console.print("  │", printing.quote(one.sentence))
            console.print()
        console.print(say("page.instrument.cited_by", language, count=len(citing)), style="bold")


def _key(library: Library, number: str, language: Language) -> str:
    """The key of the one instrument a number names; several or none end the command."""
    from search_ui.naming import choice

    several = choice(library, number)
    if several:
        typer.echo(say("page.which.about", language, name=number), err=True)
        for one in several:
            named = one.instrument
            parts = (named.key, named.type, named.number, named.issuer)
            typer.echo("  " + " · ".join(part for part in parts if part), err=True)
        raise typer.Exit(BAD_USE)
    found = library.instrument(number)
    if found is None:
        raise _nothing(language, "reading.no_instrument", number=number)
    return found.instrument.key


def deadlines(
    context: typer.Context,
    until: Annotated[str, typer.Option(help=_help("option_until"))] = "",
    since: Annotated[str, typer.Option(help=_help("option_since"))] = "",
    place: Place = [],  # noqa: B006
    body: Annotated[str, typer.Option(help=_help("option_body"))] = "",
    topic: Annotated[str, typer.Option(help=_help("option_topic"))] = "",
    ics: Annotated[bool, typer.Option("--ics", help=_help("option_ics"))] = False,
    as_json: AsJson = False,
) -> None:
    """Việc gì đến hạn, ai làm. / What is due, who must act."""
    from index.query import DutyQuery, Filters

    language: Language = context.obj
    first, last = _days(since, until, language)
    with _library(language) as library:
        filters = Filters(place=tuple(place))
        asked = DutyQuery(first, last, filters, body or None, topic or None)
        answer = library.deadlines(asked, limit=None)
        facts = (*answer.calendar, *answer.relative, *answer.recurring)
        if as_json:
            printing.print_json(answer)
        elif ics:
            from datetime import UTC, datetime

            from search_ui.ical import calendar

            name = say("page.calendar.title", language)
            typer.echo(calendar(facts, language, "", name, datetime.now(UTC)).decode(), nl=False)
        else:
            printing.print_duties(answer.calendar, None, language)
            for name, some in (("relative", answer.relative), ("recurring", answer.recurring)):
                printing.print_duties(some, say(f"page.calendar.{name}", language), language)
            key = "page.calendar.count" if answer.calendar else "page.calendar.none_recurring"
            counts = {"dated": len(answer.calendar), "relative": len(answer.relative)}
            typer.echo(say(key, language, **counts, recurring=len(answer.recurring)))
        if not facts:
            raise typer.Exit(NOTHING_FOUND)


def _days(since: str, until: str, language: Language) -> tuple[date | None, date | None]:
    """The days of the options; one that cannot be read, or the wrong order, ends the command."""
    from search_ui.asking import BadRequest, in_order, read_day

    try:
        first = read_day(since, "--since") if since else None
        last = read_day(until, "--until") if until else None
        in_order(first, last)
    except BadRequest as error:
        typer.echo(say(error.key, language, **error.values), err=True)
        raise typer.Exit(BAD_USE) from error
    return first, last


def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_help("option_id"))],
    as_json: AsJson = False,
) -> None:
    """Một văn bản: thông tin, dẫn chiếu, toàn văn. / One document."""
    language: Language = context.obj
    with _library(language) as library:
        answer = library.document(name)
        if answer is None:
            raise _nothing(language, "reading.no_document", name=name)
        if as_json:
            import json

            from search_ui.plain import document_shape

            typer.echo(json.dumps(document_shape(answer), ensure_ascii=False))
            return
        console = printing.console()
        console.print(printing.heading(answer.card, language))
        printing.print_header(answer.document.header, answer.card, language)
        console.print()
        console.print(answer.document.text, markup=False)


def lint(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help=_help("option_file"))],
    as_json: AsJson = False,
) -> None:
    """Kiểm tra dẫn chiếu trong một bài viết. / Check the citations of a text."""
    from search_ui.checking import LONGEST, TooLong, check

    language: Language = context.obj
    text = _read(file, language)
    with _library(language) as library:
        try:
            checked = check(text, library)
        except TooLong as error:
            typer.echo(say("page.bad.too_long", language, limit=LONGEST), err=True)
            raise typer.Exit(BAD_USE) from error
        if as_json:
            printing.print_json(checked)
        else:
            console = printing.console()
            for one in checked.citations:
                console.print(printing.plain(one.reference.text), style="bold")
                for line in one.lines(language):
                    console.print("  " + line, markup=False)
        if not checked.citations:
            raise _nothing(language, "page.lint.none")


def _read(file: str, language: Language) -> str:
    """The plain text of a file, or of standard input for "-"; any other ends the command."""
    import sys

    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        typer.echo(say("reading.no_text", language, file=file), err=True)
        raise typer.Exit(BAD_USE) from error
    except OSError as error:
        reason = {FileNotFoundError: "missing", IsADirectoryError: "folder"}.get(type(error))
        detail = say(f"reading.file_{reason}", language) if reason else error.strerror or str(error)
        typer.echo(say("reading.no_file", language, file=file, detail=detail), err=True)
        raise typer.Exit(BAD_USE) from error


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help=_help("option_host"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help=_help("option_port"))] = 8000,
) -> None:
    """Mở trang đọc. / Open the reader."""
    from search_ui.serving import answer, listen

    language: Language = context.obj
    try:
        listening = listen(host, port)
    except OSError as error:
        detail = error.strerror or str(error)
        message = say("reading.no_port", language, host=host, port=port, detail=detail)
        typer.echo(message, err=True)
        raise typer.Exit(BAD_USE) from error
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}"
    typer.echo(say("reading.serving", language, address=address))
    with _library(language) as library:
        answer(listening, library)
