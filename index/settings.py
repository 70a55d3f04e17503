"""Where things are kept and which engine answers: read from the environment, ``DANCHIEU_*``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, FilePath, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from extract.catalogue import Language, say


class Settings(BaseSettings):
    """Settings of the index; every field can be given as ``DANCHIEU_<FIELD>``.

    Raises pydantic.ValidationError naming the variable when a value does not fit.
    """

    model_config = SettingsConfigDict(env_prefix="DANCHIEU_", extra="ignore")

    data: Path = Field(
        default=Path("data"), description="Folder of archive, ledger and embedded index."
    )
    ledger: str = Field(
        default="",
        description="SQLAlchemy address of the ledger; empty: SQLite in the data folder.",
    )
    engine: Literal["tantivy", "elasticsearch"] = Field(
        default="tantivy", description="Which engine is written to and asked."
    )
    elasticsearch: str = Field(
        default="http://127.0.0.1:9200",
        description="Address of the Elasticsearch server, or of the nodes of a cluster by commas.",
    )
    elasticsearch_key: SecretStr | None = Field(
        default=None, description="API key for Elasticsearch."
    )
    elasticsearch_ca: FilePath | None = Field(
        default=None, description="Certificate authority file of the Elasticsearch server."
    )
    elasticsearch_prefix: str = Field(
        default="danchieu",
        pattern=r"^[a-z0-9][a-z0-9_-]*$",
        description="Prefix of the names of our indices and aliases, in small letters.",
    )
    elasticsearch_shards: int = Field(
        default=1, ge=1, description="Shards of each Elasticsearch index that is made."
    )
    elasticsearch_replicas: int = Field(
        default=0, ge=0, description="Copies of each shard; 1 or more on a cluster."
    )
    index_memory: int = Field(
        default=128_000_000,
        ge=30_000_000,
        description="Bytes the embedded engine's two writers may hold together.",
    )
    query_length: int = Field(
        default=400, ge=1, description="Longest query accepted, in characters."
    )

    @field_validator("elasticsearch")
    @classmethod
    def _whole(cls, given: str) -> str:
        """Addresses without the blanks that people put between them."""
        addresses = [address.strip() for address in given.split(",") if address.strip()]
        for address in addresses or [given]:
            parts = urlsplit(address)
            if parts.scheme not in ("http", "https") or not (parts.hostname and parts.port):
                raise ValueError(f"{address!r} is not written like https://host:9200")
        return ",".join(addresses)

    @property
    def ledger_address(self) -> str:
        """The SQLAlchemy address of the ledger."""
        return self.ledger or f"sqlite:///{self.data.absolute() / 'ledger.sqlite'}"

    @property
    def archive_folder(self) -> Path:
        """Where the captures' WARC files are."""
        return self.data / "archive"

    @property
    def index_folder(self) -> Path:
        """Where the embedded engine keeps its files; it can be deleted and rebuilt."""
        return self.data / "index"


def wrong_settings(error: ValidationError, language: Language) -> list[str]:
    """What of the environment cannot be used, a sentence for each variable."""
    return [
        say(
            "settings.wrong",
            language,
            name="DANCHIEU_" + "_".join(map(str, wrong["loc"])).upper(),
            detail=wrong["msg"],
        )
        for wrong in error.errors()
    ]
