"""Makers of small Word files for tests: DOCX from pieces of XML, DOC from its structures."""

from __future__ import annotations

import io
import quopri
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def docx(body: str, **parts: str) -> bytes:
    """A DOCX with ``body`` inside w:body; parts by kind: ``footnotes``, ``numbering``, …"""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", whole("document", f"<w:body>{body}</w:body>"))
        links = ""
        for at, (kind, inside) in enumerate(parts.items(), 1):
            root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
            archive.writestr(f"word/{kind}1.xml", whole(root, inside))
            links += f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{kind}1.xml"/>'
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        )
    return target.getvalue()


def with_part(data: bytes, name: str, content: bytes, kind: str = "aFChunk") -> bytes:
    """A DOCX with one more part, which it calls "rIdX"."""
    made = io.BytesIO()
    link = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{name}"/></Relationships>'
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.namelist():
            inside = old.read(member)
            if member.endswith("document.xml.rels"):
                inside = inside.replace(b"</Relationships>", link.encode())
            new.writestr(member, inside)
        new.writestr("word/" + name, content)
    return made.getvalue()


def flat(data: bytes) -> bytes:
    """A DOCX as one XML file."""
    parts = ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist()[1:]:
            xml = archive.read(name).decode().rpartition("?>\n")[2]
            parts += f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>'
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    start = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    return f'{start}<pkg:package xmlns:pkg="{space}">{parts}</pkg:package>'.encode()


def mhtml(page: str) -> bytes:
    """A web page in one file, as Word saves it under the name .doc."""
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable'
        b"\r\n\r\n" + quopri.encodestring(page.encode()) + b"\r\n--b--\r\n"
    )


def whole(root: str, inside: str) -> str:
    """A part's XML; what is no element is taken as it is."""
    if inside and not inside.startswith("<w:"):
        return inside
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{root} {NAMESPACES}>{inside}</w:{root}>'


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, level: int = 0, list_id: int = 1) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(place: int, form: str, shape: str, more: str = "", start: int = 1) -> str:
    """A level of a list's definition."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{shape}"/></w:lvl>'
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table; a cell is its text, or whole w:tc."""
    cells = [[c if c.startswith("<w:tc>") else f"<w:tc>{p(c)}</w:tc>" for c in row] for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells) + "</w:tbl>"


@dataclass
class DocParagraph:
    """A paragraph of a DOC with its property modifiers; ``end`` is "\\r" or "\\x07"."""

    text: str
    grpprl: bytes = b""
    end: str = "\r"


IN_TABLE = struct.pack("<HB", 0x2416, 1)


def row_end(edges: Sequence[int], flags: Sequence[int]) -> bytes:
    """The modifiers of the mark that ends a row."""
    definition = struct.pack("<B", len(flags)) + struct.pack(f"<{len(edges)}h", *edges)
    definition += b"".join(struct.pack("<H18x", flag) for flag in flags)
    return (
        IN_TABLE
        + struct.pack("<HB", 0x2417, 1)
        + struct.pack("<HH", 0xD608, len(definition) + 1)
        + definition
    )


def listed(place: int) -> bytes:
    """The modifiers of a paragraph of the file's one list."""
    return struct.pack("<HB", 0x260A, place) + struct.pack("<HH", 0x460B, 1)


