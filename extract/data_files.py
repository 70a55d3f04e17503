"""Reading the data files that stand beside the modules they feed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def read_yaml(package: str, name: str) -> Any:
    """The content of ``name`` in ``package`` (say ``extract.times``, ``data/calendar.yaml``).

    The value is shared between callers and must not be changed.
    """
    text = (files(package) / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
