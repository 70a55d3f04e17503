"""The sample portal's pages: frame with menus and counters, listings, details, news."""

from __future__ import annotations

from datetime import date
from html import escape

from .official import MARK, News, Official, Paragraph, Table

MENU = (
    ("/", "Trang chủ"),
    ("/gioi-thieu.html", "Giới thiệu"),
    ("/tin-tuc/", "Tin tức"),
    ("/van-ban/", "Văn bản chỉ đạo"),
    ("/quan-tri/", "Đăng nhập"),
)


def frame(portal: str, notice: str, title: str, main: str, visits: int) -> bytes:
    """A whole page: what stands around every page of the portal, and ``main`` in it."""
    menu = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in MENU)
    return f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{escape(title)} - {escape(portal)}</title>
<script>var luotXem = {visits}; function dem() {{ return luotXem + 1; }}</script>
<style>nav li {{ display: inline }}</style>
</head>
<body>
<header class="dau-trang"><p class="ten-cong">{escape(portal.upper())}</p>
<nav class="thuc-don"><ul>{menu}</ul></nav></header>
<div class="khung">
<main>
{main}
</main>
<aside class="cot-phai">
<h3>Thông báo</h3><ul><li><a href="/gioi-thieu.html">Lịch tiếp công dân</a></li>
<li><a href="/gioi-thieu.html">Đường dây nóng: 0232.3999999</a></li></ul>
<div class="bo-dem"><p>Đang truy cập: {visits % 40 + 3}</p><p>Hôm nay: {visits % 700 + 90}</p>
<p>Tất cả: {visits:,}</p></div>
</aside>
</div>
<footer class="chan-trang"><p>{escape(notice)}</p>
<p>Địa chỉ: Số 02, đường Mẫu. Điện thoại: 0232.3888888. Ghi rõ nguồn khi phát lại.</p></footer>
</body>
</html>
""".encode()


def listing(rows: list[tuple[str, str, str, date]], current: int, last: int, base: str) -> str:
    """One page of the documents' listing; a row is (address, number, title, issued on)."""
    body = "\n".join(
        f'<tr class="muc"><td class="so-hieu">{escape(number)}</td>'
        f'<td class="ngay">{day:%d/%m/%Y}</td>'
        f'<td class="trich-yeu"><a href="{address}">{escape(title)}</a></td></tr>'
        for address, number, title, day in rows
    )
    pages = []
    for page in range(1, last + 1):
        address = base if page == 1 else f"{base}trang-{page}/"
        relation = ' rel="next"' if page == current + 1 else ""
        pages.append(
            f"<span>{page}</span>"
            if page == current
            else f'<a href="{address}"{relation}>{page}</a>'
        )
    return f"""<h1>Văn bản chỉ đạo, điều hành</h1>
<table class="danh-sach"><thead><tr><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th></tr>
</thead><tbody>
{body}
</tbody></table>
<div class="phan-trang">{" ".join(pages)}</div>"""


def news_listing(rows: list[tuple[str, News]]) -> str:
    """The listing of news."""
    items = "\n".join(
        f'<li class="muc"><a href="{address}">{escape(news.headline)}</a> '
        f'<span class="ngay">{news.published:%d/%m/%Y}</span>'
        f'<p class="tom-tat">{escape(news.lead)}</p></li>'
        for address, news in rows
    )
    return f'<h1>Tin tức</h1>\n<ul class="danh-sach-tin">\n{items}\n</ul>'


def detail(
    attributes: list[tuple[str, str]],
    columns: int,
    title: str,
    content: str,
    files: list[tuple[str, str]],
    others: list[tuple[str, str]],
) -> str:
    """A document's page: table of attributes, text or files, and links to other documents."""
    cells = [f"<td>{escape(label)}</td><td>{escape(value)}</td>" for label, value in attributes]
    step = columns // 2
    rows = "\n".join(
        "<tr>" + "".join(cells[at : at + step]) + "</tr>" for at in range(0, len(cells), step)
    )
    links = "\n".join(
        f'<li><a class="tai-ve" href="{address}">{escape(name)}</a></li>' for address, name in files
    )
    attached = f'<div class="tep-dinh-kem"><p>Tệp đính kèm</p><ul>{links}</ul></div>'
    return f"""<h1>{escape(title)}</h1>
<table class="thuoc-tinh">
{rows}
</table>
{attached if files else ""}
{f'<div id="noi-dung">{content}</div>' if content else ""}
{_others("Văn bản khác", others)}"""


