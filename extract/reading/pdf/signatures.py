"""Digital signatures of a PDF: when each was set and whose certificate it carries.

ISO 32000-1, 12.8; RFC 5652 (CMS) and RFC 2985, 5.3.3 (signing time). What the file says is given
as it stands: nothing here checks that a signature is valid.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from itertools import islice
from typing import Any

import pikepdf

from extract.model import DigitalSignature
from extract.reading.pdf import limits
from extract.time_zone import VIETNAM

_MARK = b"/ByteRange"  # every signature names the bytes it covers
_MOST = 64  # signatures of one file that are looked at
_LARGEST = 1 << 20  # bytes of one signature
_SAME = timedelta(minutes=1)
_TIME = re.compile(  # of a PDF: "D:20240913164911+07'00'" (ISO 32000-1, 7.9.4)
    r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:([+-])(\d\d)'?(\d\d)?|Z)"
)
_SIGNING_TIME = re.compile(  # OID 1.2.840.113549.1.9.5, a set of one UTCTime or GeneralizedTime
    rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05\x31.(?:\x17\x0d(\d{12})Z|\x18\x0f(\d{14})Z)",
    re.DOTALL,
)
_BROKEN = (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, RuntimeError, OSError)


def find_signatures(data: bytes) -> tuple[DigitalSignature, ...]:
    """The signatures of the PDF ``data`` in the order of their times, each once.

    A signature whose time is nowhere stated is left out; a file too damaged to tell has none.
    """
    if _MARK not in data:
        return ()
    found: set[DigitalSignature] = set()
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as document:
            for contents, stated in islice(_dictionaries(document), _MOST):
                signed_at = _signed_at(contents, stated)
                if signed_at is not None:
                    found.add(DigitalSignature(signed_at, _signer(contents)))
    except _BROKEN:
        return ()
    return tuple(sorted(found, key=lambda one: (one.signed_at, one.signer or "")))


def _dictionaries(document: pikepdf.Pdf) -> Iterator[tuple[bytes, str]]:
    """The CMS message and the stated time of each signature; some forms do not list theirs."""
    form: Any = document.Root.get("/AcroForm", {})
    fields: list[Any] = list(form.get("/Fields", []))
    for page in islice(document.pages, limits.PAGES):
        fields.extend(page.obj.get("/Annots", []))
    for field in fields:
        signature = field.get("/V") if isinstance(field, pikepdf.Dictionary) else None
        if isinstance(signature, pikepdf.Dictionary) and "/Contents" in signature:
            contents = bytes(signature["/Contents"])
            if len(contents) <= _LARGEST:
                yield contents, str(signature.get("/M", ""))


def _signed_at(contents: bytes, stated: str) -> datetime | None:
    """The time that the signed message gives, or else the signature's dictionary.

    Common software writes the local time as if it were UTC into the message; the dictionary,
    which tells the zone, then shows the same figures.
    """
    signed, told = _signing_time(contents), _pdf_time(stated)
    if signed is not None and told is not None:
        as_local = signed.replace(tzinfo=told.tzinfo)
        signed = told if abs(as_local - told) <= _SAME else signed
    moment = signed or told
    return moment.astimezone(VIETNAM) if moment else None


def _signing_time(contents: bytes) -> datetime | None:
    match = _SIGNING_TIME.search(contents)
    if match is None:
        return None
    digits = (match[2] or b"20" + match[1]).decode()
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _pdf_time(stated: str) -> datetime | None:
    match = _TIME.match(stated)
    if match is None:
        return None
    away = timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0))
    try:
        zone = timezone(-away if match[7] == "-" else away)
        return datetime.strptime("".join(match.groups()[:6]), "%Y%m%d%H%M%S").replace(tzinfo=zone)
    except ValueError:
        return None


def _signer(contents: bytes) -> str | None:
    """The name on the certificate that no other certificate of the message was issued by."""
    # Loaded when it is first needed: most files carry no signature.
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import pkcs7

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # padding after the message, names that are too long
            certificates = pkcs7.load_der_pkcs7_certificates(contents)
            issuers = {one.issuer for one in certificates if one.issuer != one.subject}
            own = [one for one in certificates if one.subject not in issuers]
            names = {
                str(name.value).strip()
                for one in own
                for name in one.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
            }
    except ValueError:
        return None
    return names.pop() or None if len(names) == 1 else None
