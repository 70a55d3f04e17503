"""Ten more pages of made-up portals, written to check rules that were made without them."""

from __future__ import annotations

from tests.samples.layouts import Layout

TITLE = "Trường vùng cao Pá Lông trồng rau nuôi gà cho bữa ăn bán trú"
LEAD = "Vườn rau của trường giúp bữa ăn của học sinh bán trú có thêm đạm và rau sạch mỗi ngày."
PARAGRAPHS = (
    "Từ đầu năm học, thầy và trò Trường Phổ thông dân tộc bán trú Pá Lông cải tạo đất sau trường"
    " thành vườn rau, mỗi lớp nhận chăm một luống.",
    "Theo Công văn số 318/PGDĐT ngày 02/10/2024 của Phòng Giáo dục và Đào tạo, các trường bán trú"
    " báo cáo mô hình trước ngày 30/11/2024.",
    "Nhà trường dự kiến nuôi thêm một trăm con gà trong học kỳ hai.",
)
OTHERS = (
    ("Hội thi giáo viên dạy giỏi cấp huyện", "01/12/2024"),
    ("Kế hoạch số 99/KH-PGDĐT về kiểm tra cuối kỳ", "28/11/2024"),
    ("Thông báo thu nộp quỹ khuyến học", "25/11/2024"),
)
SUBJECT = "Kế hoạch xây dựng thư viện thân thiện trong trường tiểu học giai đoạn 2024 - 2027"
TASK = "1. Mỗi trường có một thư viện thân thiện trước ngày 30/6/2027."
_BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
_LINKS = "".join(
    f'<li><a href="/{n}">{title}</a> <i>{day}</i></li>' for n, (title, day) in enumerate(OTHERS)
)
_DOCUMENT = {
    "number": "128/KH-SGDĐT", "type": "Kế hoạch", "issued_on": "2024-05-16",
    "signer": "Hoàng Thị Liên", "title": SUBJECT,
}  # fmt: skip
_ISSUER = "Sở Giáo dục và Đào tạo tỉnh Lào Cai"
_NEWS = {
    "type": "Tin", "title": TITLE, "published_on": "2024-10-15", "issued_on": None, "number": None,
}  # fmt: skip


def portal_more() -> dict[str, Layout]:
    """All pages by what they are made with."""
    news = {
        "no title says it": _untitled(), "mobile": _mobile(), "blog": _blog(), "sites": _sites(),
        "labels of a form": _labels(), "boxes inside": _boxes(),
    }  # fmt: skip
    return {
        "items": Layout(_items(), (), {**_DOCUMENT, "issuer": _ISSUER}),
        "list form": Layout(_list_form(), (), dict(_DOCUMENT)),
        "one line": Layout(_one_line(), (), dict(_DOCUMENT)),
        "whole text": Layout(
            _whole_text(),
            (TASK, *_HEAD_WORDS),
            {
                **_DOCUMENT,
                "title": "Xây dựng thư viện thân thiện trong trường tiểu học",
                "issuer": _ISSUER,
                "published_on": "2024-05-20",
            },
        ),
        **{name: Layout(markup, (LEAD, *PARAGRAPHS), dict(_NEWS)) for name, markup in news.items()},
    }


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body>{body}</body></html>"
    )


def _items() -> str:
    items = "".join(
        f'<div class="item"><div class="title">{label}</div><div class="content">{value}</div>'
        "</div>"
        for label, value in (
            ("Tên văn bản", SUBJECT), ("Số hiệu", "128/KH-SGDĐT"), ("Ngày ban hành", "16/05/2024"),
            ("Loại văn bản", "Kế hoạch"), ("Người ký", "Hoàng Thị Liên"),
            ("Đơn vị ban hành", _ISSUER), ("Ngày hiệu lực", "16/05/2024"),
        )
    )  # fmt: skip
    return _page(
        "Chi tiết văn bản | Sở Giáo dục",
        '<div class="top-menu"><a href="/">Trang chủ</a><a href="/vb">Văn bản</a></div><div'
        f' class="doc-detail">{items}</div><div class="news-list"><ul>{_LINKS}</ul></div>',
    )


