"""An official document as DOCX: automatic numbers, real footnotes, tables without styles."""

from __future__ import annotations

import io
import zipfile
from html import escape

from .official import MARK, Official, Paragraph, Table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MEMBER_TIME = (2023, 9, 14, 8, 0, 0)  # fixed, so that the bytes are
LEVELS = {"section": 0, "point": 1, "letter": 2}
FORMATS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))


def docx(document: Official, notice: str) -> bytes:
    """The DOCX's bytes; the same text always gives the same bytes.

    Raises ValueError when the automatic numbers would differ from the printed ones.
    """
    _check_numbers(document)
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            [
                ("officeDocument", "word/document.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": _properties(document, notice),
        "word/_rels/document.xml.rels": _relationships(
            [
                ("numbering", "numbering.xml"),
                ("footnotes", "footnotes.xml"),
                ("footer", "footer1.xml"),
            ]
        ),
        "word/document.xml": _document(document),
        "word/numbering.xml": _numbering(),
        "word/footnotes.xml": _footnotes(document),
        "word/footer1.xml": f'<w:ftr {W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>'
        '<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r>'
        '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r>'
        '<w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>',
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            member = zipfile.ZipInfo(name, MEMBER_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)
    return target.getvalue()


def _check_numbers(document: Official) -> None:
    counts = [0, 0, 0]
    for part in document.body:
        if not isinstance(part, Paragraph) or part.role not in LEVELS:
            continue
        level = LEVELS[part.role]
        counts[level] += 1
        counts[level + 1 :] = [0] * (2 - level)
        shown = (_roman(counts[0]) + ".", f"{counts[1]}.", chr(96 + counts[2]) + ")")[level]
        if shown != part.number:
            raise ValueError(f"{document.number}: {part.number!r} would be numbered {shown!r}")


def _roman(number: int) -> str:
    return ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number]


def _run(text: str, *properties: str) -> str:
    inside = "".join(f"<w:{name}/>" for name in properties)
    head = f"<w:rPr>{inside}</w:rPr>" if inside else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _marked(text: str, *properties: str) -> str:
    """Runs of ``text`` with each mark as a footnote reference."""
    pieces = MARK.split(text)
    runs = []
    for at, piece in enumerate(pieces):
        if at % 2:
            runs.append(
                '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                f'<w:footnoteReference w:id="{piece}"/></w:r>'
            )
        elif piece:
            runs.append(_run(piece, *properties))
    return "".join(runs)


def _line(runs: str, align: str = "both", extra: str = "") -> str:
    return f'<w:p><w:pPr>{extra}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def _grid(rows: list[list[str]], widths: list[int], border: bool) -> str:
    line = "single" if border else "nil"
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    body = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for width, cell in zip(widths, row, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"
    )


def _document(document: Official) -> str:
    agency = "".join(_line(_run(line, "b"), "center") for line in document.agency)
    subject = "" if document.type else _line(_run(document.title), "center")
    motto = _line(_run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "b"), "center") + _line(
        _run("Độc lập - Tự do - Hạnh phúc", "b"), "center"
    )
    top = _grid(
        [
            [agency, motto],
            [
                _line(_run(f"Số: {document.number}"), "center") + subject,
                _line(_run(document.dated, "i"), "center"),
            ],
        ],
        [3600, 5800],
        border=False,
    )
    parts = [top]
    if document.type:
        parts += [
            _line(_run(document.type, "b"), "center"),
            _line(_run(document.title, "b"), "center"),
        ]
    if document.authority:
        parts.append(_line(_run(document.authority, "b"), "center"))
    parts += [_line(_run(f"Kính gửi: {line}")) for line in document.addressees]
    parts += [_part(part, document.table_widths) for part in document.body]
    recipients = _line(_run("Nơi nhận:", "b", "i"), "left") + "".join(
        _line(_run(f"- {line}"), "left") for line in document.recipients
    )
    signature = "".join(_line(_run(line, "b"), "center") for line in document.capacity)
    signature += _line("", "center") * 3 + _line(_run(document.signer, "b"), "center")
    parts.append(_grid([[recipients, signature]], [4700, 4700], border=False))
    parts.append(
        f'<w:p/><w:sectPr><w:footerReference xmlns:r="{OFFICE}" w:type="default" r:id="rId3"/>'
        '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    return f"<w:document {W}><w:body>{''.join(parts)}</w:body></w:document>"


def _part(part: Paragraph | Table, shares: tuple[int, ...]) -> str:
    if isinstance(part, Table):
        shares = shares or (1,) * len(part.rows[0])
        widths = [9400 * share // sum(shares) for share in shares]
        head, *rows = part.rows
        cells = [[_line(_run(text, "b"), "center") for text in head]]
        cells += [[_line(_run(text), "left") for text in row] for row in rows]
        return _grid(cells, widths, border=True)
    if part.role in LEVELS:
        bold = ("b",) if part.role == "section" else ()
        number = f'<w:numPr><w:ilvl w:val="{LEVELS[part.role]}"/><w:numId w:val="1"/></w:numPr>'
        return _line(_marked(part.text, *bold), extra=number)
    if part.role == "centred":
        return _line(_run(part.text, "b"), "center")
    return _line(_marked(part.whole))


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{shape}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, (kind, shape) in enumerate(FORMATS)
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _footnotes(document: Official) -> str:
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>{_run(" " + text)}</w:p>'
        "</w:footnote>"
        for number, text in enumerate(document.footnotes, 1)
    )
    return (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/>'
        f"</w:r></w:p></w:footnote>{notes}</w:footnotes>"
    )


def _properties(document: Official, notice: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(document.title)}</dc:title>"
        f"<dc:subject>{escape(notice)}</dc:subject></cp:coreProperties>"
    )


def _relationships(targets: list[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{at}" Target="{target}" '
        f'Type="{kind if kind.startswith("http") else f"{OFFICE}/{kind}"}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def _content_types() -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("numbering", "numbering"),
            ("footnotes", "footnotes"),
            ("footer1", "footer"),
        )
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType='
        f'"application/vnd.openxmlformats-package.core-properties+xml"/>{parts}</Types>'
    )
