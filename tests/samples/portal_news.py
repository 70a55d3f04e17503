"""Pages of made-up portals that show one piece of news, in ways the usual layouts do not show.

Dates of other news, of today and of printing stand beside the day of publication; comments are
longer than the news; the text stands in the page's data, in an old encoding, or behind a notice.
"""

from __future__ import annotations

import json

from tests.samples.layouts import Layout

TITLE = "Huyện Sơn Khê đưa bữa ăn nóng đến các điểm trường lẻ"
LEAD = "Từ tuần này, mười hai điểm trường lẻ của huyện Sơn Khê có bếp ăn tại chỗ."
PARAGRAPHS = (
    "Sáng 14/10, Phòng Giáo dục và Đào tạo huyện Sơn Khê bàn giao bếp ăn cho các điểm trường ở ba"
    " xã vùng cao, mỗi bếp nấu cho bốn mươi em.",
    "Theo Kế hoạch số 61/KH-UBND ngày 20/8/2024 của UBND huyện, mỗi bữa ăn trị giá mười lăm nghìn"
    " đồng, trong đó gia đình góp gạo và củi.",
    "Phòng yêu cầu các trường lập sổ theo dõi, gửi báo cáo trước ngày 25 hằng tháng.",
)
OTHERS = (
    ("Trường tiểu học Nà Lầu khánh thành thư viện làm từ gỗ thông", "03/11/2024"),
    ("Kết quả kỳ thi chọn học sinh giỏi lớp 9 cấp huyện", "01/11/2024"),
    ("Thông báo lịch tiêm phòng sởi cho trẻ mầm non", "29/10/2024"),
)
DAY = "2024-10-15"


def portal_news() -> dict[str, Layout]:
    """All pages by what they are made with."""
    return {
        "joomla": _layout(_joomla()),
        "drupal news": _layout(_drupal()),
        "next data": _layout(_next_data()),
        "linked data": _layout(_linked_data()),
        "print version": _layout(_print(), published_on=None, issued_on=None),
        "comments": _layout(_comments()),
        "pages of an article": _layout(_paged()),
        "cookie notice": _layout(_cookies()),
        "elementor loop": _layout(_elementor()),
        "framed by divs": _layout(_divs()),
    }


def old_pages() -> dict[str, tuple[bytes, Layout]]:
    """Pages in the encodings of old times, as bytes, with what they say."""
    page = _html(
        f"<div class='head'>Trang tin</div><div class='nd'><h1>{TITLE}</h1>"
        f"<div class='ngay'>Ngày đăng: 15/10/2024</div><p>{LEAD}</p>{_body()}</div>"
    )
    declared = page.replace("utf-8", "windows-1258")
    return {"windows-1258": (_as_1258(declared), _layout(declared))}


def _as_1258(text: str) -> bytes:
    """``text`` as Vietnamese Windows writes it: base letters with marks behind them."""
    import unicodedata

    out = bytearray()
    for letter in text:
        for form in (letter, _base_and_tone(letter), unicodedata.normalize("NFD", letter)):
            try:
                out += form.encode("cp1258")
                break
            except UnicodeEncodeError:
                continue
        else:
            raise ValueError(letter)
    return bytes(out)


def _base_and_tone(letter: str) -> str:
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in parts if mark in tones)
    rest = "".join(mark for mark in parts if mark not in tones)
    return unicodedata.normalize("NFC", rest) + tone


def _layout(markup: str, **other: str | None) -> Layout:
    fields: dict[str, str | None] = {
        "type": "Tin", "title": TITLE, "published_on": DAY, "issued_on": None, "number": None,
    }  # fmt: skip
    return Layout(markup, (LEAD, *PARAGRAPHS), {**fields, **other})


def _html(body: str, head: str = "", title: str = TITLE) -> str:
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def _body(tag: str = "p") -> str:
    return "".join(f"<{tag}>{paragraph}</{tag}>" for paragraph in PARAGRAPHS)


def _others(form: str = "<li><a href='/{n}'>{title}</a> <span>({day})</span></li>") -> str:
    return "".join(form.format(n=n, title=title, day=day) for n, (title, day) in enumerate(OTHERS))


