"""Pages of made-up portals that show one document: tables of attributes in many forms, with traps.

The day of printing, of arrival and of other documents stands beside the day of issue; numbers of
other documents stand in breadcrumbs, lists and tabs.
"""

from __future__ import annotations

from tests.samples.layouts import Layout

SUBJECT = "Tổ chức dạy bơi cho học sinh tiểu học trong hè năm 2024"
BODY = (
    "Căn cứ Quyết định số 77/QĐ-UBND ngày 11/01/2024 của Ủy ban nhân dân tỉnh về phòng, chống đuối"
    " nước trẻ em;",
    "Ủy ban nhân dân huyện Lâm Khê xây dựng kế hoạch dạy bơi cho học sinh tiểu học như sau:",
    "1. Mỗi xã, thị trấn mở ít nhất một lớp bơi trước ngày 15/6/2024.",
    "2. Phòng Giáo dục và Đào tạo bố trí giáo viên thể dục dạy bơi, báo cáo kết quả trước ngày"
    " 30/8/2024.",
)
OTHER_ROWS = (
    ("81/KH-UBND", "02/01/2025", "Kế hoạch tổ chức hội khỏe Phù Đổng cấp huyện năm học 2024-2025"),
    ("12/TB-UBND", "28/12/2024", "Thông báo lịch nghỉ Tết Nguyên đán của các trường trong huyện"),
    ("954/UBND-VX", "20/12/2024", "Về việc bảo đảm an toàn trường học trong mùa rét đậm"),
)
HEADLINE = (
    "Kế hoạch số 45/KH-UBND ngày 22/4/2024 của UBND huyện Lâm Khê về việc tổ chức dạy bơi cho học"
    " sinh tiểu học"
)
_NOTHING = {"number": None, "issued_on": None, "signer": None}
_FIELDS = {
    "number": "45/KH-UBND", "type": "Kế hoạch", "issued_on": "2024-04-22",
    "signer": "Bàn Văn Sơn", "title": SUBJECT, "issuer": "Ủy ban nhân dân huyện Lâm Khê",
}  # fmt: skip


def portal_documents() -> dict[str, Layout]:
    """All pages by what they are made with."""
    return {
        "drupal fields": Layout(_drupal(), (), _fields()),
        "liferay tabs": Layout(_liferay_tabs(), BODY, _fields()),
        "webforms": Layout(_webforms(), (), _fields()),
        "viewer": Layout(_viewer(), (), _fields()),
        "list of documents": Layout(
            _list(),
            (
                "Văn bản chỉ đạo điều hành",
                "STT Số ký hiệu Ngày ban hành Trích yếu Tệp",
                *(f"{n} {' '.join(row)} Tải về" for n, row in enumerate(OTHER_ROWS * 6, 1)),
            ),
            dict(_NOTHING),
        ),
        "list items": Layout(_list_items(), BODY[1:], _fields()),
        "definition list": Layout(_definitions(), (), _fields(signer=None)),
        "office desk": Layout(_office_desk(), (), _fields()),
        "images of a document": Layout(
            _images(),
            (HEADLINE,),
            {"number": "45/KH-UBND", "type": "Kế hoạch", "issued_on": "2024-04-22"},
        ),
        "collapsed": Layout(_collapsed(), BODY, _fields()),
    }


def _fields(**other: str | None) -> dict[str, str | None]:
    return {**_FIELDS, **other}


