"""Pages of made-up portals in the layouts of the platforms that Vietnamese portals run on.

Every page holds the same news or the same document amid menus, other news, comments, share bars
and counters; what is its own text, and what is frame, is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field

TITLE = "Phòng Giáo dục huyện Lâm Khê mở lớp học đàn tính cho học sinh"
LEAD = "Ba mươi học sinh của bốn trường sẽ học đàn tính vào chiều thứ bảy hằng tuần."
PARAGRAPHS = (
    "Sáng ngày 06/9/2023, Phòng Giáo dục và Đào tạo huyện Lâm Khê họp với các trường về lớp học"
    " đàn tính đầu tiên của huyện, do hai nghệ nhân xã Nậm Tốc dạy.",
    "Theo Kế hoạch số 88/KH-PGDĐT, các trường gửi danh sách học sinh trước ngày 15/9/2023.",
    "Lớp khai giảng ngày 30/9/2023.",
    "Kinh phí mua đàn lấy từ nguồn xã hội hóa, không thu của phụ huynh.",
)
OTHERS = (
    "Huyện đoàn ra quân dọn vệ sinh trường học trước ngày khai giảng năm học mới",
    "Kết quả hội thi đồ dùng dạy học tự làm cấp huyện lần thứ mười hai",
    "Trường mầm non Hoa Ban đón nhận bằng công nhận đạt chuẩn quốc gia mức độ một",
    "Lịch tiếp công dân tháng mười của lãnh đạo Phòng Giáo dục và Đào tạo",
    "Thông báo tuyển giáo viên dạy thay môn Tin học ở các trường vùng cao",
)
MENU = ("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Thủ tục hành chính", "Liên hệ")
SUBJECT = "Về việc mở lớp học đàn tính cho học sinh phổ thông"
NUMBER, DAY, SIGNER = "412/SGDĐT-CTTT", "05/09/2023", "Nông Thị Hạnh"
ISSUER = "Sở Giáo dục và Đào tạo"


@dataclass(frozen=True, slots=True)
class Layout:
    """A page, the header fields it states, and its own text."""

    markup: str
    text: tuple[str, ...] = (LEAD, *PARAGRAPHS)
    fields: dict[str, str | None] = field(
        default_factory=lambda: {"title": TITLE, "published_on": "2023-09-07"}
    )

    @property
    def title(self) -> str:
        """The headline, or the trích yếu of the document."""
        return self.fields.get("title") or ""


_DOCUMENT = {
    "number": NUMBER, "type": "Công văn", "issued_on": "2023-09-05", "signer": SIGNER,
    "title": SUBJECT,
}  # fmt: skip


def layouts() -> dict[str, Layout]:
    """All pages by the name of their platform."""
    return {
        "nukeviet news": Layout(_nukeviet_news()),
        "nukeviet laws": Layout(_nukeviet_laws(), (), _DOCUMENT | {"issuer": ISSUER}),
        "wordpress": Layout(_wordpress()),
        "wordpress, page builder": Layout(_page_builder()),
        "sharepoint": Layout(_sharepoint()),
        "liferay": Layout(_liferay()),
        "dnn": Layout(_dnn()),
        "table of attributes": Layout(_attribute_table(), (), _DOCUMENT | {"issuer": ISSUER}),
        "list of attributes": Layout(_attribute_list(), (), _DOCUMENT),
        "tables of fonts": Layout(_old_tables()),
    }


def _links(titles: tuple[str, ...], item: str = "<li>{}</li>") -> str:
    return "".join(
        item.format(f'<a href="/bai-{number}.html">{title}</a>')
        for number, title in enumerate(titles)
    )


def _body(tag: str = "p") -> str:
    return "".join(f"<{tag}>{paragraph}</{tag}>" for paragraph in PARAGRAPHS)


def _html(title: str, body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def _nukeviet_news() -> str:
    return _html(
        f"{TITLE} - Tin giáo dục - Phòng Giáo dục Lâm Khê",
        f"""<div class="body-bg"><div class="container" id="body"><header><div class="page-header">