def _joomla() -> str:
    return _html(
        f"""<div id="all"><div id="back"><div id="header"><div class="logoheader"><h1
id="logo">PGD Sơn Khê</h1></div><ul class="skiplinks"><li><a href="#main">Chuyển đến nội
dung</a></li></ul><ul class="menu"><li><a href="/">Trang chủ</a></li><li><a
href="/tin">Tin</a></li></ul></div><div id="contentarea"><div id="breadcrumbs"><span
class="showHere">Bạn đang ở: </span><a href="/">Trang chủ</a> » <span>Tin tức</span></div><div
id="wrapper"><div id="main"><div class="item-page" itemscope
itemtype="https://schema.org/Article"><h2 itemprop="headline"><a href="/bai">{TITLE}</a></h2><ul
class="actions"><li class="print-icon"><a href="?print=1">In</a></li><li class="email-icon"><a
href="?m=1">Email</a></li></ul><dl class="article-info"><dt class="article-info-term">Chi tiết</dt>
<dd class="category-name">Chuyên mục: <a href="/tin">Tin tức</a></dd><dd class="published">Được đăng
ngày <time datetime="2024-10-15T07:30:00+07:00" itemprop="datePublished">Thứ ba, 15 Tháng 10 2024
07:30</time></dd><dd class="createdby">Viết bởi Hà Thị Dung</dd><dd class="hits">Lượt xem: 88</dd>
</dl><div itemprop="articleBody"><p><strong>{LEAD}</strong></p>{_body()}</div><ul class="pager
pagenav"><li class="previous"><a href="/cu">Trước</a></li><li class="next"><a
href="/moi">Tiếp</a></li></ul></div></div></div><div id="right"><div class="moduletable"><h3>Tin
mới</h3><ul class="latestnews">{_others()}</ul></div></div></div></div><div
id="footer-outer"><p>Phòng Giáo dục huyện Sơn Khê, điện thoại 0219 300 000</p></div></div>"""
    )


def _drupal() -> str:
    return _html(
        f"""<header role="banner"><a href="/" rel="home">Sơn Khê</a></header><div
class="layout-container"><nav role="navigation"><ul class="menu"><li><a href="/">Trang
chủ</a></li></ul></nav><main role="main"><a id="main-content" tabindex="-1"></a><div
class="layout-content"><div class="region region-content"><div
class="block block-core block-page-title-block"><h1 class="page-title"><span class="field
field--name-title">{TITLE}</span></h1></div><div
class="block block-system block-system-main-block"><article role="article" class="node
node--type-article"><footer class="node__meta"><div class="node__submitted">Được gửi bởi <span
class="field field--name-uid">biên tập</span> vào T3, 15/10/2024 - 07:30</div></footer><div
class="node__content"><div class="clearfix text-formatted field field--name-body"><p>{LEAD}</p>
{_body()}</div><ul class="links inline"><li class="comment-forbidden"><a href="/login">Đăng
nhập</a> để gửi ý kiến</li></ul></div></article></div></div></div><aside class="layout-sidebar"
role="complementary"><h2>Tin mới nhất</h2><ul>{_others()}</ul></aside></main></div><footer
role="contentinfo">Powered by Drupal</footer>""",
        title=f"{TITLE} | Sơn Khê",
    )


def _next_data() -> str:
    content = f"<p><strong>{LEAD}</strong></p>{_body()}"
    data = {
        "props": {
            "pageProps": {
                "menu": [{"name": "Trang chủ", "link": "/"}, {"name": "Tin", "link": "/tin"}],
                "article": {
                    "id": 77, "title": TITLE, "publishedAt": "2024-10-15T00:30:00.000Z",
                    "content": content, "author": {"name": "Hà Thị Dung"},
                },
                "related": [{"title": title, "publishedAt": day} for title, day in OTHERS],
            }
        },
        "page": "/tin/[slug]", "buildId": "k3v9",
    }  # fmt: skip
    return _html(
        '<div id="__next"><div class="loading">Đang tải dữ liệu...</div></div>'
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
        '<script src="/_next/static/chunks/main.js" async></script>'
    )


def _linked_data() -> str:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Sơn Khê", "url": "https://sonkhe.example"},
            {
                "@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-10-15T07:30:00",
                "articleBody": "\n".join((LEAD, *PARAGRAPHS)),
            },
        ],
    }  # fmt: skip
    return _html(
        "<app-root></app-root><noscript>Bạn cần bật JavaScript để xem trang này.</noscript>",
        f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>',
        title="Cổng thông tin huyện Sơn Khê",
    )


def _print() -> str:
    return _html(
        f"""<div align="right"><a href="javascript:window.print()">In trang</a> | <a
href="javascript:window.close()">Đóng cửa sổ</a></div><div class="print-site">Phòng Giáo dục và Đào
tạo huyện Sơn Khê - http://pgd.sonkhe.example</div><div class="print-date">Ngày in:
02/12/2024</div><hr><h1>{TITLE}</h1><div>{LEAD}</div>{_body("div")}<hr><div>URL:
http://pgd.sonkhe.example/tin/77.html</div>""",
        title=f"In bài: {TITLE}",
    )


def _comments() -> str:
    thread = "".join(
        f'<div class="y-kien-item"><div class="nguoi-gui">Bạn đọc {n}</div><div'
        f' class="gui-luc">{n % 27 + 1}/10/2024</div><p>Ý kiến thứ {n}: tôi mong các điểm trường'
        " ở xã tôi cũng có bếp ăn như vậy, vì các cháu phải đi bộ hơn năm cây số đường rừng mỗi"
        " ngày mới đến được lớp học và buổi trưa chỉ ăn cơm nguội mang theo.</p></div>"
        for n in range(1, 60)
    )
    return _html(
        f"""<div class="trang"><div class="dau"><a href="/">Trang chủ</a></div><div
class="bai"><h1>{TITLE}</h1><p class="thoi-gian">Thứ Ba, 15/10/2024, 07:30</p><p
class="sapo">{LEAD}</p>{_body()}</div><div class="y-kien-ban-doc"><h3>Ý kiến bạn đọc (59)</h3>
{thread}</div></div>"""
    )


