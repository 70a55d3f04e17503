"""The zone by which days are told: Viet Nam's, seven hours ahead of UTC all the year."""

from __future__ import annotations

from datetime import timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "UTC+7")
