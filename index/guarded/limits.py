"""Limits under which foreign bytes are read: settings, ``DANCHIEU_READ_*``."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Limits(BaseSettings):
    """What reading one file may cost; every field can be given as ``DANCHIEU_READ_<FIELD>``.

    Raises pydantic.ValidationError naming the variable when a value does not fit.
    """

    model_config = SettingsConfigDict(env_prefix="DANCHIEU_READ_", extra="ignore", frozen=True)

    file_bytes: int = Field(128 << 20, ge=1, description="Largest file that is read.")
    memory_bytes: int = Field(
        2 << 30, ge=256 << 20, description="Address space of a reading process."
    )
    cpu_seconds: int = Field(
        300, ge=1, description="Processor time for one file; a scanned page takes about 2."
    )
    wall_seconds: float = Field(
        600.0, gt=0, description="Time from handing a file over to having its text."
    )
    output_bytes: int = Field(
        256 << 20, ge=1024, description="Size of what was read from one file, as JSON."
    )
    written_bytes: int = Field(
        256 << 20, ge=0, description="Largest file a reading process may write in its folder."
    )
    open_files: int = Field(128, ge=16, description="Files a reading process may hold open.")
    recycle: int = Field(
        200, ge=1, description="Files after which a reading process gives way to a fresh one."
    )