def _list_form() -> str:
    rows = "".join(
        f'<tr><td nowrap class="ms-formlabel" width="113px"><h3>{label}</h3></td><td'
        f' class="ms-formbody" width="350px">{value}</td></tr>'
        for label, value in (
            ("Số ký hiệu", "128/KH-SGDĐT"), ("Trích yếu", SUBJECT), ("Ngày ban hành", "16/05/2024"),
            ("Loại VB", "Kế hoạch"), ("Người ký", "Hoàng Thị Liên"),
        )
    )  # fmt: skip
    return _page(
        "Văn bản - 128",
        f'<div id="s4-ribbonrow">Site Actions</div><table class="ms-formtable">{rows}</table>'
        "<table><tr><td>Created at 20/05/2024 08:10 by admin</td></tr></table>",
    )


def _one_line() -> str:
    return _page(
        SUBJECT,
        f'<div class="hd"><a href="/">Trang chủ</a></div><div class="main"><h1>{SUBJECT}</h1><p>Số:'
        " 128/KH-SGDĐT | Ngày ban hành: 16/05/2024 | Loại văn bản: Kế hoạch | Người ký: Hoàng Thị"
        f' Liên</p><p><a href="/a.pdf">Tải về</a></p></div><ul>{_LINKS}</ul>',
    )


_HEAD_WORDS = (
    "UBND TỈNH LÀO CAI SỞ GIÁO DỤC VÀ ĐÀO TẠO Số: 128/KH-SGDĐT",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
    "Lào Cai, ngày 16 tháng 5 năm 2024", "KẾ HOẠCH", "Nơi nhận: - Các trường;", "GIÁM ĐỐC",
    "Hoàng Thị Liên", "Sở Giáo dục và Đào tạo xây dựng kế hoạch như sau:",
)  # fmt: skip


def _whole_text() -> str:
    text = (
        '<table width="100%"><tr><td align="center">UBND TỈNH LÀO CAI<br><b>SỞ GIÁO DỤC VÀ ĐÀO TẠO'
        "</b><br>Số: 128/KH-SGDĐT</td><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do"
        " - Hạnh phúc</b><br><i>Lào Cai, ngày 16 tháng 5 năm 2024</i></td></tr></table><p"
        ' align="center"><b>KẾ HOẠCH</b></p><p align="center"><b>Xây dựng thư viện thân thiện trong'
        " trường tiểu học</b></p><p>Sở Giáo dục và Đào tạo xây dựng kế hoạch như sau:</p><p>"
        f'{TASK}</p><table width="100%"><tr><td><b><i>Nơi nhận:</i></b><br>- Các trường;</td><td'
        ' align="center"><b>GIÁM ĐỐC</b><br><br><b>Hoàng Thị Liên</b></td></tr></table>'
    )
    return _page(
        "Sở ban hành kế hoạch thư viện - Sở Giáo dục Lào Cai",
        '<div class="menu"><ul><li><a href="/">Trang chủ</a></li></ul></div><div class="chitiet">'
        '<h1>Sở ban hành kế hoạch thư viện</h1><span class="date">Thứ hai, 20/05/2024 14:02</span>'
        f'<div class="noidung">{text}</div></div><div class="right"><table><tr><th>Số hiệu</th>'
        "<th>Ngày</th></tr><tr><td>99/KH-PGDĐT</td><td>28/11/2024</td></tr></table></div>",
    )


def _untitled() -> str:
    return _page(
        "Website nhà trường",
        '<div><h1>TRƯỜNG PTDTBT PÁ LÔNG</h1></div><div><a href="/">Trang chủ</a> <a href="/t">Tin'
        f'</a></div><div><p class="title"><strong>{TITLE}</strong></p><p><em>Ngày đăng: 15/10/2024'
        f"</em></p><p>{LEAD}</p>{_BODY}</div><div>Tin cũ hơn<ul>{_LINKS}</ul></div>",
    )


def _mobile() -> str:
    return _page(
        TITLE,
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":'
        f'"2024-10-15T08:00:00+07:00","headline":"{TITLE}"}}</script><amp-sidebar><ul><li><a'
        ' href="/">Trang chủ</a></li></ul></amp-sidebar><header><a href="/">Báo A</a></header>'
        f'<article><h1>{TITLE}</h1><p class="sapo">{LEAD}</p>{_BODY}</article><section'
        f' class="related"><h2>Đọc thêm</h2><ul>{_LINKS}</ul></section><footer>Báo A</footer>',
    )


