"""From an instrument to those that carry it out: a bar a document, as long as its days."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from index.answers import Step

_ROW = 30
_LABELS = 250
_BARS = 380
_FIGURES = 110


def lag_chart(
    steps: tuple[Step, ...],
    *,
    label: str,
    name: Callable[[Step], str],
    link: Callable[[Step], str],
    days: Callable[[int], str],
    unknown: str,
) -> Markup:
    """The chart; ``name`` and ``link`` say what a row is, ``days`` writes a figure.

    A step whose days are not known has a dashed outline in place of a bar, and ``unknown`` beside.
    """
    longest = max([abs(step.days) for step in steps if step.days is not None] + [1])
    drawn = [
        _row(at, step, longest, name(step), link(step), days, unknown)
        for at, step in enumerate(steps)
    ]
    height = len(steps) * _ROW + 6
    width = _LABELS + _BARS + _FIGURES
    return Markup(
        '<svg class="lag" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="group"'
        ' aria-label="{label}"><line x1="{x}" y1="0" x2="{x}" y2="{h}"/>{drawn}</svg>'
    ).format(w=width, h=height, label=label, x=_LABELS, drawn=Markup("").join(drawn))


def _row(
    at: int,
    step: Step,
    longest: int,
    name: str,
    address: str,
    days: Callable[[int], str],
    unknown: str,
) -> Markup:
    top = at * _ROW + 6
    known = step.days is not None
    length = max(3, round(abs(step.days or 0) / longest * _BARS)) if known else 40
    figure = days(step.days) if step.days is not None else unknown
    return Markup(
        '<a href="{href}" class="{kind}"><title>{name}: {figure}</title>'
        '<text x="{end}" y="{base}" text-anchor="end">{short}</text>'
        '<rect x="{x}" y="{top}" width="{length}" height="18" rx="2"/>'
        '<text class="soft" x="{after}" y="{base}">{figure}</text></a>'
    ).format(
        href=address,
        kind="known" if known else "unknown",
        name=name,
        figure=figure,
        short=name if len(name) <= 36 else name[:35] + "…",
        end=_LABELS - 8,
        base=top + 13,
        x=_LABELS,
        top=top,
        length=length,
        after=_LABELS + length + 8,
    )