def _page(title: str, body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def _body() -> str:
    return "".join(f"<p>{line}</p>" for line in BODY)


def _others() -> str:
    return "".join(
        f'<tr><td><a href="/vb/{n}">{number}</a></td><td>{day}</td><td>{about}</td></tr>'
        for n, (number, day, about) in enumerate(OTHER_ROWS)
    )


def _drupal() -> str:
    fields = "".join(
        f'<div class="field field-name-field-{n} field-type-text field-label-inline clearfix"><div'
        f' class="field-label">{label}:&nbsp;</div><div class="field-items"><div class="field-item'
        f' even">{value}</div></div></div>'
        for n, (label, value) in enumerate(
            (
                ("Số, ký hiệu", "45/KH-UBND"), ("Loại văn bản", '<a href="/loai/3">Kế hoạch</a>'),
                ("Ngày ban hành", '<span class="date-display-single">22/04/2024</span>'),
                ("Ngày có hiệu lực", '<span class="date-display-single">01/05/2024</span>'),
                ("Người ký", "Bàn Văn Sơn"), ("Đơn vị ban hành", "UBND huyện Lâm Khê"),
                ("Trích yếu nội dung", SUBJECT),
            )
        )
    )  # fmt: skip
    return _page(
        f"{SUBJECT} | UBND huyện Lâm Khê",
        f"""<div id="skip-link"><a href="#main-content">Skip to main content</a></div><div
id="page"><div id="header"><h1 id="site-name"><a href="/">UBND huyện Lâm Khê</a></h1><div
class="region region-header"><div class="block block-system block-menu"><ul class="menu"><li><a
href="/">Trang chủ</a></li><li><a href="/gt">Giới thiệu</a></li></ul></div></div></div><div
id="main" class="clearfix"><div class="breadcrumb"><a href="/">Trang chủ</a> » <a
href="/vb">Văn bản</a> » Kế hoạch</div><div id="content" class="column"><a
id="main-content"></a><h1 class="title" id="page-title">{SUBJECT}</h1><div class="tabs"></div><div
class="region region-content"><div id="node-512" class="node node-van-ban"><div
class="submitted">Gửi bởi bientap vào T3, 30/04/2024 - 09:11</div><div
class="content">{fields}<div class="field field-name-field-tep field-type-file"><div
class="field-label">Tệp đính kèm:&nbsp;</div><span class="file"><a
href="/45.pdf">45_KH_UBND.pdf</a></span> (1.2 MB)</div></div></div></div></div><div
class="region region-sidebar-second"><div class="block block-views"><h2>Văn bản mới</h2><table>
{_others()}</table></div></div></div><div id="footer">© 2024 UBND huyện Lâm Khê</div></div>""",
    )


def _liferay_tabs() -> str:
    rows = "".join(
        f"<tr><th>{label}</th><td>{value}</td><th>{label2}</th><td>{value2}</td></tr>"
        for label, value, label2, value2 in (
            ("Số hiệu văn bản", "45/KH-UBND", "Loại văn bản", "Kế hoạch"),
            ("Ngày ban hành", "22/04/2024", "Ngày hiệu lực", "22/04/2024"),
            ("Cơ quan ban hành", "UBND huyện Lâm Khê", "Người ký", "Bàn Văn Sơn"),
            ("Lĩnh vực", "Giáo dục", "Hiệu lực", "Còn hiệu lực"),
        )
    )
    return _page(
        f"Chi tiết văn bản - {SUBJECT}",
        f"""<div id="wrapper"><header id="banner"><div id="heading">Cổng thông tin điện tử huyện Lâm
Khê</div><nav id="navigation"><ul><li><a href="/">Trang chủ</a></li></ul></nav></header><section
id="content"><div class="portlet-boundary portlet-static"><div class="portlet-body"><div
class="vbpq-detail"><h3 class="vb-title">{SUBJECT}</h3><ul class="nav nav-tabs"
role="tablist"><li class="active"><a href="#thuoctinh" data-toggle="tab">Thuộc tính</a></li><li><a
href="#noidung" data-toggle="tab">Nội dung</a></li><li><a href="#lienquan" data-toggle="tab">Văn
bản liên quan</a></li><li><a href="#taive" data-toggle="tab">Tải về</a></li></ul><div
class="tab-content"><div class="tab-pane active" id="thuoctinh"><table class="table
table-bordered">{rows}</table></div><div class="tab-pane" id="noidung">{_body()}</div><div
class="tab-pane" id="lienquan"><table><tr><th>Số hiệu</th><th>Ngày ban hành</th><th>Trích
yếu</th></tr>{_others()}</table></div><div class="tab-pane" id="taive"><a
href="/documents/45.pdf">KH 45.pdf</a></div></div></div></div></div></section><footer
id="footer">Bản quyền thuộc về UBND huyện Lâm Khê</footer></div>""",
    )


def _webforms() -> str:
    rows = "".join(
        f'<tr><td class="lbl" style="width:120px"><span id="ctl00_cph_lbl{n}">{label}</span></td>'
        f'<td class="val"><span id="ctl00_cph_val{n}">{value}</span></td></tr>'
        for n, (label, value) in enumerate(
            (
                ("Số văn bản:", "45/KH-UBND"), ("Ngày văn bản:", "22/4/2024"),
                ("Loại VB:", "Kế hoạch"), ("Trích yếu VB:", SUBJECT),
                ("Cơ quan BH:", "UBND huyện Lâm Khê"), ("Người ký VB:", "Bàn Văn Sơn"),
                ("Tệp đính kèm:", '<a href="dl.ashx?id=45">45.pdf</a>'),
            )
        )
    )  # fmt: skip
    menu = "".join(f'<td><a href="d.aspx?m={n}">Mục {n}</a></td>' for n in range(5))
    return _page(
        "Văn bản",
        f"""<form method="post" action="vb.aspx" id="aspnetForm"><div><input type="hidden"
name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTU1NDk1OTQ3Nw9kFgJmD2QWAgIDD2QWBAIBDxYC"><input
type="hidden" name="__EVENTVALIDATION" value="/wEWBAKs"></div><table width="1000" cellpadding="0"
align="center"><tr><td colspan="2"><table><tr>{menu}</tr></table></td></tr><tr><td width="220"
valign="top"><table class="box"><tr><td class="boxtitle">Tra cứu</td></tr><tr><td>Từ ngày <input
name="ctl00$tu"></td></tr><tr><td>Văn bản mới</td></tr>{_others()}</table></td><td
valign="top"><table width="100%"><tr><td class="tieudetrang">CHI TIẾT VĂN BẢN</td></tr><tr><td>
<table class="chitiet" width="100%">{rows}</table></td></tr></table></td></tr><tr><td colspan="2"
align="center">Bản quyền thuộc UBND huyện Lâm Khê</td></tr></table></form>""",
    )


def _viewer() -> str:
    pairs = "".join(
        f'<div class="vb-row"><span class="vb-lb">{label}</span><span class="vb-val">{value}</span>'
        "</div>"
        for label, value in (
            ("Số/Ký hiệu", "45/KH-UBND"), ("Ngày ban hành", "22/04/2024"),
            ("Hình thức văn bản", "Kế hoạch"), ("Trích yếu", SUBJECT),
            ("Cơ quan ban hành", "UBND huyện Lâm Khê"), ("Họ tên người ký", "Bàn Văn Sơn"),
            ("Chức vụ người ký", "Phó Chủ tịch"), ("Ngày đăng", "30/04/2024"),
        )
    )  # fmt: skip
    return _page(
        SUBJECT,
        f"""<div class="app-header">Trang văn bản</div><div class="crumb">Văn bản / 81/KH-UBND /
45/KH-UBND</div><div class="vb">{pairs}</div><div class="viewer"><iframe
src="/viewer/web/viewer.html?file=45.pdf" width="100%" height="900">Trình duyệt không hỗ trợ
iframe</iframe><a class="btn" href="/45.pdf">Tải văn bản</a></div><div class="vb-related"><h4>Văn
bản khác</h4><table>{_others()}</table></div>""",
    )


def _list() -> str:
    rows = "".join(
        f'<tr><td>{n}</td><td>{number}</td><td>{day}</td><td><a href="/{n}">{about}</a></td><td><a '
        f'href="/{n}.pdf">Tải về</a></td></tr>'
        for n, (number, day, about) in enumerate(OTHER_ROWS * 6, 1)
    )
    return _page(
        "Văn bản chỉ đạo điều hành - UBND huyện Lâm Khê",
        f"""<div class="top"><a href="/">Trang chủ</a> <a href="/lh">Liên hệ</a></div><div
class="main"><h1>Văn bản chỉ đạo điều hành</h1><form>Số ký hiệu: <input name="s"> Ngày ban hành:
<input name="d"></form><table class="ds"><thead><tr><th>STT</th><th>Số ký hiệu</th><th>Ngày ban
hành</th><th>Trích yếu</th><th>Tệp</th></tr></thead><tbody>{rows}</tbody></table><div
class="phan-trang">Trang 1/3 <a href="?p=2">2</a> <a href="?p=3">3</a> <a
href="?p=2">Sau</a></div></div>""",
    )


def _list_items() -> str:
    items = "".join(
        f"<li><strong>{label}:</strong> {value}</li>"
        for label, value in (
            ("Số kí hiệu", "45/KH-UBND"), ("Ngày ký ban hành", "22-04-2024"),
            ("Loại VB", "Kế hoạch"), ("Nơi ban hành", "UBND huyện Lâm Khê"),
            ("Người ký", "Bàn Văn Sơn"), ("Ngày có hiệu lực", "22-04-2024"),
        )
    )  # fmt: skip
    text = "".join(f"<p>{line}</p>" for line in BODY[1:])
    return _page(
        f"{SUBJECT} - Huyện Lâm Khê",
        f"""<div class="duong-dan"><a href="/">Trang chủ</a> / <a href="/vb">Văn bản</a> / <a
href="/kh">Kế hoạch 81/KH-UBND</a></div><div class="noi-dung-chinh"><h2
class="tieu-de-vb">{SUBJECT}</h2><ul class="thong-tin-vb">{items}</ul><div
class="toan-van">{text}</div><p class="tai-file"><a href="/45.pdf">Tải tệp tin</a></p></div><div
class="cot-ben"><h3>Văn bản mới ban hành</h3><table>{_others()}</table></div>""",
    )


def _definitions() -> str:
    pairs = "".join(
        f"<dt>{label}</dt><dd>{value}</dd>"
        for label, value in (
            ("Ký hiệu văn bản", "45/KH-UBND"), ("Ngày ban hành văn bản", "22 tháng 4 năm 2024"),
            ("Thể loại văn bản", "Kế hoạch"), ("Trích yếu văn bản", SUBJECT),
            ("Tên cơ quan ban hành", "Ủy ban nhân dân huyện Lâm Khê"),
            ("Người ký", "Đang cập nhật"), ("Lĩnh vực", "Giáo dục và Đào tạo"),
            ("Lượt xem", "73"),
        )
    )  # fmt: skip
    return _page(
        "Văn bản",
        f"""<main><h1>Chi tiết văn bản</h1><dl class="row">{pairs}</dl><section
class="other"><h2>Văn bản cùng loại</h2><table>{_others()}</table></section></main>""",
    )


def _office_desk() -> str:
    rows = "".join(
        f'<tr><th scope="row">{label}</th><td>{value}</td><th scope="row">{label2}</th>'
        f"<td>{value2}</td></tr>"
        for label, value, label2, value2 in (
            ("Số đến", "1207", "Ngày đến", "25/04/2024"),
            ("Số ký hiệu", "45/KH-UBND", "Ngày văn bản", "22/04/2024"),
            ("Cơ quan ban hành", "UBND huyện Lâm Khê", "Loại văn bản", "Kế hoạch"),
            ("Người ký", "Bàn Văn Sơn", "Chức vụ", "Phó Chủ tịch"),
            ("Độ khẩn", "Thường", "Độ mật", "Thường"),
            ("Hạn xử lý", "15/05/2024", "Số trang", "4"),
        )
    )
    return _page(
        "Văn bản điều hành",
        f"""<div class="eoffice"><div class="left-pane"><ul><li><a href="#">Văn bản
đến</a></li><li><a href="#">Văn bản đi</a></li></ul></div><div class="right-pane"><div
class="caption">Thông tin văn bản</div><table class="tbl-vb">{rows}<tr><th scope="row">Trích
yếu</th><td colspan="3">{SUBJECT}</td></tr></table></div></div>""",
    )


def _images() -> str:
    pictures = "".join(
        f'<p><img src="/kh45-{n}.jpg" alt="Trang {n}"></p><p><em>Trang {n}/3</em></p>'
        for n in (1, 2, 3)
    )
    return _page(
        "Kế hoạch số 45/KH-UBND - UBND huyện Lâm Khê",
        f"""<div class="menu"><a href="/">Trang chủ</a></div><div
class="bai-viet"><h1>{HEADLINE}</h1><div
class="ngay">Ngày đăng: 30/04/2024 09:11</div><div class="noi-dung">{pictures}</div>
</div><div class="right-col"><h3>Tin khác</h3><ul><li><a href="/1">{OTHER_ROWS[0][2]}</a>
(02/01/2025)</li><li><a href="/2">{OTHER_ROWS[1][2]}</a> (28/12/2024)</li></ul></div>""",
    )


def _collapsed() -> str:
    rows = "".join(
        f'<div class="item"><label>{label}</label><p>{value}</p></div>'
        for label, value in (
            ("Số ký hiệu văn bản", "45/KH-UBND"), ("Ngày ban hành", "22/04/2024"),
            ("Loại văn bản", "Kế hoạch"), ("Cơ quan ban hành", "UBND huyện Lâm Khê"),
            ("Người ký", "Bàn Văn Sơn"), ("Trích yếu", SUBJECT),
        )
    )  # fmt: skip
    return _page(
        SUBJECT,
        f"""<div id="cookie-law-info-bar"><span>Trang này dùng cookie để phục vụ bạn tốt hơn. Bạn
đồng ý không? <a role="button">Đồng ý</a></span></div><div class="accordion"><h3><a
href="#thong-tin" aria-expanded="true">Thông tin</a></h3><div id="thong-tin">{rows}</div><h3><a
href="#toan-van" aria-expanded="false">Toàn văn</a></h3><div id="toan-van"
style="display: none">{_body()}</div></div><div id="lua-chon" hidden><p>Bộ lọc đã ẩn của trang, bạn
chọn năm ban hành và lĩnh vực để tìm các văn bản khác của huyện trong kho dữ liệu.</p></div>""",
    )