def doc(
    paragraphs: Sequence[DocParagraph],
    notes: Sequence[str] = (),
    narrow: bool = False,
    runs: Sequence[tuple[str, bytes]] = (),
    levels: Sequence[tuple[int, str]] = (),
    flags: int = 0,
) -> bytes:
    """A DOC.

    ``narrow``: text of one byte a character. A "\\x02" in a text is the mark of the next of
    ``notes``. ``runs``: words and the modifiers of their characters. ``levels``: number format
    and shape of the levels of one list, "%1" for numbers.
    """
    body = "".join(part.text + part.end for part in paragraphs)
    story = "".join(f"\x02 {note}\r" for note in notes) + ("\r" if notes else "")
    text = body + story + ("\r" if notes else "")
    width = 1 if narrow else 2
    encoded = b"".join(
        letter.encode("cp1252" if narrow else "utf-16-le", errors="replace") for letter in text
    )
    base = 1024
    stream = bytearray(base) + encoded
    stream += b"\0" * (-len(stream) % 512)

    limits, entries, at = [base], [], base
    for part in paragraphs:
        at += len(part.text + part.end) * width
        limits.append(at)
        size = struct.pack("<H", 0) + part.grpprl
        size += b"\0" * (len(size) % 2 == 0)
        entries.append(bytes([(len(size) + 1) // 2]) + size)
    paragraph_page = len(stream) // 512
    stream += _page(limits, entries, 13)

    marked = sorted(
        (body.index(word), body.index(word) + len(word), grpprl) for word, grpprl in runs
    )
    limits, entries, last = [base], [], 0
    for start, end, grpprl in marked:
        if start > last:
            limits.append(base + start * width)
            entries.append(b"\0")
        limits.append(base + end * width)
        entries.append(bytes([len(grpprl)]) + grpprl)
        last = end
    limits.append(base + len(encoded))
    entries.append(b"\0")
    character_page = len(stream) // 512
    stream += _page(limits, entries, 1)

    tables = bytearray(b"\0" * 8)
    pairs: dict[int, tuple[int, int]] = {}

    def put(place: int, data: bytes) -> None:
        pairs[place] = (len(tables), len(data))
        tables.extend(data)

    where = (base * 2) | 0x40000000 if narrow else base
    plc = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, where, 0)
    put(33, b"\x02" + struct.pack("<I", len(plc)) + plc)
    put(13, struct.pack("<III", base, base + len(encoded), paragraph_page))
    put(12, struct.pack("<III", base, base + len(encoded), character_page))
    if notes:
        marks = [at for at, letter in enumerate(body) if letter == "\x02"]
        put(2, struct.pack(f"<{len(marks) + 1}I", *marks, len(body)) + b"\1\0" * len(marks))
        starts = [0]
        for note in notes:
            starts.append(starts[-1] + len(note) + 3)
        put(3, struct.pack(f"<{len(starts) + 1}I", *starts, starts[-1] + 1))
    if levels:
        put(73, struct.pack("<H", 1) + struct.pack("<ii18xBB", 7, 0, 0, 0))
        for at in range(9):
            form, shape = levels[at] if at < len(levels) else (0, "")
            for digit in range(9):
                shape = shape.replace(f"%{digit + 1}", chr(digit))
            tables.extend(struct.pack("<iBB9xB8xBBBB", 1, form, 0, 0, 0, 0, 0, 0))
            tables.extend(struct.pack("<H", len(shape)) + shape.encode("utf-16-le"))
        put(74, struct.pack("<I", 1) + struct.pack("<i8xBBBB", 7, 0, 0, 0, 0) + b"\xff" * 4)

    struct.pack_into("<HH", stream, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", stream, 10, 0x0200 | flags)
    struct.pack_into("<HH", stream, 32, 14, 0)
    struct.pack_into("<H", stream, 62, 22)
    struct.pack_into("<2i", stream, 76, len(body), len(story))
    struct.pack_into("<H", stream, 152, 93)
    for place, pair in pairs.items():
        struct.pack_into("<II", stream, 154 + 8 * place, *pair)
    return compound({"WordDocument": bytes(stream), "1Table": bytes(tables)})


def _page(limits: list[int], entries: list[bytes], width: int) -> bytes:
    """A formatted disk page: offsets, places of the entries, entries from the end."""
    page = bytearray(512)
    struct.pack_into(f"<{len(limits)}I", page, 0, *limits)
    at = 510
    for place, entry in enumerate(entries):
        if entry == b"\0":
            continue
        at = (at - len(entry)) & ~1
        page[at : at + len(entry)] = entry
        page[4 * len(limits) + place * width] = at // 2
    page[511] = len(entries)
    return bytes(page)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) of version 3 with ``streams``, none in the mini stream."""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, 1 if streams else -1, -2, 0)]
    for at, (name, data) in enumerate(streams.items(), 1):
        data = data.ljust(4096, b"\0")
        first = len(sectors)
        count = -(-len(data) // 512)
        sectors += [data[n * 512 : (n + 1) * 512].ljust(512, b"\0") for n in range(count)]
        chain += [first + n + 1 for n in range(count - 1)] + [-2]
        right = at + 1 if at < len(streams) else -1
        entries.append(_entry(name, 2, -1, first, len(data), right))
    directory = len(sectors)
    packed = b"".join(entries)
    packed = packed.ljust(-(-len(packed) // 512) * 512, b"\0")
    count = len(packed) // 512
    sectors += [packed[n * 512 : (n + 1) * 512] for n in range(count)]
    chain += [directory + n + 1 for n in range(count - 1)] + [-2]
    fat_count = -(-(len(sectors) + 1) // 127)
    fat_at = len(sectors)
    chain += [-3] * fat_count
    chain += [-1] * (fat_count * 128 - len(chain))
    sectors.append(struct.pack(f"<{len(chain)}i", *chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIiIIiIiI", 62, 3, 0xFFFE, 9, 6, 0, fat_count, directory, 0,
                          4096, -2, 0, -2, 0)  # fmt: skip
    places = [fat_at + n for n in range(fat_count)]
    header += struct.pack("<109i", *places, *[-1] * (109 - fat_count))
    return header + b"".join(sectors)


def _entry(name: str, kind: int, child: int, first: int, size: int, right: int = -1) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBiii", len(encoded), kind, 1, -1, right, child)
        + b"\0" * 36
        + struct.pack("<iII", first, size, 0)
    )
