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

from extract.catalogue import Language, catalogue, say

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console
    from rich.text import Text

    from index.answers import Card, Excerpt, Fact, Problem
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
    """The library of this environment; what of it is away ends the command with its code."""
    from index.database import LedgerUnavailable
    from index.engine import EngineUnavailable
    from index.library import Library

    try:
        yield Library.open()
    except (EngineUnavailable, LedgerUnavailable) as error:
        typer.echo(error.text(language), err=True)
        raise typer.Exit(AWAY) from error


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def _print_json(value: object) -> None:
    import json

    from search_ui.plain import plain

    typer.echo(json.dumps(plain(value), ensure_ascii=False))


def _quote(excerpt: Excerpt) -> Text:
    """A sentence with what matters in it in bold; foreign text is never read as markup."""
    from rich.text import Text

    text = Text(" ".join(excerpt.text.split()) if not excerpt.marks else excerpt.text)
    for start, end in excerpt.marks:
        text.stylize("bold yellow", start, end)
    return text


def _heading(card: Card, language: Language) -> Text:
    from rich.text import Text

    from search_ui.phrasing import edtf

    unknown = say("page.unknown", language)
    title = card.title or card.number or card.id
    text = Text(title, style="bold")
    details = [card.type, card.number, card.place or f"{say('page.place', language)}: {unknown}"]
    details.append(edtf(card.issued_on or card.published_on, language) or unknown)
    text.append("\n" + " · ".join(part for part in details if part), style="not bold cyan")
    text.append(f"\n{card.slug or card.id}", style="not bold dim")
    return text


def _print_problems(problems: tuple[Problem, ...], language: Language) -> None:
    for problem in problems:
        typer.echo(say(problem.key, language, **problem.values), err=True)


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

    language: Language = context.obj
    with _library(language) as library:
        query = Query(" ".join(words), Filters(place=tuple(place)), limit=limit, explain=explain)
        answer = library.search(query)
        if as_json:
            _print_json(answer)
        else:
            _print_problems(answer.problems, language)
            console = _console()
            for number, hit in enumerate(answer.hits):
                console.print(_heading(hit.document, language))
                for fact in hit.sentences:
                    console.print("  │", _quote(fact.sentence))
                if explain:
                    console.print(answer.explanation[number], markup=False, style="dim")
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
    language: Language = context.obj
    with _library(language) as library:
        key = _key(library, number, language)
        citations = library.cited_by(key, limit=1000) or ()
        if as_json:
            _print_json(citations)
            return
        console = _console()
        for one in citations:
            console.print(_heading(one.document, language))
            relation = say(f"page.relation.{one.reference.relation.value}", language)
            undated = f" · {say('page.undated', language)}" if one.undated else ""
            console.print(f"  {relation}{undated}", style="dim", markup=False)
            if one.anchor is not None:
                console.print("  │", _quote(one.anchor))
                console.print(f"  └ {say('page.evidence.footnote', language)}:", markup=False)
            console.print("  │", _quote(one.sentence))
            console.print()
        documents = len({one.document.id for one in citations})
        console.print(say("page.instrument.cited_by", language, count=documents), style="bold")


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
    ics: Annotated[bool, typer.Option("--ics", help=_help("option_ics"))] = False,
    as_json: AsJson = False,
) -> None:
    """Việc gì đến hạn, ai làm. / What is due, who must act."""
    from index.query import Filters

    language: Language = context.obj
    last, first = _day(until, "until", language), _day(since, "since", language)
    with _library(language) as library:
        filters = Filters(place=tuple(place))
        answer = library.deadlines(last, since=first, filters=filters, body=body or None)
        facts = (*answer.calendar, *answer.relative, *answer.recurring)
        if as_json:
            _print_json(answer)
        elif ics:
            from datetime import UTC, datetime

            from search_ui.ical import calendar

            name = say("page.calendar.title", language)
            typer.echo(calendar(facts, language, "", name, datetime.now(UTC)).decode(), nl=False)
        else:
            _print_problems(answer.problems, language)
            _print_duties(answer.calendar, "page.calendar.count", language)
            _print_duties(answer.relative, "page.calendar.relative", language)
            _print_duties(answer.recurring, "page.calendar.recurring", language)
            key = "page.calendar.count" if answer.calendar else "page.calendar.none_recurring"
            counts = {"dated": len(answer.calendar), "relative": len(answer.relative)}
            typer.echo(say(key, language, **counts, recurring=len(answer.recurring)))
        if not facts:
            raise typer.Exit(NOTHING_FOUND)


def _day(given: str, option: str, language: Language) -> date | None:
    from search_ui.asking import BadRequest, read_day

    if not given:
        return None
    try:
        return read_day(given, f"--{option}")
    except BadRequest as error:
        typer.echo(say(error.key, language, **error.values), err=True)
        raise typer.Exit(BAD_USE) from error


def _print_duties(facts: tuple[Fact, ...], title: str, language: Language) -> None:
    from rich.table import Table

    from extract.model import Deadline, Target
    from search_ui.phrasing import day

    if not facts:
        return
    table = Table(title=None if title.endswith("count") else say(title, language), show_lines=True)
    for name in ("due", "task", "lead", "document"):
        table.add_column(say(f"page.column.{name}", language))
    for fact in facts:
        due = fact.annotation
        if not isinstance(due, Deadline | Target):
            continue
        if isinstance(due, Deadline):
            lead, task = ", ".join(due.lead), due.task
        else:
            lead, task = due.body or "", due.indicator
        when = f"{due.text}\n{day(due.due_on, language)}".strip()
        card = fact.document
        table.add_row(
            _plain(when),
            _plain(task or fact.sentence.text),
            _plain(lead or say("page.unknown", language)),
            _plain(f"{card.number or card.title or ''}\n{card.slug or card.id}"),
        )
    _console().print(table)


def _plain(text: str) -> Text:
    from rich.text import Text

    return Text(text)


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
        console = _console()
        console.print(_heading(answer.card, language))
        from dataclasses import fields

        header = answer.document.header
        for field in fields(header):
            stated = getattr(header, field.name)
            value = stated.value or _unknown(stated.reason, language)
            console.print(f"{say(f'page.field.{field.name}', language)}: {value}", markup=False)
        console.print()
        console.print(answer.document.text, markup=False)


def _unknown(reason: str | None, language: Language) -> str:
    known = f"page.reason.{reason}"
    why = f" ({say(known, language)})" if reason and known in catalogue() else ""
    return say("page.unknown", language) + why


def lint(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help=_help("option_file"))],
    as_json: AsJson = False,
) -> None:
    """Kiểm tra dẫn chiếu trong một bài viết. / Check the citations of a text."""
    from search_ui.checking import LONGEST, TooLong, check

    language: Language = context.obj
    data = _read(file, language)
    with _library(language) as library:
        try:
            checked = check(data.decode("utf-8-sig", errors="replace"), library)
        except TooLong as error:
            typer.echo(say("page.bad.too_long", language, limit=LONGEST), err=True)
            raise typer.Exit(BAD_USE) from error
        if as_json:
            _print_json(checked)
        else:
            console = _console()
            for one in checked.citations:
                console.print(_plain(one.reference.text), style="bold")
                for line in one.lines(language):
                    console.print("  " + line, markup=False)
        if not checked.citations:
            raise _nothing(language, "page.lint.none")


def _read(file: str, language: Language) -> bytes:
    import sys

    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        detail = error.strerror or str(error)
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