def _paged() -> str:
    return _html(
        f"""<div class="wrap"><ul class="main-nav"><li><a href="/">Trang chủ</a></li><li><a
href="/tin">Tin</a></li></ul><div class="hom-nay">Hôm nay: Thứ sáu, 01/11/2024</div><div
class="chi-tiet"><h1 class="tieu-de-bai">{TITLE}</h1><div
class="thong-tin">Cập nhật lúc 15/10/2024 07:30 (GMT+7)</div><div
class="noi-dung-bai"><p>{LEAD}</p>{_body()}</div><div class="trang-bai">Trang 1/3
<a href="?p=1">1</a> <a href="?p=2">2</a> <a href="?p=3">3</a></div></div><div
class="bai-lien-quan"><h4>Bài liên quan</h4><ul>{_others()}</ul></div></div>"""
    )


def _cookies() -> str:
    notice = (
        "Chúng tôi dùng cookie để trang chạy tốt và để đếm người xem. Khi bấm Đồng ý, bạn chấp nhận"
        " việc lưu cookie trên máy của bạn theo chính sách riêng tư của cổng thông tin này. Bạn có"
        " thể đổi lựa chọn bất cứ lúc nào ở cuối trang, trong mục Cài đặt cookie."
    )
    return _html(
        f"""<div class="cc-window cc-banner" role="dialog" aria-label="cookieconsent"><span
class="cc-message">{notice}</span><a class="cc-btn">Đồng ý</a></div><div id="gdpr-consent-box"><p>
{notice}</p></div><div class="path">Trang chủ &gt; Tin tức &gt; Ngày 03/11/2024</div><div
class="post"><h1>{TITLE}</h1><div class="meta">15/10/2024 | 07:30</div><p>{LEAD}</p>{_body()}<p
class="source">Nguồn: Phòng Giáo dục huyện Sơn Khê</p></div>"""
    )


def _elementor() -> str:
    loop = _others(
        '<article class="elementor-post elementor-grid-item post-{n} post type-post"><div'
        ' class="elementor-post__text"><h3 class="elementor-post__title"><a href="/{n}">{title}</a>'
        '</h3><div class="elementor-post__meta-data"><span class="elementor-post-date">{day}</span>'
        '</div><div class="elementor-post__excerpt"><p>Trích đoạn của bài khác, nói về việc khác ở'
        " nơi khác trong huyện.</p></div></div></article>"
    )
    return _html(
        f"""<div data-elementor-type="header" class="elementor elementor-9
elementor-location-header"><nav class="elementor-nav-menu--main"><ul><li><a href="/">Trang
chủ</a></li></ul></nav></div><div data-elementor-type="single-post" class="elementor elementor-40
elementor-location-single post-77 post type-post"><section class="elementor-section"><div
class="elementor-widget elementor-widget-theme-post-title"><h1
class="elementor-heading-title">{TITLE}</h1></div><div class="elementor-widget
elementor-widget-post-info"><span
class="elementor-post-info__item--type-date"><time>15/10/2024</time></span><span
class="elementor-post-info__item--type-author">Hà Thị Dung</span></div><div class="elementor-widget
elementor-widget-theme-post-content"><div class="elementor-widget-container"><p>{LEAD}</p>{_body()}
</div></div></section><section class="elementor-section"><div class="elementor-widget
elementor-widget-posts"><div class="elementor-posts-container elementor-posts">{loop}</div></div>
</section></div>"""
    )


def _divs() -> str:
    return _html(
        f"""<div class="a1"><div class="a2"><a href="/">Trang chủ</a><a href="/tin">Tin</a><a
href="/vb">Văn bản</a></div></div><div class="b1"><div class="b2"><div class="c1"><div
class="c2">{TITLE}</div><div class="c3">15/10/2024 07:30</div><div class="c4">{LEAD}</div><div
class="c5"><div>{PARAGRAPHS[0]}</div><div>&nbsp;</div><div>{PARAGRAPHS[1]}</div><div>
{PARAGRAPHS[2]}</div></div><div class="c6">Hà Thị Dung</div></div><div class="d1"><div
class="d2">Tin đọc nhiều</div>{_others("<div class='d3'><a href='/{n}'>{title}</a> {day}</div>")}
</div></div></div><div class="e1">Cơ quan chủ quản: UBND huyện Sơn Khê - Giấy phép số 5/GP-TTĐT
ngày 09/01/2019</div>"""
    )