<span class="site_name">Phòng Giáo dục Lâm Khê</span><span class="site_description">Dạy tốt, học
tốt</span></div></header><nav class="second-nav" id="menusite"><ul class="nav navbar-nav">
{_links(MENU)}</ul></nav><nav class="third-nav"><div class="current-time text-right">Thứ hai,
11/09/2023 08:15</div></nav><section><div class="row"><div class="col-sm-16 col-md-18">
<div class="news_column panel panel-default"><div class="panel-body">
<h1 class="title margin-bottom-lg">{TITLE}</h1><div class="row margin-bottom-lg">
<div class="col-md-12"><span class="h5">Thứ năm - 07/09/2023 15:05</span></div>
<div class="col-md-12"><ul class="list-inline text-right"><li><a href="/gui">Gửi bài viết qua
email</a></li><li><a href="/in">In ra</a></li></ul></div></div><div class="clearfix">
<div class="hometext m-bottom">{LEAD}</div><figure class="article center"><img src="a.jpg">
</figure></div><div id="news-bodyhtml" class="bodytext margin-bottom-lg">{_body()}</div>
<div class="margin-bottom-lg"><p class="h5 text-right"><strong>Tác giả bài viết: </strong>Lò Thị Mai
</p></div></div></div><div class="news_column panel panel-default"><div class="panel-body">
<form id="form3B" action="">Tổng số điểm của bài viết là: 5 trong 1 đánh giá<br>Click để đánh giá
bài viết</form></div></div><div class="news_column panel panel-default"><div class="panel-body
other-news"><p class="h3"><strong>Những tin mới hơn</strong></p><div class="clearfix">
<ul class="related">{_links(OTHERS[:3], "<li>{} <em>(05/09/2023)</em></li>")}</ul></div>
<p class="h3"><strong>Những tin cũ hơn</strong></p><div class="clearfix"><ul class="related">
{_links(OTHERS[2:])}</ul></div></div></div></div><div class="col-sm-8 col-md-6"><div
class="panel panel-default"><div class="panel-heading">Thống kê</div><div class="panel-body"><ul
class="counter list-none display-table"><li><span>Đang truy cập</span><span>12</span></li><li>
<span>Hôm nay</span><span>1,204</span></li><li><span>Tổng lượt truy cập</span><span>99,812</span>
</li></ul></div></div></div></div></section><footer id="footer"><p>Cơ quan chủ quản: UBND huyện Lâm
Khê. Chịu trách nhiệm: Trưởng phòng</p></footer></div></div>""",
    )


def _nukeviet_laws() -> str:
    rows = "".join(
        f'<tr><td style="width:200px" class="text-right">{label}</td><td>{value}</td></tr>'
        for label, value in (
            ("Số kí hiệu", NUMBER), ("Ngày ban hành", DAY), ("Ngày bắt đầu hiệu lực", DAY),
            ("Ngày hết hiệu lực", ""), ("Thể loại", '<a href="/laws/cong-van/">Công văn</a>'),
            ("Lĩnh vực", '<a href="/laws/hoc-sinh/">Học sinh</a>'),
            ("Cơ quan ban hành", f'<a href="/laws/so/">{ISSUER}</a>'), ("Người ký", SIGNER),
        )
    )  # fmt: skip
    return _html(
        f"{SUBJECT} - Văn bản - Sở Giáo dục",
        f"""<header><ul class="nav">{_links(MENU)}</ul></header><div class="row"><div
class="col-md-18"><h3 class="lawh3">{SUBJECT}</h3><table class="table table-striped table-bordered
table-hover"><tbody>{rows}</tbody></table><h3 class="subtitle">Tải văn bản</h3><div
class="list-group laws-download-file"><div class="list-group-item"><a href="?download=1&amp;id=0">
412.pdf</a></div></div><h3 class="subtitle">Các văn bản cùng thể loại</h3><table class="table">
<thead><tr><th>Số kí hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th></tr></thead><tbody><tr><td>
<a href="/detail/397/">397/SGDĐT-VP</a></td><td>28/08/2023</td><td>{OTHERS[3]}</td></tr><tr><td>
<a href="/detail/390/">390/SGDĐT-TCCB</a></td><td>25/08/2023</td><td>{OTHERS[4]}</td></tr></tbody>
</table></div><div class="col-md-6"><div class="panel"><div class="panel-heading">Thống kê</div>
Đang truy cập: 12</div></div></div><footer>Bản quyền thuộc về Sở Giáo dục</footer>""",
    )


def _wordpress() -> str:
    return _html(
        f"{TITLE} &#8211; Trường THCS Nậm Tốc",
        f"""<div id="page" class="site"><header id="masthead" class="site-header"><div