def _blog() -> str:
    return _page(
        f"Trường Pá Lông: {TITLE}",
        '<div class="header-widget"><h1 class="title">Trường Pá Lông</h1></div><div'
        ' id="main-wrapper"><h2 class="date-header"><span>Thứ Ba, 15 tháng 10, 2024</span></h2><div'
        f' class="post hentry"><h3 class="post-title entry-title">{TITLE}</h3><div class="post-body'
        f' entry-content"><p>{LEAD}</p>{_BODY}</div><div class="post-footer">Người đăng: <span>thầy'
        ' Pao</span> vào lúc <abbr class="published" title="2024-10-15T08:00:00+07:00">08:00</abbr>'
        '</div></div><div id="comments" class="comments"><h4>3 nhận xét:</h4><p>Trường em cũng muốn'
        " làm vườn rau như vậy cho các em học sinh bán trú.</p></div></div><div"
        f' id="sidebar-wrapper"><div class="widget BlogArchive"><h2>Lưu trữ Blog</h2><ul>'
        f"{_LINKS}</ul></div></div>",
    )


def _sites() -> str:
    opened, closed = "<div><div><div>", "</div></div></div>"
    text = "".join(f"<p><span>{line}</span></p>" for line in (LEAD, *PARAGRAPHS))
    return _page(
        f"Trường Pá Lông - {TITLE}",
        f'{opened}<div role="banner"><a href="/">Trường Pá Lông</a></div>{closed}<div role="main">'
        f"<section>{opened}<h1><span>{TITLE}</span></h1>{closed}</section><section>{opened}<p><span>"
        f'15/10/2024</span></p>{text}{closed}</section><section>{opened}<p><a href="/1">'
        f"{OTHERS[0][0]}</a></p>{closed}</section></div><div>Report abuse</div>",
    )


def _labels() -> str:
    return _page(
        "Cổng thông tin điện tử",
        '<form id="aspnetForm"><ul class="rootMenu"><li><a href="/">Trang chủ</a></li></ul><div'
        f' class="lay1"><div class="viewcontent"><span id="ctl_lblTitle" class="cms_title">{TITLE}'
        '</span><div><span class="cms_date">15/10/2024 08:00:00 AM</span> <span>Xem cỡ chữ</span>'
        f' <a href="?p=1">Đọc bài viết</a></div><span class="cms_lead">{LEAD}</span><div'
        f' id="divContent">{_BODY}</div><div class="tacgia">Lý A Pao</div></div><div'
        f' class="cms_other"><div>Các tin khác</div><ul>{_LINKS}</ul></div></div><div class="lay2">'
        '<div class="box"><div class="tbox">THÔNG BÁO</div><marquee><p><a href="/9">'
        f"{OTHERS[2][0]}</a></p></marquee></div></div></form>",
    )


def _boxes() -> str:
    others = "".join(
        f'<div class="box-category-item"><h3><a href="/{n}">{title}</a></h3><p class="sapo">Tóm tắt'
        f" của bài khác, kể chuyện khác ở một nơi khác trong tỉnh.</p><span>{day}</span></div>"
        for n, (title, day) in enumerate(OTHERS)
    )
    return _page(
        f"{TITLE} - Báo B",
        f'<div class="nav-main"><a href="/">Trang chủ</a></div><div class="detail"><h1>{TITLE}</h1>'
        f'<div class="detail-time">15/10/2024 08:00 GMT+7</div><h2 class="detail-sapo">{LEAD}</h2>'
        f'<div class="detail-content"><p>{PARAGRAPHS[0]}</p><figure><img src="a"><figcaption>Học'
        f" sinh tưới rau. Ảnh: Lý Pao</figcaption></figure><p>{PARAGRAPHS[1]}</p><div"
        f' type="RelatedOneNews"><a href="/x"><h4>{OTHERS[0][0]}</h4></a></div><blockquote><p>'
        f'{PARAGRAPHS[2]}</p></blockquote></div><div class="detail-author">Lý Pao</div></div><div'
        f' class="box-category">{others}</div>',
    )
