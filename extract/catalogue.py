"""The words in which the program speaks: one catalogue, Vietnamese first, English second.

Each file under ``messages/`` holds ``[key]`` tables with ``vi`` and ``en`` sentences; values are
put in with ``str.format`` fields, the same ones in both languages.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """All messages by key, each a mapping from language to sentence.

    Raises ValueError when two files define one key.
    """
    messages: dict[str, dict[str, str]] = {}
    folder = files("extract") / "messages"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".toml"):
            continue
        for key, sentences in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            if key in messages:
                raise ValueError(f"{entry.name}: message {key!r} is defined twice")
            messages[key] = sentences
    return messages


def say(key: str, language: Language = "vi", **values: object) -> str:
    """The message ``key`` in ``language`` with ``values`` put in.

    Raises KeyError for a key or field that the catalogue does not have.
    """
    return catalogue()[key][language].format(**values)