class="site-branding"><p class="site-title"><a href="/">Trường THCS Nậm Tốc</a></p></div><nav
class="main-navigation"><ul>{_links(MENU)}</ul></nav></header><div id="content"
class="site-content"><div id="primary" class="content-area"><main class="site-main"><article
id="post-12" class="post-12 post type-post hentry"><header class="entry-header"><h1
class="entry-title">{TITLE}</h1><div class="entry-meta"><span class="posted-on">Đăng ngày <time
class="entry-date published" datetime="2023-09-07T15:05:00+07:00">7 Tháng Chín, 2023</time></span>
<span class="byline"> bởi <a href="/author/admin">admin</a></span></div></header><div
class="entry-content"><p><strong>{LEAD}</strong></p>{_body()}<div class="sharedaddy
sd-sharing-enabled"><h3 class="sd-title">Chia sẻ:</h3><ul><li><a href="#">Twitter</a></li><li><a
href="#">Facebook</a></li></ul></div></div><footer class="entry-footer"><span class="cat-links">
Chuyên mục: <a href="/tin">Tin tức</a></span></footer></article><nav class="navigation
post-navigation"><h2 class="screen-reader-text">Điều hướng bài viết</h2><div class="nav-links"><a
href="/1">{OTHERS[0]}</a><a href="/2">{OTHERS[1]}</a></div></nav><div id="comments"
class="comments-area"><h2 class="comments-title">2 bình luận</h2><ol class="comment-list"><li>
<div class="comment-content"><p>Con tôi học lớp 6 có được đăng ký không ạ? Gia đình rất mong cháu
được học đàn tính như ông bà ngày trước.</p></div></li></ol><div class="comment-respond"><h3>Để lại
một bình luận</h3><p>Email của bạn sẽ không được hiển thị công khai. Các trường bắt buộc được đánh
dấu *</p></div></div></main></div><aside id="secondary" class="widget-area"><section
class="widget"><h2>Bài viết mới</h2><ul>{_links(OTHERS)}</ul></section></aside></div><footer
class="site-footer"><div class="site-info">Bản quyền thuộc về Trường THCS Nậm Tốc</div></footer>
</div>""",
    )


def _page_builder() -> str:
    return _html(
        TITLE,
        f"""<div class="elementor elementor-location-header"><ul class="elementor-nav-menu">
{_links(MENU)}</ul></div><div class="elementor elementor-location-single"><section
class="elementor-section"><div class="elementor-container"><div class="elementor-column">
<div class="elementor-widget elementor-widget-theme-post-title"><div
class="elementor-widget-container"><h1 class="elementor-heading-title">{TITLE}</h1></div></div>
<div class="elementor-widget elementor-widget-post-info"><ul class="elementor-icon-list-items"><li>
<span>07/09/2023</span></li></ul></div><div class="elementor-widget
elementor-widget-theme-post-content"><div class="elementor-widget-container"><p>{LEAD}</p>{_body()}
</div></div><div class="elementor-widget elementor-widget-share-buttons"><span>Chia sẻ bài
viết</span></div></div></div></section><section class="elementor-section"><h2>Bài viết liên
quan</h2><div class="elementor-posts-container">{_links(OTHERS, "<h3>{}</h3>")}</div></section>
</div><div class="elementor elementor-location-footer"><p>Địa chỉ: Tổ 3, thị trấn Lâm Khê. Điện
thoại: 0213 3800 000</p></div>""",
        '<meta property="article:published_time" content="2023-09-07T08:05:00+00:00">',
    )


def _sharepoint() -> str:
    return _html(
        "Chi tiết tin",
        f"""<form method="post" action="/Pages/chi-tiet-tin.aspx?ItemID=12" id="aspnetForm"><div
