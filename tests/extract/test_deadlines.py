"""Deadlines of sentences: which times bind, whom, and for whom, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import process_time
from typing import Any

import pytest

from extract.bodies import find_bodies
from extract.data_files import read_yaml
from extract.deadlines import find_deadlines
from extract.model import Block, BlockKind, Body, Deadline, Document, Header, Stated
from extract.times import find_times

ISSUED = "2023-09-14"
H, P, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM


def annotated(text: str, *blocks: Block, bodies: tuple[Body, ...] = ()) -> Document:
    blocks = blocks or (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    document = Document("test", text, blocks, Header(issued_on=Stated(ISSUED)), bodies=bodies)
    return replace(document, times=find_times(document))


def deadlines(text: str) -> tuple[Deadline, ...]:
    return find_deadlines(annotated(text))


def day(value: str) -> date:
    return date.fromisoformat(value)


DUE = [
    # before, at the latest
    ("Các trường gửi báo cáo về Sở trước ngày 30/9/2023.", "2023-09-30"),
    ("Chậm nhất ngày 30/9/2023, các trường gửi báo cáo về Sở.", "2023-09-30"),
    ("Hồ sơ nộp muộn nhất là ngày 30 tháng 9 năm 2023.", "2023-09-30"),
    ("Việc bàn giao phải xong trước 30/9.", "2023-09-30"),
    ("Tổng hợp số liệu trước 16 giờ ngày 30/9/2023.", "2023-09-30"),
    ("Sửa chữa phòng học xong trước khai giảng năm học 2024-2025.", "2024-09-04"),
    ("Chi trả chế độ trước Tết Nguyên đán.", "2024-02-09"),
    ("Hoàn thành kiểm kê trước tháng 12/2023.", "2023-11-30"),
    ("Báo cáo kết quả (trước ngày 30/9/2023) qua thư điện tử.", "2023-09-30"),
    ("Hoàn thành hồ sơ đối với lớp nêu tại mục 2 Kế hoạch này trước 30/9/2023.", "2023-09-30"),
    ("Hạn cuối nhận bài: 30/9/2023.", None),
    ("Năm 2024, hoàn thành việc xây nhà công vụ.", "2024-12-31"),
    ("Quý III năm 2024, Sở Nội vụ tổ chức tổng kết Đề án.", "2024-09-30"),
    ("Giải quyết dứt điểm hồ sơ còn tồn đọng vào năm 2024.", "2024-12-31"),
    ("Hoàn thành việc hỗ trợ đối với các hộ nêu trong danh sách đến hết năm 2025.", "2025-12-31"),
    ("Đưa cơ sở hai đi vào hoạt động trong quý II năm 2024.", "2024-06-30"),
    ("Hạn nộp: 30/9/2023.", "2023-09-30"),
    # within
    ("Hoàn thành rà soát trong tháng 10/2023.", "2023-10-31"),
    ("Trình Ủy ban nhân dân tỉnh trong quý IV/2023.", "2023-12-31"),
    ("Trong tháng 11 năm 2023, tổ chức hội thi cấp cụm.", "2023-11-30"),
    ("Hoàn thành việc sáp nhập trong năm 2024.", "2024-12-31"),
    ("Ban hành quy chế trong học kỳ I năm học 2023-2024.", "2024-01-15"),
    ("Sở ban hành hướng dẫn trong 6 tháng đầu năm 2024.", "2024-06-30"),
    ("Hoàn thành kiểm định vào cuối năm học 2023-2024.", "2024-05-31"),
    # until, from … to
    ("Hoàn thành kiên cố hóa trường lớp đến hết năm 2025.", "2025-12-31"),
    ("Tiếp nhận hồ sơ đến hết ngày 15/10/2023.", "2023-10-15"),
    ("Nộp hồ sơ từ ngày 01/10/2023 đến ngày 15/10/2023.", "2023-10-15"),
    ("Tiếp nhận hồ sơ đến tháng 6/2024.", "2024-06-30"),
    ("Tổng kết thực hiện Đề án vào năm 2025.", "2025-12-31"),
    ("Họp cha mẹ học sinh chậm nhất sau 02 tuần kể từ ngày khai giảng.", "2024-09-19"),
    ("Sở Y tế cung cấp số liệu dân cư trong quý II/2024.", "2024-06-30"),
    ("Sơ kết học kỳ I: tháng 01/2024.", "2024-01-31"),
    ("Các lớp hoàn thành kiểm tra cuối học kỳ I trước ngày 05/01/2024.", "2024-01-05"),
    ("Đến hết năm 2027, xóa toàn bộ phòng học tạm, phòng học nhờ.", "2027-12-31"),
    # labels
    ("Thời gian hoàn thành: Quý IV/2023.", "2023-12-31"),
    ("Thời hạn báo cáo: trước ngày 05/10/2023.", "2023-10-05"),
    ("Thời gian thực hiện: Từ tháng 10 đến tháng 12/2023.", "2023-12-31"),
    (
        "Ban hành quy định để rút gọn thủ tục, bảo đảm có hiệu lực trước ngày 01/3/2024.",
        "2024-03-01",
    ),
    ("Căn cứ kết quả thí điểm, trong năm 2024 Bộ sẽ tổng kết.", "2024-12-31"),
    ("Gửi cho đoàn công tác trước ngày 30/9/2023.", "2023-09-30"),
    ("Các tổ nộp danh sách về văn phòng vào sáng thứ Hai, 25/9/2023.", "2023-09-25"),
    ("Lập danh mục đầu tư: Sở Tài chính, quý I/2024.", "2024-03-31"),
    ("Các trường hoàn trả học phí đã thu cho phụ huynh trước ngày 30/9/2023.", "2023-09-30"),
    ("Xây dựng dự án Luật trình Chính phủ vào quý IV năm 2023.", "2023-12-31"),
    # counted
    ("Các phòng góp ý trong 05 ngày làm việc kể từ ngày ký; gửi về Văn phòng.", "2023-09-21"),
    ("Trả lời trong thời hạn 10 ngày kể từ ngày 20/9/2023.", "2023-09-30"),
]


@pytest.mark.parametrize(("text", "due_on"), DUE, ids=[case[0] for case in DUE])
def test_due_on(text: str, due_on: str | None) -> None:
    found = deadlines(text)
    assert [item.due_on for item in found] == ([day(due_on)] if due_on else [])


NONE = [
    "Thời gian tựu trường: ngày 28/8/2024.",
    "Báo cáo sơ kết học kỳ I theo mẫu.",
    "Học sinh nghỉ Tết từ ngày 05/02/2024 đến hết ngày 18/02/2024.",
    "Kế hoạch này thực hiện đến hết ngày 31/12/2025.",
    "Các trường hợp đăng ký sau ngày 15/10/2023 không được giải quyết.",
    "Đến ngày 25/02/2024, Sở đã phê duyệt xong quy hoạch.",
    "Việc giao nhận được thực hiện tính đến 31/12/2023.",
    "Thực hiện Công văn số 88/SGDĐT-VP ngày 20/12/2023 của Sở về báo cáo.",
    "Quyết định này có hiệu lực từ ngày 01/10/2023.",
    "Thông tư này thay thế Thông tư cũ kể từ ngày 01/10/2023.",
    "Triển khai Đề án trường học số giai đoạn 2021-2025, định hướng đến năm 2030.",
    "Ngày 01/9/2023, Sở tổ chức hội nghị tổng kết.",
    "Các đơn vị đã hoàn thành trước ngày 30/9/2023.",
    "Trẻ sinh trước ngày 01/01/2024 được tuyển vào lớp 1.",
    "Người được tuyển dụng trước ngày 01/10/2023 giữ nguyên mức lương.",
    "Thực hiện tốt nhiệm vụ năm học 2023-2024.",
    "Chuẩn bị cho kỳ thi tốt nghiệp năm 2024.",
    "Phấn đấu đến năm 2025 có 80% trường đạt chuẩn.",
    "Đến cuối năm học 2023-2024 đạt trên 95% học sinh học 2 buổi/ngày.",
    "Cân đối ngân sách hằng năm cho các trường.",
    "Theo Kế hoạch năm 2024 của tỉnh.",
    "Chính sách này áp dụng đến hết ngày 31/12/2023.",
    "Phương án thi tốt nghiệp được thực hiện từ năm 2025.",
    "Sở trả lời trong thời hạn 05 ngày kể từ ngày nhận đủ hồ sơ.",
    "Ban hành: 25/11/2023",
    "Cân đối kinh phí trong năm 2024.",
    "Lộ trình thực hiện từ ngày 01/7/2024 đến hết ngày 31/12/2030.",
    "a) Báo cáo quý: 01 lần/01 quý theo mẫu.",
    "Thực hiện đối với báo cáo định kỳ hằng tháng, quý.",
    "Căn cứ kết quả sơ kết hằng năm và tình hình triển khai.",
    "Đánh giá kết quả nhiệm vụ trong quý IV năm 2023.",
    "- Học kỳ II: Bắt đầu từ ngày 15/01/2024, hoàn thành chương trình theo kế hoạch.",
    "Hoàn thành chương trình và kết thúc năm học 2023-2024.",
    "Quản lý học sinh, tổ chức hoạt động trong thời gian nghỉ hè.",
    "Sở Tài chính tổng hợp, trình bố trí dự toán ngân sách nhà nước hằng năm theo quy định.",
    "Đối với hồ sơ được công bố theo Điều 7 Kế hoạch này trước ngày 01/01/2024 thì giữ nguyên.",
    "Người lao động chưa xuất cảnh trước ngày 15/5/2024 được bồi thường.",
    "Thời gian chốt số liệu báo cáo định kỳ hằng năm của đơn vị theo mẫu.",
    "Người tham gia hoàn thành nhiệm vụ đến hết năm 1958.",
    "Đề xuất phương án xử lý số vốn mà đến ngày 15/10/2023 các sở chưa phân bổ chi tiết.",
    "Quy định có hiệu lực trước ngày 01/3/2024 thì giữ nguyên.",
    "Thống kê số trường tại thời điểm ngày 31 tháng 12 năm báo cáo.",
    "Thực hiện tuần tự trong từng cấp học, chậm nhất từ năm học 2023-2024.",
    "Hoàn thành sản phẩm của giai đoạn trước năm 2025 theo quy hoạch.",
    "Giải quyết khoản vay đã được ngân hàng tiếp nhận trước ngày 01/3/2024.",
    "Tổng hợp, trình phê duyệt phương án phân bổ vốn sự nghiệp hằng năm cho các sở.",
    "Báo cáo Quý II từ ngày 15 của tháng cuối quý trước đến ngày 14 của tháng cuối quý báo cáo.",
    "Xây dựng và hoàn thành Kế hoạch thời gian năm học 2023-2024.",
    "Tổng hợp kết quả trong báo cáo tuyển sinh hằng năm của trường.",
    "Sở quy định mẫu báo cáo định kỳ hằng năm.",
    "Ngoài báo cáo định kỳ hằng năm, các trường báo cáo đột xuất.",
    "Trích quỹ hỗ trợ các hoạt động tổng kết, sơ kết hằng năm.",
    "Căn cứ kế hoạch kiểm tra, thanh tra hằng năm, thủ trưởng ra quyết định kiểm tra.",
    "Hỗ trợ tiền đi lại cho thân nhân mỗi năm một lần.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_deadline(text: str) -> None:
    assert deadlines(text) == ()


RECURRING = [
    ("Định kỳ hằng quý, các trường báo cáo Phòng.", "FREQ=MONTHLY;INTERVAL=3"),
    ("Các trường báo cáo trước ngày 25 hằng tháng.", "FREQ=MONTHLY;BYMONTHDAY=25"),
    ("Hằng năm, tổng hợp gửi Sở trước ngày 15/12.", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
    ("Giao Văn phòng theo dõi, báo cáo Chủ tịch UBND tỉnh hằng tháng.", "FREQ=MONTHLY"),
    ("d) Hằng năm, tiến hành rà soát các trường chưa đạt.", "FREQ=YEARLY"),
    ("Định kỳ 6 tháng, hằng năm, Sở tổ chức sơ kết, đánh giá.", "FREQ=YEARLY"),
    ("Báo cáo định kỳ 6 tháng về Sở Nội vụ.", "FREQ=MONTHLY;INTERVAL=6"),
    ("Tổng hợp kết quả (gồm số hộ đã nhận) định kỳ hằng quý gửi về Sở.", "FREQ=MONTHLY;INTERVAL=3"),
    ("- Quý: Ngày 25 tháng cuối quý báo cáo.", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
    (
        "Gửi báo cáo theo từng năm học trước ngày 31/10 hằng năm.",
        "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=31",
    ),
    ("Báo cáo định  kỳ hàng quý và hằng năm cho Sở.", "FREQ=YEARLY"),
    ("Công khai kết quả giải ngân hằng tháng trên trang thông tin của Sở.", "FREQ=MONTHLY"),
    ("Thời gian thực hiện: Hằng năm.", "FREQ=YEARLY"),
    ("Báo cáo nội bộ: Định kỳ tối thiểu hằng quý.", "FREQ=MONTHLY;INTERVAL=3"),
    ("Báo cáo tiến độ thực hiện 3 tháng một lần.", "FREQ=MONTHLY;INTERVAL=3"),
    (
        "Hằng năm, các sở, ngành và Ủy ban nhân dân các huyện, thị xã, thành phố thuộc tỉnh "
        "báo cáo kết quả về Sở Nội vụ.",
        "FREQ=YEARLY",
    ),
    ("Các tổ định kỳ báo cáo Ban Giám hiệu vào cuối mỗi học kỳ.", "FREQ=YEARLY;BYMONTH=1,5"),
    ("Định kỳ cuối học kỳ I và cuối học kỳ II, các tổ tổng hợp.", "FREQ=YEARLY;BYMONTH=5"),
    ("Phòng phê duyệt kế hoạch trước 30/4 hằng năm.", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30"),
    ("Trước ngày 01/6 hằng năm, Sở Tài chính:", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"),
    ("Phối hợp với Sở Y tế lập kế hoạch vào tháng 7 hằng năm.", "FREQ=YEARLY;BYMONTH=7"),
    (
        "Định kỳ hằng quý (theo mẫu số 02) hoặc đột xuất, các trường báo cáo.",
        "FREQ=MONTHLY;INTERVAL=3",
    ),
    (
        "Chậm nhất tháng 11 hằng năm, chuyển kinh phí đợt 2 cho các trường.",
        "FREQ=YEARLY;BYMONTH=11",
    ),
    ("Các phòng gửi báo cáo hoạt động hằng năm đến Sở.", "FREQ=YEARLY"),
    ("Các tổ chuyên môn hằng tháng báo cáo Hiệu trưởng.", "FREQ=MONTHLY"),
    ("Hằng năm, căn cứ nhu cầu của người học, các trường tổ chức tuyển sinh.", "FREQ=YEARLY"),
    ("g) Tần suất thực hiện báo cáo: Báo cáo định kỳ hằng năm.", "FREQ=YEARLY"),
    (
        "Quỹ (ngoài báo cáo theo Điều 5) thực hiện báo cáo định kỳ hằng quý.",
        "FREQ=MONTHLY;INTERVAL=3",
    ),
    ("Vận hành thử máy phát điện ít nhất 03 tháng một lần.", "FREQ=MONTHLY;INTERVAL=3"),
]


@pytest.mark.parametrize(("text", "rule"), RECURRING)
def test_recurring(text: str, rule: str) -> None:
    found = deadlines(text)
    assert rule in [item.recurrence for item in found]
    assert all(item.due_on is None for item in found)


def test_a_line_that_says_how_often_gives_way_to_the_days_beside_it() -> None:
    lines = (
        "d) Thời hạn gửi báo cáo: ngày 15 tháng 12 hằng năm;",
        "đ) Tần suất: định kỳ hằng năm.",
    )
    text = "\n".join(lines)
    second = len(lines[0]) + 1
    blocks = (Block(ITEM, 0, second - 1), Block(ITEM, second, len(text)))
    found = find_deadlines(annotated(text, *blocks))
    assert [item.recurrence for item in found] == ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"]


def test_a_rhythm_with_its_day_is_one_deadline() -> None:
    found = deadlines("Báo cáo định kỳ 6 tháng (trước ngày 10/6) và hằng năm (trước ngày 10/12).")
    assert [item.recurrence for item in found] == [
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10",
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10",
    ]
    found = deadlines("Hằng năm, tự kiểm tra trước ngày 10/10, báo cáo Sở trước ngày 20/10.")
    assert [item.text for item in found] == ["trước ngày 10/10", "trước ngày 20/10"]
    (only,) = deadlines("Báo cáo định kỳ hằng tháng: trước ngày 25.")
    assert only.recurrence == "FREQ=MONTHLY;BYMONTHDAY=25"


LETTER = [
    (P, None, "Kính gửi:"),
    (ITEM, 1, "- Hiệu trưởng các trường trung học."),
    (P, None, "Thực hiện kế hoạch năm học, Sở yêu cầu các đơn vị thực hiện như sau:"),
    (ITEM, 1, "1. Gửi kế hoạch trước ngày 30/9/2023."),
    (P, None, "Quá trình thực hiện có vướng mắc, phản ánh trước ngày 05/10/2023."),
]


def test_a_letter_charges_whom_it_addresses_where_it_names_nobody_else() -> None:
    assert leads(LETTER) == [("các đơn vị",), ("Hiệu trưởng các trường trung học",)]


def test_a_letter_upwards_charges_nobody() -> None:
    upwards = [
        (P, None, "Kính gửi: Bộ Giáo dục và Đào tạo."),
        (P, None, "Đề án sẽ hoàn thành trước ngày 30/9/2023."),
    ]
    assert leads(upwards) == [()]


def test_a_letter_that_orders_in_its_first_paragraph() -> None:
    text = (
        "Theo đề nghị của Bộ Nội vụ tại Công văn số 88/BNV-VP ngày 01/9/2023, UBND tỉnh giao "
        "Sở Nội vụ tham mưu, báo cáo trước ngày 30/9/2023."
    )
    (found,) = find_deadlines(annotated(text, Block(BlockKind.BASIS, 0, len(text))))
    assert (found.due_on, found.lead) == (date(2023, 9, 30), ("Sở Nội vụ",))


def test_a_timeline() -> None:
    lines = [
        (ITEM, 1, "- Tháng 10: Kiện toàn ban chỉ đạo."),
        (ITEM, 1, "- Từ tháng 11 đến tháng 12/2023: Điều tra, cập nhật số liệu."),
        (ITEM, 1, "- Tháng 3/2024: Sở Nội vụ kiểm tra các xã."),
        (ITEM, 1, "- Năm học 2022-2023: 12 trường."),
    ]
    text, blocks = blocks_of(lines)
    found = find_deadlines(annotated(text, *blocks))
    assert [(item.due_on, item.lead) for item in found] == [
        (date(2023, 10, 31), ()),
        (date(2023, 12, 31), ()),
        (date(2024, 3, 31), ("Sở Nội vụ",)),
    ]
    assert {item.rule for item in found} == {"timeline"}


def test_vague_is_marked() -> None:
    (found,) = deadlines("Sửa chữa phòng học xong trước khai giảng năm học 2024-2025.")
    assert found.vague
    (found,) = deadlines("Sửa chữa phòng học xong trước ngày 01/9/2024.")
    assert not found.vague


ACTORS = [
    (
        "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tham mưu phương án trước 30/9/2023.",
        ("Sở Nội vụ",),
        ("Sở Tài chính",),
        None,
    ),
    (
        "Sở Nội vụ báo cáo UBND tỉnh trước ngày 30/9/2023.",
        ("Sở Nội vụ",),
        (),
        "UBND tỉnh",
    ),
    (
        "Đề nghị các đơn vị gửi danh sách về Văn phòng Sở trước ngày 30/9/2023.",
        ("các đơn vị",),
        (),
        "Văn phòng Sở",
    ),
    (
        "Trước ngày 30/9/2023, các trường trung học nộp kế hoạch.",
        ("các trường trung học",),
        (),
        None,
    ),
    (
        "Định kỳ hằng quý, hằng năm, Sở Y tế tổng hợp, báo cáo UBND tỉnh.",
        ("Sở Y tế",),
        (),
        "UBND tỉnh",
    ),
    (
        "Phòng Tổ chức cán bộ chủ trì rà soát; hoàn thành trước ngày 30/9/2023.",
        ("Phòng Tổ chức cán bộ",),
        (),
        None,
    ),
    (
        "Yêu cầu Thủ trưởng các đơn vị báo cáo trước ngày 30/9/2023.",
        ("Thủ trưởng các đơn vị",),
        (),
        None,
    ),
    ("Hoàn thành trước ngày 30/9/2023.", (), (), None),
    (
        "Kế hoạch của Ủy ban nhân dân tỉnh phải được ban hành trước ngày 30/9/2023.",
        ("Ủy ban nhân dân tỉnh",),
        (),
        None,
    ),
    (
        "Phòng Kế hoạch (chủ trì), Văn phòng (phối hợp): rà soát, hoàn thành trước 30/9/2023.",
        ("Phòng Kế hoạch",),
        ("Văn phòng",),
        None,
    ),
    (
        "Đối với cấp trung học, các phòng chuyên môn nộp hồ sơ trước ngày 30/9/2023.",
        ("các phòng chuyên môn",),
        (),
        None,
    ),
    (
        "Sau khi hoàn thành, các đơn vị báo cáo kết quả trước ngày 30/9/2023.",
        ("các đơn vị",),
        (),
        None,
    ),
    (
        "Trước ngày 10 hằng tháng, bộ phận kế toán đối chiếu, báo cáo Hiệu trưởng.",
        ("bộ phận kế toán",),
        (),
        "Hiệu trưởng",
    ),
    (
        "Các cấp ủy, tổ chức đảng tổ chức quán triệt, hoàn thành trong tháng 9/2023.",
        ("Các cấp ủy, tổ chức đảng",),
        (),
        None,
    ),
    (
        "Các sở, ngành; UBND các huyện căn cứ Kế hoạch gửi báo cáo trước ngày 30/9/2023.",
        ("Các sở, ngành; UBND các huyện",),
        (),
        None,
    ),
    (
        "Đề nghị Ban Tuyên giáo Tỉnh ủy chỉ đạo tuyên truyền trước ngày 30/9/2023.",
        ("Ban Tuyên giáo Tỉnh ủy",),
        (),
        None,
    ),
    (
        "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính lập đề án. Hoàn thành trước ngày 30/9/2023.",
        ("Sở Nội vụ",),
        ("Sở Tài chính",),
        None,
    ),
    (
        "Trên cơ sở đề nghị của UBND huyện, Sở Xây dựng chủ trì lập đề án trước 30/9/2023.",
        ("Sở Xây dựng",),
        (),
        None,
    ),
    (
        "Trước ngày 30/9/2023, có hướng dẫn cụ thể các sở, cơ quan, địa phương về hợp đồng.",
        (),
        (),
        None,
    ),
    (
        "Sở phân bổ dự toán; đồng thời uỷ quyền cho các phòng giao dự toán trước ngày 30/9/2023.",
        ("các phòng",),
        (),
        None,
    ),
    (
        "Sở Nội vụ gửi dự thảo trước ngày 30/9/2023, đề nghị các phòng góp ý.",
        ("Sở Nội vụ",),
        (),
        None,
    ),
    (
        "Các chi nhánh báo cáo Ngân hàng Nhà nước trước ngày 30/9/2023.",
        (),
        (),
        "Ngân hàng Nhà nước",
    ),
    (
        "Rà soát các điểm trường (Sở Nội vụ chủ trì, hoàn thành trước ngày 30/9/2023).",
        ("Sở Nội vụ",),
        (),
        None,
    ),
    (
        "Căn cứ kế hoạch quản lý, bảo trì được duyệt, Bộ Xây dựng hoàn thành trước ngày 30/9/2023.",
        ("Bộ Xây dựng",),
        (),
        None,
    ),
    (
        "Giao Bộ Tư pháp chủ trì cùng với Bộ Nội vụ rà soát, hoàn thành trước ngày 30/9/2023.",
        ("Bộ Tư pháp",),
        ("Bộ Nội vụ",),
        None,
    ),
    ("Đáp ứng yêu cầu hội nhập, trình Chính phủ trong quý IV/2023.", (), (), "Chính phủ"),
    ("Thí sinh nộp đơn phúc khảo trước ngày 30/9/2023.", ("Thí sinh",), (), None),
    ("Thời hạn Bộ Nội vụ gửi báo cáo: trước ngày 30/9/2023.", ("Bộ Nội vụ",), (), None),
    (
        "Ngân hàng Nhà nước và các cơ quan quản lý ngành báo cáo trước ngày 30/9/2023.",
        ("Ngân hàng Nhà nước và các cơ quan quản lý ngành",),
        (),
        None,
    ),
    (
        "Giao Văn phòng tham mưu lãnh đạo báo cáo Bộ Nội vụ trước ngày 30/9/2023.",
        ("Văn phòng",),
        (),
        "Bộ Nội vụ",
    ),
]


@pytest.mark.parametrize(("text", "lead", "cooperating", "addressee"), ACTORS)
def test_actors(
    text: str, lead: tuple[str, ...], cooperating: tuple[str, ...], addressee: str | None
) -> None:
    found = deadlines(text)[0]
    assert (found.lead, found.cooperating, found.addressee) == (lead, cooperating, addressee)


def blocks_of(lines: list[tuple[BlockKind, int | None, str]]) -> tuple[str, tuple[Block, ...]]:
    text, blocks = "", []
    for kind, level, line in lines:
        blocks.append(Block(kind, len(text), len(text) + len(line), level))
        text += line + "\n"
    return text, tuple(blocks)


def leads(lines: list[tuple[BlockKind, int | None, str]]) -> list[tuple[str, ...]]:
    text, blocks = blocks_of(lines)
    return [item.lead for item in find_deadlines(annotated(text, *blocks))]


def test_a_heading_charges_what_stands_below_it() -> None:
    assert leads(
        [
            (H, 1, "III. TỔ CHỨC THỰC HIỆN"),
            (H, 2, "1. Sở Giáo dục và Đào tạo"),
            (ITEM, 3, "a) Ban hành hướng dẫn trước ngày 30/9/2023."),
            (P, None, "Tổng hợp, báo cáo trước ngày 30/11/2023."),
            (H, 2, "2. Các sở, ban, ngành"),
            (ITEM, 3, "a) Gửi kế hoạch trước ngày 15/10/2023."),
            (H, 1, "IV. KINH PHÍ"),
            (P, None, "Quyết toán trước ngày 31/12/2023."),
        ]
    ) == [
        ("Sở Giáo dục và Đào tạo",),
        ("Sở Giáo dục và Đào tạo",),
        ("Các sở, ban, ngành",),
        (),
    ]


def test_the_title_of_an_annex_charges_and_a_signer_does_not() -> None:
    assert leads(
        [
            (H, 1, "GIÁM ĐỐC"),
            (P, None, "Nộp danh sách trước ngày 05/10/2023."),
            (BlockKind.TITLE, None, "NHIỆM VỤ CỦA CÁC SỞ, NGÀNH"),
            (BlockKind.TITLE, None, "TRONG TRIỂN KHAI ĐỀ ÁN"),
            (H, 1, "I. NHIỆM VỤ CHUNG"),
            (ITEM, 2, "1. Rà soát dữ liệu, hoàn thành trong tháng 10/2023."),
            (BlockKind.TITLE, None, "DANH MỤC BÁO CÁO"),
            (ITEM, 2, "1. Nộp kết quả rà soát trước ngày 30/11/2023."),
        ]
    ) == [(), ("CÁC SỞ, NGÀNH",), ()]


def test_an_opening_with_a_colon_charges() -> None:
    assert leads(
        [
            (P, None, "Giao Sở Nội vụ:"),
            (ITEM, 1, "- Trình đề án trước ngày 30/9/2023."),
            (ITEM, 1, "- Phòng Công chức: Nộp danh sách trước ngày 05/10/2023."),
        ]
    ) == [("Sở Nội vụ",), ("Phòng Công chức",)]


def test_a_heading_that_acts_charges_with_its_partners() -> None:
    text, blocks = blocks_of(
        [
            (H, 2, "3. Sở Tài chính chủ trì, phối hợp với các cơ quan, địa phương:"),
            (ITEM, 3, "a) Trình phương án vốn trước ngày 30/9/2023."),
            (P, None, "90"),
            (P, None, "và báo cáo kết quả trước ngày 30/10/2023."),
            (ITEM, 3, "b) Sở Xây dựng thẩm định trước ngày 30/11/2023."),
            (ITEM, 3, "c) Đối với các đơn vị chưa xây dựng kho số: nộp hồ sơ trước 30/12/2023."),
        ]
    )
    found = find_deadlines(annotated(text, *blocks))
    assert [(item.lead, item.cooperating) for item in found] == [
        (("Sở Tài chính",), ("các cơ quan, địa phương",)),
        (("Sở Tài chính",), ("các cơ quan, địa phương",)),
        (("Sở Xây dựng",), ()),
        (("các đơn vị chưa xây dựng kho số",), ()),
    ]


def test_a_sentence_that_a_page_break_cut() -> None:
    text, blocks = blocks_of(
        [
            (P, None, "Trên cơ sở đề xuất của các trường, Sở Tài chính khẩn trương cùng các cơ"),
            (P, None, "quan rà soát, trình Ủy ban trước ngày 30/9/2023."),
        ]
    )
    (found,) = find_deadlines(annotated(text, *blocks))
    assert found.lead == ("Sở Tài chính",)


def test_a_label_below_a_paragraph() -> None:
    text, blocks = blocks_of(
        [
            (P, None, "Sở Xây dựng tổng hợp danh sách, chuyển gửi Sở Tài chính thẩm định."),
            (P, None, "Thời gian hoàn tất: trước ngày 30 tháng 8 năm 2023."),
        ]
    )
    (found,) = find_deadlines(annotated(text, *blocks))
    assert found.lead == ("Sở Xây dựng",)
    assert found.task == "Sở Xây dựng tổng hợp danh sách, chuyển gửi Sở Tài chính thẩm định"
    assert found.due_on == date(2023, 8, 30)  # a plan may be signed after its first steps


def test_the_sentence_comes_before_the_heading() -> None:
    assert leads(
        [
            (H, 2, "1. Sở Nội vụ"),
            (ITEM, 3, "a) Sở Tài chính chủ trì thẩm định, hoàn thành trước ngày 30/9/2023."),
        ]
    ) == [("Sở Tài chính",)]


def test_labelled_lines_belong_to_one_task() -> None:
    text, blocks = blocks_of(
        [
            (ITEM, 2, "1. Xây dựng kho học liệu dùng chung"),
            (ITEM, 3, "- Đơn vị chủ trì: Phòng Giáo dục Trung học."),
            (ITEM, 3, "- Đơn vị phối hợp: Văn phòng Sở."),
            (ITEM, 3, "- Thời gian hoàn thành: Quý I/2024."),
            (ITEM, 3, "- Sản phẩm: Kho học liệu."),
        ]
    )
    (found,) = find_deadlines(annotated(text, *blocks))
    assert found.due_on == date(2024, 3, 31)
    assert found.lead == ("Phòng Giáo dục Trung học",)
    assert found.cooperating == ("Văn phòng Sở",)
    assert found.product == "Kho học liệu"
    assert found.task == "Xây dựng kho học liệu dùng chung"


def test_lettered_labels_belong_to_one_task() -> None:
    text, blocks = blocks_of(
        [
            (ITEM, 3, "a) Nội dung: Nâng cấp đường truyền."),
            (ITEM, 3, "b) Cơ quan chủ trì: Sở Xây dựng."),
            (ITEM, 3, "c) Cơ quan phối hợp: Sở Tài chính."),
            (ITEM, 3, "d) Thời gian thực hiện: Tháng 3 - tháng 10/2024."),
        ]
    )
    (found,) = find_deadlines(annotated(text, *blocks))
    assert (found.lead, found.cooperating) == (("Sở Xây dựng",), ("Sở Tài chính",))
    assert found.due_on == date(2024, 10, 31)


def test_bodies_give_full_names() -> None:
    text = "Giao Sở GDĐT báo cáo UBND tỉnh trước ngày 30/9/2023."
    bodies = (
        Body(5, 12, "Sở GDĐT", "test", "Sở Giáo dục và Đào tạo tỉnh Lào Cai"),
        Body(21, 30, "UBND tỉnh", "test", "Ủy ban nhân dân tỉnh Lào Cai"),
    )
    (found,) = find_deadlines(annotated(text, bodies=bodies))
    assert found.lead == ("Sở Giáo dục và Đào tạo tỉnh Lào Cai",)
    assert found.addressee == "Ủy ban nhân dân tỉnh Lào Cai"


def test_the_evidence() -> None:
    text = "Mở đầu đoạn văn. Các trường nộp kế hoạch trước ngày 30/9/2023. Kết thúc."
    (found,) = deadlines(text)
    assert text[slice(*found.sentence)] == "Các trường nộp kế hoạch trước ngày 30/9/2023."
    assert text[found.start : found.end] == found.text == "trước ngày 30/9/2023"
    assert found.task == "Các trường nộp kế hoạch"
    assert found.block == 0


@pytest.mark.parametrize("example", read_yaml("extract.deadlines", "data/duties.yaml")["examples"])
def test_duty_examples(example: dict[str, Any]) -> None:
    found = [item.due_on for item in deadlines(example["text"])]
    assert found == [day(value) for value in example["due_on"]]


@pytest.mark.parametrize("example", read_yaml("extract.deadlines", "data/actors.yaml")["examples"])
def test_actor_examples(example: dict[str, Any]) -> None:
    (found,) = deadlines(example["text"])
    assert list(found.lead) == example["lead"]
    assert list(found.cooperating) == example["with"]
    assert found.addressee == example.get("addressee")


@pytest.mark.parametrize("kind", [BlockKind.TITLE, BlockKind.HEADER, BlockKind.SIGNATURE])
def test_blocks_that_set_none(kind: BlockKind) -> None:
    text = "Báo cáo trước ngày 30/9/2023"
    assert find_deadlines(annotated(text, Block(kind, 0, len(text)))) == ()


@pytest.mark.parametrize("head", ["1. Trách nhiệm của Sở Y tế", "1. Đối với Sở Y tế:"])
def test_a_heading_that_names_whose_duty_follows(head: str) -> None:
    duty = "a) Gửi báo cáo trước ngày 05/10/2023."
    text = f"{head}\n{duty}"
    blocks = (Block(H, 0, len(head), level=4), Block(ITEM, len(head) + 1, len(text), level=5))
    (found,) = find_deadlines(annotated(text, *blocks))
    assert found.lead == ("Sở Y tế",)


def test_a_rule_does_not_count_from_its_own_day_unless_it_says_so() -> None:
    text = "Công khai trong thời hạn 05 ngày kể từ ngày ban hành."
    block = Block(P, 0, len(text))
    header = Header(issued_on=Stated(ISSUED), type=Stated("Thông tư"))
    document = Document("test", text, (block,), header)
    assert find_deadlines(replace(document, times=find_times(document))) == ()


def test_a_paragraph_that_makes_responsible_charges_for_its_items() -> None:
    parts = [
        "Phòng Kế hoạch có trách nhiệm:",
        "a) Hoàn thành kiểm kê trước ngày 30/9/2023.",
        "b) Gửi báo cáo về Sở trước ngày 05/10/2023.",
    ]
    text, blocks, start = "\n".join(parts), [], 0
    for kind, part in zip((P, ITEM, ITEM), parts, strict=True):
        blocks.append(Block(kind, start, start + len(part), level=None if kind is P else 5))
        start += len(part) + 1
    found = find_deadlines(annotated(text, *blocks))
    assert [item.lead for item in found] == [("Phòng Kế hoạch",)] * 2


def test_a_labelled_line_that_says_more_than_a_time() -> None:
    lines = [
        (ITEM, 1, "2. Nhập dữ liệu"),
        (ITEM, 2, "- Thời gian: xong trước ngày 30/9/2023."),
        (ITEM, 2, "- Đơn vị thực hiện: Phòng Kế hoạch."),
    ]
    assert leads(lines) == [("Phòng Kế hoạch",)]


@pytest.mark.parametrize(
    "head",
    [
        "Điều 6. Quy định về báo cáo của các bộ, ngành",
        "3. Cơ quan quản lý nhà nước về thủy sản có trách nhiệm:",
        "1. Tổ chức, cá nhân quy định tại Điều 9 gửi báo cáo gồm các nội dung sau:",
    ],
)
def test_a_heading_whose_matter_or_duty_is_somebodys(head: str) -> None:
    named = {
        "Đ": "các bộ, ngành",
        "3": "Cơ quan quản lý nhà nước về thủy sản",
        "1": "Tổ chức, cá nhân",
    }
    (found,) = leads([(H, 1, head), (ITEM, 2, "a) Báo cáo năm trước ngày 30/9/2023;")])
    assert len(found) == 1
    assert found[0].startswith(named[head[0]].split(" nhà nước")[0])


def test_a_heading_whose_body_of_two_levels_has_a_duty() -> None:
    head = "Điều 7. Phòng Nội vụ quận - huyện có nhiệm vụ"
    (found,) = leads([(H, 1, head), (ITEM, 2, "1. Báo cáo năm trước ngày 30/9/2023.")])
    assert found == ("Phòng Nội vụ quận - huyện",)


def test_rhythms_in_a_row_are_of_one_duty() -> None:
    text = "Hằng tháng, quý, hằng năm, các phòng rà soát tiến độ."
    rules = annotated(text)
    rules = replace(rules, header=replace(rules.header, type=Stated("Thông tư")))
    found = find_deadlines(rules)
    assert [item.recurrence for item in found] == [
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;INTERVAL=3",
        "FREQ=YEARLY",
    ]


def test_a_rule_in_its_new_words_is_no_title() -> None:
    text = "Sửa đổi khoản 2 như sau: “2. Các trường báo cáo kết quả trước ngày 20/10/2023.”"
    (found,) = deadlines(text)
    assert found.due_on == day("2023-10-20")
    assert deadlines("Phát động thi đua “Trường em báo cáo trước ngày 20/10/2023”.") == ()


def test_a_branch_is_not_its_head_office() -> None:
    text = "Ngân hàng Nhà nước Khu vực 4 gửi báo cáo trước ngày 30/9/2023."
    name = "Ngân hàng Nhà nước Việt Nam"
    (found,) = find_deadlines(annotated(text, bodies=(Body(0, 18, name, "named", name),)))
    assert found.lead == ("Ngân hàng Nhà nước Khu vực 4",)


def test_semicolons_between_bodies_part_no_answers() -> None:
    lines = [
        (P, None, "Đơn vị chủ trì: Sở Nội vụ"),
        (P, None, "Đơn vị phối hợp: Sở Tài chính; Sở Y tế"),
        (P, None, "Thời gian thực hiện: Tháng 10/2023"),
    ]
    text, blocks = blocks_of(lines)
    (found,) = find_deadlines(annotated(text, *blocks))
    assert found.cooperating == ("Sở Tài chính; Sở Y tế",)


def test_the_level_behind_a_name_and_a_unit_before_it_belong_to_it() -> None:
    text = "Ban Chỉ đạo xã, Tổ Thể chất Phòng Giáo dục nộp hồ sơ trước ngày 30/9/2023."
    board, office = text.find("Ban Chỉ đạo"), text.find("Phòng Giáo dục")
    bodies = (
        Body(board, board + 11, "Ban Chỉ đạo", "named", "Ban Chỉ đạo"),
        Body(office, office + 14, "Phòng Giáo dục", "named", "Phòng Giáo dục"),
    )
    (found,) = find_deadlines(annotated(text, bodies=bodies))
    assert found.lead == ("Ban Chỉ đạo xã", "Tổ Thể chất Phòng Giáo dục")


@pytest.mark.parametrize("clause", ["báo cáo trước ngày 15/10/2023, ", "nộp hạn 15/10/2023; "])
def test_time_grows_with_the_text(clause: str) -> None:
    def seconds(times: int) -> float:
        document = annotated(clause * times)
        start = process_time()
        find_deadlines(document)
        return process_time() - start

    assert min(seconds(1600) for _ in range(2)) < 13 * min(seconds(200) for _ in range(3))


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        (
            "Bộ Tài chính chủ trì, phối hợp với các Bộ: Y tế, Xây dựng, Nội vụ và Ủy ban nhân dân "
            "các tỉnh trình Chính phủ trước ngày 30/9/2023.",
            ("Bộ Y tế", "Bộ Xây dựng", "Bộ Nội vụ", "Ủy ban nhân dân các tỉnh"),
        ),
        (
            "Bộ Công an chủ trì, phối hợp với các Bộ Quốc phòng, Ngoại giao, Tư pháp xây dựng "
            "đề án, trình Chính phủ trong tháng 10/2023.",
            ("Bộ Quốc phòng", "Bộ Ngoại giao", "Bộ Tư pháp"),
        ),
    ],
)
def test_words_within_a_name_do_not_end_a_list_of_bodies(
    text: str, partners: tuple[str, ...]
) -> None:
    document = annotated(text)
    (deadline,) = find_deadlines(replace(document, bodies=find_bodies(document)))
    assert deadline.cooperating == partners
