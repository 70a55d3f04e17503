"""What a long run tells while it goes on, and the counts it ends with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from extract.catalogue import Language, say
from index.engine import EngineUnavailable
from index.records import FetchOutcome

Stage = Literal["list", "fetch", "read", "publish"]


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a stage is done, or waits. ``total`` is None while it is not known."""

    stage: Stage
    done: int
    total: int | None
    name: str = ""  # what was done last
    portal: str = ""  # whose run it is, when several go on side by side
    waits_for: EngineUnavailable | None = None  # nothing was done: the engine is away


Progress = Callable[[Event], None]


def silent(event: Event) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong without stopping the run."""

    name: str  # address or path
    key: str  # of the catalogue; its sentence tells ``name`` and ``detail``
    detail: str = ""

    def text(self, language: Language) -> str:
        """One line for a reader."""
        return say(self.key, language, name=self.name, detail=self.detail)


@dataclass(slots=True)
class Tally:
    """The counts of one run. ``documents`` is of new, changed and re-read ones."""

    captures: int = 0
    unchanged: int = 0
    documents: int = 0
    references: int = 0
    deadlines: int = 0
    targets: int = 0
    findings: int = 0
    troubles: list[Trouble] = field(default_factory=list)

    def count(self, outcome: FetchOutcome) -> None:
        """Count what was captured, or found unchanged."""
        if outcome is FetchOutcome.UNCHANGED:
            self.unchanged += 1
        else:
            self.captures += 1

    def add(self, other: Tally) -> None:
        """Add the counts of a part of the run; what two parts met is one trouble."""
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        known = set(self.troubles)
        self.troubles.extend(trouble for trouble in other.troubles if trouble not in known)

    def counts(self) -> dict[str, int]:
        """The counts by name, failures among them."""
        return {name: getattr(self, name) for name in COUNTED} | {"failures": len(self.troubles)}


COUNTED = (
    "captures",
    "unchanged",
    "documents",
    "references",
    "deadlines",
    "targets",
    "findings",
)
"""Names of the counts that ``Tally`` adds up."""
