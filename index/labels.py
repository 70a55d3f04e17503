"""Facet values as they go into addresses and as people read them."""

from __future__ import annotations

from extract.catalogue import catalogue, say
from index.slug import place_words, slug

_PLACES = frozenset({"place", "place_today", "district"})
_NAMED = frozenset({"type", "issuer"})
_IN_CATALOGUE = frozenset({"relation", "section"})


def facet_value(facet: str, value: str) -> str:
    """A facet's value for an address: a slug where the value is a name."""
    if facet in _PLACES:
        return place_words(value)
    return slug(value) if facet in _NAMED else value


def label(facet: str, value: str) -> str:
    """A facet's value for people; keys of ours are said in Vietnamese."""
    key = f"{facet}.{value}"
    return say(key) if facet in _IN_CATALOGUE and key in catalogue() else value
