"""Files made to break readers, built from nothing: ``python -m tests.samples.hostile FOLDER``.

Each is a way in which real readers have been stopped, filled up or led astray. None is worth
reading; each must end in a typed outcome within the limits, and cost no other file.
"""

from __future__ import annotations

import io
import random
import struct
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pikepdf
from reportlab.pdfgen import canvas

Builder = Callable[[], bytes]
_WORDS = "Ke hoach trien khai nam hoc moi cua so giao duc va dao tao tinh"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def files() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every hostile file, one after another: some are large."""
    for name, build in _plain().items():
        yield name, build()
    for kind, whole in (("pdf", good_pdf()), ("docx", good_docx()), ("html", good_html())):
        for number, data in enumerate(mutations(whole, 6, seed=len(whole))):
            yield f"mutated-{number}.{kind}", data


def mutations(whole: bytes, count: int, seed: int) -> Iterator[bytes]:
    """``count`` spoilt copies: bytes changed, cut out, doubled, or the end cut off."""
    chance = random.Random(seed)
    for number in range(count):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 8, 64))):
            at = chance.randrange(len(data))
            way = (number + chance.randrange(2)) % 4
            if way == 0:
                data[at] = chance.randrange(256)
            elif way == 1:
                del data[at : at + chance.randrange(1, 40)]
            elif way == 2:
                data[at:at] = data[at : at + chance.randrange(1, 400)]
            else:
                data[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999"))
            if not data:
                break
        yield bytes(data[: chance.randrange(len(data) // 2, len(data) + 1)] if data else data)


def _plain() -> dict[str, Builder]:
    return {
        "empty.pdf": lambda: b"",
        "empty.docx": lambda: b"",
        "blank.txt": lambda: b" \r\n\t" * 1000,
        "zeros.bin": lambda: bytes(1 << 20),
        "noise.pdf": lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(1 << 18),
        "noise.bin": lambda: random.Random(2).randbytes(1 << 20),
        "head-only.pdf": lambda: b"%PDF-1.4\n",
        "truncated-quarter.pdf": lambda: good_pdf()[: len(good_pdf()) // 4],
        "truncated-half.pdf": lambda: good_pdf()[: len(good_pdf()) // 2],
        "truncated-tail.pdf": lambda: good_pdf()[:-200],
        "encrypted.pdf": _encrypted,
        "unknown-security.pdf": _unknown_security,
        "flate-bomb.pdf": lambda: _page(_deflated(b"0 0 m 1 1 l S\n", 900 << 20)),
        "flate-bomb-twice.pdf": _twice_deflated,
        "letters-3.6-million.pdf": lambda: _page(
            _deflated(b"(aaaaaaaaaa) Tj ", 5_760_000, b"BT /F1 8 Tf ")
        ),
        "form-in-itself.pdf": lambda: _forms(["5 0 R"]),
        "forms-in-a-ring.pdf": lambda: _forms(["6 0 R", "5 0 R"]),
        "forms-doubling.pdf": _doubling_forms,
        "pages-10000.pdf": _many_pages,
        "page-tree-ring.pdf": _page_ring,
        "page-count-lie.pdf": lambda: good_pdf().replace(b"/Count 3", b"/Count 2000000000"),
        "huge-page.pdf": lambda: _page(b"BT /F1 9 Tf 9 9 Td (a) Tj ET", box="0 0 1e9 1e9"),
        "negative-page.pdf": lambda: _page(b"BT /F1 9 Tf (a) Tj ET", box="100 100 -50 -50"),
        "huge-image.pdf": _huge_image,
        "bad-jpeg.pdf": lambda: _image(b"\xff\xd8\xff\xe0" + b"\x11" * 4000, "/DCTDecode", 3000),
        "bad-jbig2.pdf": lambda: _image(b"\x97JB2" + b"\xfe" * 4000, "/JBIG2Decode", 3000),
        "bad-jpx.pdf": lambda: _image(b"\0\0\0\x0cjP  \r\n" + b"\xff" * 999, "/JPXDecode", 99),
        "deep-states.pdf": lambda: _page(_deflated(b"q ", 4_000_000)),
        "deep-array.pdf": lambda: _page(b"[" * 300_000 + b"]" * 300_000 + b" TJ"),
        "lines-300000.pdf": lambda: _page(
            _deflated(b"0 0 m 500 0 l S 0 0 m 0 500 l S ", 9_600_000)
        ),
        "wrong-length.pdf": lambda: good_pdf().replace(b"/Length ", b"/Length 99999"),
        "no-xref.pdf": lambda: good_pdf().replace(b"startxref", b"startyref"),
        "xref-ring.pdf": _xref_ring,
        "no-ends.pdf": lambda: good_pdf().replace(b"endobj", b""),
        "null-in-names.pdf": lambda: good_pdf().replace(b"/Font", b"/F\0nt"),
        "not-a-docx.docx": lambda: _zip({
            "a.bin": random.Random(5).randbytes(999), "b.bin": random.Random(6).randbytes(999),
        }),
        "cut.docx": lambda: good_docx()[:-30],
        "half.docx": lambda: good_docx()[: len(good_docx()) // 2],
        "zip-bomb.docx": lambda: _docx(b"<w:t>" + b" " * (700 << 20)),
        "zip-of-zips.zip": _nested_zip,
        "zip-many-members.zip": lambda: _zip({f"{n}.txt": "a" for n in range(30_000)}),
        "zip-outside.zip": lambda: _zip({"../../../etc/passwd": "root", "/abs.txt": "a"}),
        "zip-same-name.zip": lambda: _zip([("a.txt", "một hai ba"), ("a.txt", "bốn năm sáu")]),
        "zip-lying-size.zip": _lying_zip,
        "encrypted.zip": _encrypted_zip,
        "billion-laughs.docx": lambda: _docx(_laughs()),
        "outside-entity.docx": lambda: _docx(
            b'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _body(b"&x;")
        ),
        "deep-xml.docx": lambda: _docx(_body(b"<w:p>" * 200_000 + b"</w:p>" * 200_000)),
        "many-attributes.docx": lambda: _docx(
            _body(b"<w:p " + b" ".join(b'a%d="1"' % n for n in range(200_000)) + b"/>")
        ),
        "wide-cell.docx": lambda: _docx(_body(_table(b'<w:gridSpan w:val="2000000000"/>'))),
        "deep-tables.docx": lambda: _docx(
            _body(b"<w:tbl><w:tr><w:tc>" * 5_000 + b"</w:tc></w:tr></w:tbl>" * 5_000)
        ),
        "style-ring.docx": _style_ring,
        "binary-xml.docx": lambda: _docx(random.Random(3).randbytes(100_000)),
        "no-body.docx": lambda: _docx(b"<a/>"),
        "nested-tags.html": lambda: b"<html><body>" + b"<div>" * 200_000 + "chữ".encode(),
        "nested-mixed.html": lambda: b"<table><tr><td><b><i>" * 60_000,
        "attributes.html": lambda: b"<html><p " + b"a=1 " * 2_000_000 + b">x",
        "open-comment.html": lambda: b"<html><body>a<!--" + b"-" * 8_000_000,
        "open-tag.html": lambda: b"<html><body>" + b"<a" * 2_000_000,
        "entities.html": lambda: b"<html><body>" + b"&lt;&#9999999999;" * 500_000,
        "script.html": lambda: b"<html><script>" + b"</scrip" * 1_500_000,
        "lying-charset.html": lambda: b'<meta charset="utf-16"><p>' + "năm học".encode() * 9999,
        "line-50-megabytes.txt": lambda: b"nam hoc " * 6_250_000,
        "newlines.txt": lambda: b"\n" * 20_000_000,
        "marks.txt": lambda: ("a" + "\u0301" * 2_000_000).encode(),
        "dashes.txt": lambda: ("- " * 3_000_000 + "\n1." + "1." * 1_000_000).encode(),
        "bad-utf8.txt": lambda: "Kế hoạch ".encode() * 1000 + b"\xc3\x28\xff\xfe" * 1000,
        "surrogates.txt": lambda: b"\xff\xfe" + b"\x00\xd8" * 100_000,
        "controls.txt": lambda: bytes(range(1, 32)) * 10_000,
        "head-only.doc": lambda: _OLE + bytes(504),
        "noise.doc": lambda: _OLE + random.Random(4).randbytes(200_000),
        "ring.doc": _ole_ring,
        "gzip-bomb.gz": lambda: _gzip(64 << 20),
        "only-rtf.doc": lambda: b"{\\rtf1 " + b"{" * 200_000,
        "picture.pdf": lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000),
    }  # fmt: skip


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@cache
def good_pdf() -> bytes:
    """A sound PDF of three pages."""
    output = io.BytesIO()
    page = canvas.Canvas(output, invariant=True)
    for number in range(3):
        for row in range(40):
            page.drawString(72, 780 - 18 * row, f"{row}. {_WORDS} {number}")
        page.showPage()
    page.save()
    return output.getvalue()


@cache
def good_docx() -> bytes:
    """A sound DOCX of forty paragraphs."""
    return _docx(_body(b"".join(_paragraph(f"{n}. {_WORDS}") for n in range(40))))


@cache
def good_html() -> bytes:
    """A sound page with a list and a table."""
    items = "".join(f"<li>{n}. {_WORDS}</li>" for n in range(30))
    rows = "".join(f"<tr><td>{n}</td><td>{_WORDS}</td></tr>" for n in range(10))
    return f"<html><body><h1>{_WORDS}</h1><ul>{items}</ul><table>{rows}</table>".encode()


def _pdf(objects: list[bytes]) -> bytes:
    body, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(body))
    )


def _stream(content: bytes, entries: str = "") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries.encode(), len(content), content)


def _page(content: bytes | tuple[bytes, str], box: str = "0 0 595 842") -> bytes:
    """One page with the given content, plain or (compressed, filter)."""
    data, entries = content if isinstance(content, tuple) else (content, "")
    font = "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    return _pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]{font}/Contents 4 0 R>>".encode(),
        _stream(data, entries),
    ])  # fmt: skip


def _deflated(unit: bytes, size: int, before: bytes = b"") -> tuple[bytes, str]:
    packer = zlib.compressobj(9)
    parts = [packer.compress(before)]
    block = unit * max((1 << 20) // len(unit), 1)
    for _ in range(max(size // len(block), 1)):
        parts.append(packer.compress(block))
    return b"".join((*parts, packer.flush())), "/Filter/FlateDecode"


def _twice_deflated() -> bytes:
    inner, _ = _deflated(b"\0", 800 << 20)
    return _page((zlib.compress(inner, 9), "/Filter[/FlateDecode/FlateDecode]"))


def _forms(called: list[str]) -> bytes:
    """Forms numbered from 5, each drawing the one it names."""
    uses = "/Resources<</XObject<</A 5 0 R>>>>"
    forms = [
        _stream(b"/A Do /A Do", f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
                                f"/Resources<</XObject<</A {target}>>>>")
        for target in called
    ]  # fmt: skip
    return _pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{uses}/Contents 4 0 R>>".encode(),
        _stream(b"/A Do"),
        *forms,
    ])  # fmt: skip


def _doubling_forms() -> bytes:
    """Forty forms, each drawing the next one twice: a million million letters."""
    chain = [f"{number + 6} 0 R" for number in range(39)]
    return _forms([*chain, "4 0 R"])


def _many_pages() -> bytes:
    count = 10_000
    kids = " ".join(f"{number + 4} 0 R" for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R>>"
    return _pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode(),
        _stream(b"BT /F1 9 Tf 72 700 Td (mot trang) Tj ET"),
        *[page] * count,
    ])  # fmt: skip


def _page_ring() -> bytes:
    return _pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 5/Parent 3 0 R>>",
        b"<</Type/Pages/Kids[2 0 R]/Count 5/Parent 2 0 R>>",
    ])  # fmt: skip


def _image(data: bytes, decoder: str, side: int) -> bytes:
    entries = (
        f"/Type/XObject/Subtype/Image/Width {side}/Height {side}/BitsPerComponent 8"
        f"/ColorSpace/DeviceGray/Filter{decoder}"
    )
    return _pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
        b"/Resources<</XObject<</A 5 0 R>>>>/Contents 4 0 R>>",
        _stream(b"q 595 0 0 842 0 0 cm /A Do Q"),
        _stream(data, entries),
    ])  # fmt: skip


def _huge_image() -> bytes:
    data, _ = _deflated(b"\0", 300 << 20)
    return _image(data, "/FlateDecode", 60_000)


def _encrypted() -> bytes:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(good_pdf())) as document:
        document.save(output, encryption=pikepdf.Encryption(owner="o", user="mat khau"))
    return output.getvalue()


def _unknown_security() -> bytes:
    whole = good_pdf()
    return whole.replace(b"trailer\n<<", b"trailer\n<</Encrypt<</Filter/Unheard/V 9>>", 1)


def _xref_ring() -> bytes:
    whole = good_pdf()
    at = whole.rindex(b"startxref") + 10
    offset = whole[at:].split(b"\n")[0]
    return whole.replace(b"trailer\n<<", b"trailer\n<</Prev %s" % offset, 1)


def _zip(members: Mapping[str, str | bytes] | list[tuple[str, str]]) -> bytes:
    output = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # the same name twice is the point
        for name, content in members if isinstance(members, list) else members.items():
            archive.writestr(name, content)
    return output.getvalue()


def _docx(document: bytes, **others: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", document)
        for name, content in others.items():
            archive.writestr(f"word/{name}.xml", content)
    return output.getvalue()


def _body(inner: bytes) -> bytes:
    return f"<w:document {_W}><w:body>".encode() + inner + b"</w:body></w:document>"


def _paragraph(text: str) -> bytes:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def _table(properties: bytes) -> bytes:
    cell = b"<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>" % (properties, _paragraph("ô"))
    return b"<w:tbl><w:tr>%s%s</w:tr></w:tbl>" % (cell, cell)


def _laughs() -> bytes:
    entities = b'<!ENTITY a0 "ha">'
    for level in range(1, 12):
        entities += b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10)
    return b"<!DOCTYPE w:document [" + entities + b"]>" + _body(_paragraph("&a11;"))


def _style_ring() -> bytes:
    styles = (
        f'<w:styles {_W}><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    inner = b'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    return _docx(_body(inner), styles=styles.encode())


def _nested_zip() -> bytes:
    data = _zip({"a.txt": "một"})
    for level in range(6):
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as archive:
            archive.writestr(f"{level}.zip", data)
        data = output.getvalue()
    return data


def _lying_zip() -> bytes:
    data = bytearray(_zip({"a.txt": "a" * 5_000_000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def _encrypted_zip() -> bytes:
    data = bytearray(_zip({"a.txt": "bí mật"}))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flag] |= 1
    return bytes(data)


def _ole_ring() -> bytes:
    """A compound file whose sector table points at itself."""
    head = bytearray(512)
    head[:8] = _OLE
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 44, 1, 0, 0, 4096, 0, 1, 0, 1, 0)
    struct.pack_into("<" + "I" * 109, head, 76, *([0] + [0xFFFFFFFF] * 108))
    ring = struct.pack("<128I", *[n % 3 for n in range(128)])
    return bytes(head) + ring * 4


def _gzip(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(bytes(size)) + packer.flush()


def main() -> None:
    """Write all files into the folder named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.samples.hostile FOLDER")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
