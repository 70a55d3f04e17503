"""Limits and addresses of fetching and of batches: read from the environment, ``DANCHIEU_*``."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class FlowSettings(BaseSettings):
    """Settings of flows; every field can be given as ``DANCHIEU_<FIELD>``.

    Raises pydantic.ValidationError naming the variable when a value does not fit.
    """

    model_config = SettingsConfigDict(env_prefix="DANCHIEU_", extra="ignore")

    portals: Path | None = Field(
        default=None, description="Folder of portal files; empty: those that come with the program."
    )
    contact: str = Field(
        default="", description="E-mail or web address told to servers, so that they can complain."
    )
    fetch_bytes: int = Field(
        default=64 << 20, ge=1024, description="Largest answer taken, in bytes after unpacking."
    )
    fetch_seconds: float = Field(
        default=180.0,
        gt=0,
        description="Longest time one answer may take from request to last byte.",
    )
    fetch_idle_seconds: float = Field(
        default=30.0, gt=0, description="Longest wait for a connection or for the next bytes."
    )
    fetch_authorities: Path | None = Field(
        default=None,
        description="PEM file of certificates that servers leave out or that are not usual.",
    )
    fetch_redirects: int = Field(
        default=5, ge=0, description="Most redirects followed for one address."
    )
    fetch_attempts: int = Field(
        default=3, ge=1, description="Attempts at an address that fails in passing."
    )
    fetch_backoff_seconds: float = Field(
        default=2.0, ge=0, description="Wait before the second attempt; it doubles after each."
    )
    fetch_wait_seconds: float = Field(
        default=120.0, ge=0, description="Longest Retry-After that is waited for."
    )
    batch: int = Field(
        default=200, ge=1, description="Captures read, annotated and stored together."
    )
    publish_batch: int = Field(
        default=2000,
        ge=1,
        description="Documents published together: the engine commits them at once.",
    )
    readers: int = Field(
        default=2,
        ge=1,
        description="Processes that read and annotate; then as many make the rows of the index.",
    )
    engine_wait_seconds: float = Field(
        default=600.0, ge=0, description="Longest wait for a search engine that is away."
    )
    ingest_pace_seconds: float = Field(
        default=2.0, ge=0, description="Least pause between two requests of ingest to one host."
    )
    ingest_bytes: int = Field(default=64 << 20, ge=1024, description="Largest local file taken in.")
