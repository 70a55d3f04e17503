"""What the reading commands print: documents, sentences and duties, as text, never as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from extract.catalogue import Language, catalogue, say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from extract.model import Header
    from index.answers import Card, Excerpt, Fact, Problem


def console() -> Console:
    """Standard output; long lines are left to the terminal."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def print_json(value: object) -> None:
    """A library value as JSON on one line."""
    import json

    from search_ui.plain import plain

    typer.echo(json.dumps(plain(value), ensure_ascii=False))


def quote(excerpt: Excerpt) -> Text:
    """A sentence with what matters in it in bold; foreign text is never read as markup."""
    from rich.text import Text

    text = Text(" ".join(excerpt.text.split()) if not excerpt.marks else excerpt.text)
    for start, end in excerpt.marks:
        text.stylize("bold yellow", start, end)
    return text


def heading(card: Card, language: Language) -> Text:
    """A document in a list: its title, what is known of it, and the name to show it by."""
    from rich.text import Text

    from search_ui.phrasing import edtf

    text = Text(card.title or card.number or card.id, style="bold")
    day = edtf(card.issued_on or card.published_on, language) or say("page.unknown", language)
    details = [card.type, card.number, place(card, language), day]
    text.append("\n" + " · ".join(part for part in details if part), style="not bold cyan")
    text.append(f"\n{card.slug or card.id}", style="not bold dim")
    return text


def place(card: Card, language: Language) -> str:
    """Where a document comes from; a national body has no province."""
    from index.central import is_central

    if card.place:
        return card.place
    if is_central(card.issuer):
        return say("page.central", language)
    return f"{say('page.place', language)}: {say('page.unknown', language)}"


def print_problems(problems: tuple[Problem, ...], language: Language) -> None:
    """What of a query was not understood, on standard error."""
    for problem in problems:
        typer.echo(say(problem.key, language, **problem.values), err=True)


def print_duties(facts: tuple[Fact, ...], title: str | None, language: Language) -> None:
    """A table of duties and aims; nothing where there are none."""
    from rich.table import Table

    from search_ui.duties import leads

    if not facts:
        return
    table = Table(title=title, show_lines=True)
    for name in ("due", "task", "lead", "document"):
        table.add_column(say(f"page.column.{name}", language))
    for fact in facts:
        card, lead = fact.document, ", ".join(leads(fact))
        when, task = _due(fact, language)
        table.add_row(
            plain(when),
            plain(task or fact.sentence.text),
            plain(lead or say("page.unknown", language)),
            plain(f"{card.number or card.title or ''}\n{card.slug or card.id}"),
        )
    console().print(table)


def _due(fact: Fact, language: Language) -> tuple[str, str | None]:
    """When and what: the time as written, with the latest day it can mean, and the task."""
    from extract.model import Deadline, Target
    from search_ui.phrasing import day, edtf

    match fact.annotation:
        case Deadline() as due:
            return f"{due.text}\n{day(due.due_on, language)}".strip(), due.task
        case Target() as due:
            when = fact.phrase or edtf(due.by, language)
            return f"{when}\n{day(due.due_on, language)}".strip(), due.text
        case _:
            return "", None


def print_header(header: Header, card: Card, language: Language) -> None:
    """The header fields of a document, with the reason where one is not known."""
    from dataclasses import fields

    from index.central import is_central
    from search_ui.phrasing import edtf

    for field in fields(header):
        stated = getattr(header, field.name)
        dated = field.name in ("issued_on", "published_on")
        value = edtf(stated.value, language) if dated else stated.value
        if not value and field.name == "place" and is_central(card.issuer):
            value = say("page.central", language)
        name = say(f"page.field.{field.name}", language)
        console().print(f"{name}: {value or _unknown(stated.reason, language)}", markup=False)


def _unknown(reason: str | None, language: Language) -> str:
    known = f"page.reason.{reason}"
    why = f" ({say(known, language)})" if reason and known in catalogue() else ""
    return say("page.unknown", language) + why


def plain(text: str) -> Text:
    """Foreign text as it is: brackets in it are no markup."""
    from rich.text import Text

    return Text(text)