id="s4-workspace"><div id="s4-bodyContainer"><div class="header-portal"><div class="menu-main"><ul>
{_links(MENU)}</ul></div></div><div id="DeltaPlaceHolderMain"><div class="ms-webpart-zone"><div
class="ms-WPBody"><div class="chitiet-tin"><div class="tieu-de">{TITLE}</div><div
class="ngay-dang">Đăng ngày: 07/09/2023 15:05</div><div class="tom-tat">{LEAD}</div><div
class="noidung ms-rtestate-field">{_body("div")}</div><div class="tac-gia">Lò Thị Mai</div></div>
<div class="tin-khac"><div class="title">Các tin khác</div><ul>{_links(OTHERS)}</ul></div><div
class="binhluan"><div>Ý kiến bạn đọc</div><input type="text"></div></div></div></div><div
id="DeltaPlaceHolderLeftNavBar"><div class="menu-left">{_links(MENU, "<div>{}</div>")}</div></div>
<div class="footer-portal"><div>Trang thông tin điện tử Sở Giáo dục và Đào tạo tỉnh Mường La. Giấy
phép số 21/GP-TTĐT</div></div></div></div></form>""",
    )


def _liferay() -> str:
    return _html(
        f"{TITLE} - Cổng thông tin điện tử huyện Lâm Khê",
        f"""<div id="wrapper"><div id="banner" role="banner"><div class="sort-pages">
{_links(MENU)}</div></div><div id="content"><div class="columns-2" id="main-content"
role="main"><div class="portlet-layout row-fluid"><div class="portlet-column span9"><div
class="portlet-boundary portlet-asset-publisher"><section class="portlet"><h1
class="portlet-title"><span class="portlet-title-text">Tin hoạt động</span></h1><div
class="portlet-content"><div class="asset-full-content"><h3
class="header-title"><span>{TITLE}</span></h3>
<div class="asset-metadata"><span
class="metadata-publish-date">07/09/2023 15:05</span> <span class="view-count">Lượt xem:
312</span></div><div class="asset-content"><div
class="journal-content-article"><p class="sapo">{LEAD}</p>{_body()}<p style="text-align:right">
<strong>Lò Mai</strong></p></div></div><div class="asset-links"><h2>Tin liên quan</h2><ul
class="asset-links-list">{_links(OTHERS[:4])}</ul></div></div></div></section></div></div><div
class="portlet-column span3"><section class="portlet"><h1 class="portlet-title">Thông báo</h1>
<div class="portlet-content"><ul>{_links(OTHERS)}</ul></div></section><section class="portlet"><h1
class="portlet-title">Thăm dò ý kiến</h1><div class="portlet-content"><p>Bạn đánh giá thế nào về
giao diện của cổng thông tin điện tử huyện Lâm Khê trong thời gian qua?</p></div></section>
</div></div>
</div></div><div id="footer" role="contentinfo"><p>Cổng thông tin điện tử huyện Lâm Khê</p></div>
</div>""",
    )


def _dnn() -> str:
    return _html(
        "Tin tức",
        f"""<form name="Form" method="post" action="/tin-tuc" id="Form"><div
class="dnn_mainmenu"><ul>{_links(MENU)}</ul></div><div id="dnn_ContentPane" class="contentPane">
<div class="DnnModule DnnModule-EasyDNNnews"><div class="DNNContainer_Title"><span
class="Head">Tin tức - Sự kiện</span></div><div class="edn_article_details"><div
class="edn_articleTitle"><h1>{TITLE}</h1></div><div class="edn_metaDetails">Thứ năm, ngày
07/09/2023</div><div class="edn_articleSummary">{LEAD}</div><div class="edn_articleContent"><div
class="Normal"><span style="font-size:14px">{"<br /><br />".join(PARAGRAPHS)}</span></div></div><div
class="edn_articleTags">Từ khóa: đàn tính, học sinh</div><div class="edn_relatedArticles"><span>Bài
viết liên quan</span><ul>{_links(OTHERS)}</ul></div><div class="edn_comments"><p>Hãy đăng nhập để
gửi ý kiến của bạn về bài viết này cho ban biên tập.</p></div></div></div></div><div
id="dnn_RightPane" class="rightPane"><div class="DnnModule"><span class="Head">Văn bản
mới</span><div
class="Normal">{_links(OTHERS, "<p>{}</p>")}</div></div></div><div id="dnn_FooterPane">Bản quyền ©
2023 Sở Giáo dục</div></form>""",
        '<meta name="keywords" content="tin">',
    )


def _attribute_table() -> str:
    rows = "".join(
        f'<tr><td class="col-md-3 tieude">{label}</td><td colspan="3">{value}</td></tr>'
        for label, value in (
            ("Số ký hiệu", NUMBER), ("Ngày ban hành", DAY), ("Ngày có hiệu lực", ""),
            ("Loại văn bản", "Công văn"), ("Cơ quan ban hành", ISSUER), ("Người ký", SIGNER),
            ("Trích yếu", SUBJECT),
            ("Tài liệu đính kèm", '<a href="/412.signed.pdf">412.signed.pdf</a>'),
        )
    )  # fmt: skip
    return _html(
        "Hệ thống văn bản",
        f"""<div class="header"><h1>Hệ thống văn bản</h1><ul
