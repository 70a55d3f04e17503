"""A plot of how cost grows with size, both on logarithmic scales, as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

Points = Sequence[tuple[float, float]]

_WIDTH, _HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 150, 36, 48
_COLOURS = ("#1a5fb4", "#c64600", "#26733a", "#813d9c")


def growth_plot(title: str, across: str, up: str, lines: Mapping[str, Points]) -> str:
    """One line for each series; values must be above zero."""
    xs = [x for points in lines.values() for x, _ in points]
    ys = [y for points in lines.values() for _, y in points]
    left, right = math.floor(math.log10(min(xs))), math.ceil(math.log10(max(xs)))
    low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))

    def x_of(value: float) -> float:
        share = (math.log10(value) - left) / max(right - left, 1)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def y_of(value: float) -> float:
        share = (math.log10(value) - low) / max(high - low, 1)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)

    bottom, end = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12" fill="#333">',
        f'<title>{escape(title)}</title><rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="{_LEFT}" y="20" font-size="14">{escape(title)}</text>',
        f'<text x="{(_LEFT + end) / 2}" y="{_HEIGHT - 8}" text-anchor="middle">'
        f"{escape(across)}</text>",
        f'<text x="14" y="{(_TOP + bottom) / 2}" text-anchor="middle" '
        f'transform="rotate(-90 14 {(_TOP + bottom) / 2})">{escape(up)}</text>',
    ]
    for power in range(left, right + 1):
        x = x_of(10.0**power)
        drawn.append(f'<path d="M{x:.1f} {_TOP}V{bottom}" stroke="#ddd"/>')
        drawn.append(
            f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{10**power:,}</text>'
        )
    for power in range(low, high + 1):
        y = y_of(10.0**power)
        drawn.append(f'<path d="M{_LEFT} {y:.1f}H{end}" stroke="#ddd"/>')
        drawn.append(
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
        )
    names: list[float] = []  # heights at which a name stands already
    for (name, points), colour in zip(lines.items(), _COLOURS, strict=False):
        path = "L".join(f"{x_of(x):.1f} {y_of(y):.1f}" for x, y in points)
        drawn.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [
            f'<circle cx="{x_of(x):.1f}" cy="{y_of(y):.1f}" r="3" fill="{colour}"/>'
            for x, y in points
        ]
        height = y_of(points[-1][1]) + 4
        while any(abs(height - other) < 14 for other in names):
            height += 14
        names.append(height)
        drawn.append(
            f'<text x="{x_of(points[-1][0]) + 8:.1f}" y="{height:.1f}" fill="{colour}">'
            f"{escape(name)}</text>"
        )
    return "\n".join([*drawn, "</svg>\n"])