def news_page(news: News, others: list[tuple[str, str]], harvest: int) -> str:
    """A news page."""
    body = [f"<p>{escape(line)}</p>" for line in news.body]
    if news.caption:
        body.insert(
            2,
            f'<figure><img src="/anh/minh-hoa.png" alt="">'
            f"<figcaption>{escape(news.caption)}</figcaption></figure>",
        )
    widget = ""
    if news.widget:
        done = 41362 + 118 * (harvest - 1)
        widget = f"""<div class="tien-ich"><h3>Kết quả giải quyết TTHC</h3>
<p>Đến tháng {9 + harvest} đã giải quyết:</p><p>99.9%</p><p>Số hồ sơ xử lý: {done}</p>
<p>Trước &amp; đúng hạn: {done - 313}</p><p>Trễ hạn: 26</p></div>"""
    text = "\n".join(body)
    return f"""<article class="tin">
<h1>{escape(news.headline)}</h1>
<p class="ngay-dang">{news.published:%d/%m/%Y %H:%M}</p>
<p class="tom-tat">{escape(news.lead)}</p>
<div id="noi-dung">
{text}
<p class="tac-gia">{escape(news.author)}</p>
</div>
</article>
{widget}
{_others("Tin khác", others)}"""


def official(document: Official) -> str:
    """The text of an official document as a word processor pastes it into a page."""
    agency = "<br>".join(escape(line) for line in document.agency)
    subject = f"<br>{escape(document.title)}" if document.type is None else ""
    parts = [
        '<table class="dau-van-ban"><tbody><tr>'
        f"<td><p><strong>{agency}</strong></p><p>-------</p></td>"
        "<td><p><strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</strong><br>"
        "<strong>Độc lập - Tự do - Hạnh phúc</strong></p><p>---------------</p></td></tr>"
        f"<tr><td><p>Số: {escape(document.number)}{subject}</p></td>"
        f"<td><p><em>{escape(document.dated)}</em></p></td></tr></tbody></table>"
    ]
    if document.type:
        parts.append(f'<p style="text-align:center"><strong>{document.type}</strong></p>')
        parts.append(f'<p style="text-align:center"><strong>{escape(document.title)}</strong></p>')
    if document.authority:
        parts.append(f'<p style="text-align:center"><strong>{document.authority}</strong></p>')
    if len(document.addressees) == 1:
        parts.append(f"<p>Kính gửi: {escape(document.addressees[0])}</p>")
    elif document.addressees:
        parts.append("<p>Kính gửi:</p>")
        parts += [f"<p>- {escape(line)}</p>" for line in document.addressees]
    parts += [_part(part) for part in document.body]
    recipients = "<br>".join(f"- {escape(line)}" for line in document.recipients)
    capacity = "<br>".join(document.capacity)
    parts.append(
        '<table class="cuoi-van-ban"><tbody><tr>'
        f"<td><p><strong><em>Nơi nhận:</em></strong><br>{recipients}</p></td>"
        f"<td><p><strong>{capacity}</strong></p><p>&nbsp;</p>"
        f"<p><strong>{escape(document.signer)}</strong></p></td></tr></tbody></table>"
    )
    if document.footnotes:
        notes = "".join(
            f'<p><a id="_ftn{n}" href="#_ftnref{n}"><sup>{n}</sup></a> {escape(text)}</p>'
            for n, text in enumerate(document.footnotes, 1)
        )
        parts.append(f'<hr><div class="chu-thich">{notes}</div>')
    return "\n".join(parts)


def _part(part: Paragraph | Table) -> str:
    if isinstance(part, Table):
        head, *rows = part.rows
        top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
        body = "\n".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
        )
        return f'<table border="1"><tbody><tr>{top}</tr>\n{body}\n</tbody></table>'
    text = MARK.sub(
        r'<a id="_ftnref\1" href="#_ftn\1"><sup>\1</sup></a>', escape(part.text, quote=False)
    )
    line = f"{part.number} {text}" if part.number else text
    if part.role == "centred":
        return f'<p style="text-align:center"><strong>{line}</strong></p>'
    if part.role == "section":
        return f"<p><strong>{line}</strong></p>"
    return f"<p>{line}</p>"


def _others(title: str, others: list[tuple[str, str]]) -> str:
    links = "".join(f'<li><a href="{address}">{escape(name)}</a></li>' for address, name in others)
    return f'<div class="tin-khac"><h3>{title}</h3><ul>{links}</ul></div>'