class="mainmenu">{_links(MENU)}</ul></div><div class="wrapper"><div class="leftcol"><div
class="search-box"><h3>Tìm kiếm văn bản</h3><label>Số
ký hiệu</label><input name="so"><label>Từ ngày</label><input name="tu"></div><ul>
{_links(OTHERS)}</ul></div><div class="maincol"><div class="title-bar">Thông tin chi
tiết</div><table
class="table table-bordered">{rows}</table></div></div><div class="footer">Trụ sở: 16 đường
Mới</div>""",
    )


def _attribute_list() -> str:
    pairs = "".join(
        f'<div class="row"><div class="col-sm-3 lbl"><b>{label}:</b></div>'
        f'<div class="col-sm-9">{value}</div></div>'
        for label, value in (
            ("Số hiệu", NUMBER), ("Loại văn bản", "Công văn"), ("Ngày ban hành", DAY),
            ("Người ký", SIGNER), ("Trích yếu nội dung", SUBJECT), ("Lĩnh vực", "Học sinh"),
        )
    )  # fmt: skip
    return _html(
        "Văn bản chỉ đạo điều hành",
        f"""<div class="topnav"><a href="/">Trang chủ</a> | <a href="/vb">Văn bản</a></div><div
class="container"><h2>Văn bản chỉ đạo điều hành</h2><div class="vb-detail">{pairs}</div><div
class="vb-other"><h3>Văn bản khác</h3>{_links(OTHERS, "<p>{}</p>")}</div></div>""",
    )


def _old_tables() -> str:
    menu = "<br>".join(f'<a href="?m={n}"><font size=2>{name}</font></a>'
                       for n, name in enumerate(MENU))  # fmt: skip
    others = "<br>".join(f'<font size=2>&#8226; <a href="?id={n}">{title}</a></font>'
                         for n, title in enumerate(OTHERS))  # fmt: skip
    text = "<br><br>".join(PARAGRAPHS)
    return f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<title>Phong Giao duc Lam Khe</title></head><body bgcolor=#ffffff><table width=780 border=0
align=center><tr><td colspan=3><img src=banner.gif><marquee>Chào mừng năm học mới 2023 -
2024</marquee></td></tr><tr><td width=150 valign=top bgcolor=#eeeeff><table><tr><td>{menu}</td></tr>
<tr><td><font size=1>Số người truy cập: 10234</font></td></tr></table></td><td width=450
valign=top><table width=100%><tr><td><font size=4 color=#990000><b>{TITLE}</b></font></td></tr><tr>
<td><font size=1>(Cập nhật: 07/09/2023 15:05)</font></td></tr><tr><td align=justify><font face=Arial
size=2><b>{LEAD}</b><br><br>{text}</font></td></tr><tr><td align=right><font size=2><i>Lò
Mai</i></font></td></tr><tr><td><b>Các tin khác:</b><br>{others}</td></tr></table></td><td width=180
valign=top><table><tr><td><b>Thông báo</b></td></tr><tr><td>{others}</td></tr></table></td></tr><tr>
<td colspan=3 align=center><font size=1>Bản quyền thuộc Phòng Giáo dục huyện Lâm Khê - Điện thoại:
0213 3800 000</font></td></tr></table></body></html>"""
