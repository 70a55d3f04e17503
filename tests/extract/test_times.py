"""Expressions of time: values, bounds and limits, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from extract.model import Block, BlockKind, Document, Header, Stated, Time
from extract.times import find_times

ISSUED = "2023-09-14"


def times(
    text: str,
    issued_on: str | None = ISSUED,
    title: str | None = None,
    kind: str = "Kế hoạch",
) -> tuple[Time, ...]:
    header = Header(issued_on=Stated(issued_on), title=Stated(title), type=Stated(kind))
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    return find_times(Document(source="test", text=text, blocks=blocks, header=header))


def only(text: str, issued_on: str | None = ISSUED, title: str | None = None) -> Time:
    found = times(text, issued_on, title)
    assert len(found) == 1, [time.text for time in found]
    return found[0]


VALUES = [
    # days
    ("Nộp ngày 05/10/2023.", "2023-10-05"),
    ("Nộp ngày 5/10/2023.", "2023-10-05"),
    ("Nộp ngày 05-10-2023.", "2023-10-05"),
    ("Nộp ngày 05.10.2023.", "2023-10-05"),
    ("Nộp ngày 5/10/23.", "2023-10-05"),
    ("Nộp ngày 05 tháng 10 năm 2023.", "2023-10-05"),
    ("Nộp ngày 05 tháng 10, năm 2023.", "2023-10-05"),
    ("Nộp ngày 05 tháng 10/2023.", "2023-10-05"),
    ("Nộp ngày 05\ntháng 10 năm 2023.", "2023-10-05"),
    ("Nộp ngày 05\u00a0tháng 10 năm 2023.", "2023-10-05"),
    ("Nộp ngày 05 / 10 / 2023.", "2023-10-05"),
    ("Họp (05/10/2023) tại Sở.", "2023-10-05"),
    ("Cập nhật 2023-10-05.", "2023-10-05"),
    ("Nộp ngày năm tháng mười năm 2023.", "2023-10-05"),
    ("Nộp mùng 5 tháng 10 năm 2023.", "2023-10-05"),
    ("Nộp ngày 05/10.", "2023-10-05"),
    ("Nộp ngày 05 tháng 10.", "2023-10-05"),
    ("Nộp ngày 20/01.", "2024-01-20"),
    ("Nộp ngày 20 tháng này.", "2023-09-20"),
    ("Nộp ngày 05/10 năm nay.", "2023-10-05"),
    ("Thi các ngày 05, 06 và 07/10/2023.", "2023-10-05/2023-10-07"),
    ("Thi các ngày 05 và 12/10/2023.", "{2023-10-05,2023-10-12}"),
    ("Thi ngày 05 - 07/10/2023.", "2023-10-05/2023-10-07"),
    ("Thi ngày 05-07 tháng 10 năm 2023.", "2023-10-05/2023-10-07"),
    ("Thi ngày 15,16/10/2023.", "2023-10-15/2023-10-16"),
    ("Thi vào các ngày 18, 20, 22 tháng 10 năm 2023.", "{2023-10-18,2023-10-20,2023-10-22}"),
    ("Thi ngày 15, ngày 16 và ngày 17 tháng 10 năm 2023.", "2023-10-15/2023-10-17"),
    ("Thi trong 02 ngày, 15-16/10/2023.", "2023-10-15/2023-10-16"),
    ("Thi 15-20/10/2023.", "2023-10-15/2023-10-20"),
    ("Thi trong 03 ngày: 24, 25 và 26 tháng 10 năm 2023.", "2023-10-24/2023-10-26"),
    ("Nộp ngày 25 (hai mươi lăm) tháng 10 năm 2023.", "2023-10-25"),
    ("Nộp ngày 25 của tháng 10.", "2023-10-25"),
    ("Thi từ 15 đến 20/10.", "2023-10-15/2023-10-20"),
    ("Thi từ 26 đến 29 tháng 6 năm 2024.", "2024-06-26/2024-06-29"),
    ("Thi từ 15/10/2023-20/10/2023.", "2023-10-15/2023-10-20"),
    ("Thi (từ 15/10-20/10).", "2023-10-15/2023-10-20"),
    ("Họp thứ Sáu, 22/9.", "2023-09-22"),
    ("Dịp Ngày Nhà giáo Việt Nam 20/11.", "2023-11-20"),
    ("Mít tinh Ngày Pháp luật Việt Nam (09/11).", "2023-11-09"),
    ("Nộp ngày 5 tháng mười một năm 2023.", "2023-11-05"),
    ("Nộp chậm nhất vào ngày 15/10 tới.", "2023-10-15"),
    # times of day
    ("Nộp trước 16g30 ngày 22/9/2023.", "2023-09-22T16:30:00"),
    ("Nộp trước 17h ngày 15/9.", "2023-09-15T17:00:00"),
    ("Nộp từ ngày 01 đến 17 giờ ngày 10/5/2024.", "2024-05-01/2024-05-10T17:00:00"),
    (
        "Nộp từ 8h00 ngày 01/10 đến 17h00 ngày 05/10/2023.",
        "2023-10-01T08:00:00/2023-10-05T17:00:00",
    ),
    ("Họp 14h00 ngày 05/10/2023.", "2023-10-05T14:00:00"),
    ("Họp 14 giờ 30 ngày 05/10/2023.", "2023-10-05T14:30:00"),
    ("Họp 14 giờ 30 phút, ngày 05/10/2023.", "2023-10-05T14:30:00"),
    ("Họp 7h30' ngày 05/10/2023.", "2023-10-05T07:30:00"),
    ("Đăng 07:05, thứ năm, 05/10/2023.", "2023-10-05T07:05:00"),
    ("Họp 8 giờ, ngày 05 tháng 10 năm 2023.", "2023-10-05T08:00:00"),
    # months
    ("Rà soát tháng 10/2023.", "2023-10"),
    ("Rà soát tháng 10 năm 2023.", "2023-10"),
    ("Rà soát tháng 10-2023.", "2023-10"),
    ("Rà soát tháng Mười năm 2023.", "2023-10"),
    ("Rà soát tháng 10.", "2023-10"),
    ("Rà soát tháng 10 và tháng 11/2023.", "2023-10/2023-11"),
    ("Rà soát tháng 10, 11/2023.", "2023-10/2023-11"),
    ("Rà soát tháng 10 - 12/2023.", "2023-10/2023-12"),
    ("Rà soát tháng 9-10/2023.", "2023-09/2023-10"),
    ("Rà soát tháng 10, 12 năm 2023.", "{2023-10,2023-12}"),
    ("Rà soát từ tháng 9/2023 đến 5/2024.", "2023-09/2024-05"),
    # quarters and halves
    ("Rà soát quý I, III năm 2024.", "{2024-33,2024-35}"),
    ("Rà soát quý IV/2023 - quý I/2024.", "2023-36/2024-33"),
    ("Rà soát quý IV/2023.", "2023-36"),
    ("Rà soát quý 4 năm 2023.", "2023-36"),
    ("Rà soát Quý IV năm 2023.", "2023-36"),
    ("Rà soát quý tư năm 2023.", "2023-36"),
    ("Rà soát quý IV.", "2023-36"),
    ("Rà soát Q4/2023.", "2023-36"),
    ("Rà soát quý III, IV/2023.", "2023-35/2023-36"),
    ("Rà soát quý III và quý IV năm 2023.", "2023-35/2023-36"),
    ("Rà soát quý I - II/2024.", "2024-33/2024-34"),
    ("Rà soát 6 tháng cuối năm 2023.", "2023-41"),
    ("Rà soát 06 tháng đầu năm 2024.", "2024-40"),
    ("Rà soát sáu tháng đầu năm 2024.", "2024-40"),
    ("Rà soát nửa đầu năm 2024.", "2024-40"),
    ("Rà soát 9 tháng đầu năm 2024.", "2024-01/2024-09"),
    # years and periods
    ("Thực hiện năm 2024.", "2024"),
    ("Thực hiện các năm 2024, 2025.", "2024/2025"),
    ("Thực hiện năm 2024 - 2026.", "2024/2026"),
    ("Thực hiện các năm 2024, 2026 và 2028.", "{2024,2026,2028}"),
    ("Thực hiện giai đoạn 2021-2025.", "2021/2025"),
    ("Thực hiện giai đoạn 2021 – 2025.", "2021/2025"),
    ("Thực hiện giai đoạn từ 2021 đến 2025.", "2021/2025"),
    ("Thực hiện giai đoạn 2 (2026-2030).", "2026/2030"),
    ("Thực hiện thời kỳ 2021 - 2030.", "2021/2030"),
    ("Thực hiện 5 năm 2021-2025.", "2021/2025"),
    ("Đại hội nhiệm kỳ 2020-2025.", "2020/2025"),
    ("Quốc hội khóa XV.", "2021/2026"),
    ("Nghị quyết Trung ương 8 khóa XI.", "2011/2016"),
    # school time
    ("Thực hiện năm học 2023-2024.", "2023-09-05/2024-05-31"),
    ("Thực hiện năm học 2023 – 2024.", "2023-09-05/2024-05-31"),
    ("Thực hiện năm học 2023/2024.", "2023-09-05/2024-05-31"),
    ("Thực hiện NH 2023-2024.", "2023-09-05/2024-05-31"),
    ("Thực hiện niên khóa 2023-2024.", "2023-09-05/2024-05-31"),
    ("Thực hiện năm học này.", "2023-09-05/2024-05-31"),
    ("Thực hiện năm học tới.", "2024-09-05/2025-05-31"),
    ("Thực hiện niên học 2023-2024.", "2023-09-05/2024-05-31"),
    ("Thực hiện năm học mới 2023-2024.", "2023-09-05/2024-05-31"),
    ("Kiểm tra học kỳ I năm học 2023-2024.", "2023-09-05/2024-01-15"),
    ("Kiểm tra học kì II, năm học 2023-2024.", "2024-01-16/2024-05-31"),
    ("Kiểm tra HKI năm học 2024-2025.", "2024-09-05/2025-01-18"),
    ("Kiểm tra học kỳ I.", "2023-09-05/2024-01-15"),
    # stretches
    ("Thi từ ngày 05/10 đến ngày 07/10/2023.", "2023-10-05/2023-10-07"),
    ("Thi từ 05/10/2023 đến hết 07/10/2023.", "2023-10-05/2023-10-07"),
    ("Thi từ ngày 28/12 đến ngày 03/01/2024.", "2023-12-28/2024-01-03"),
    ("Thi từ ngày 05 đến ngày 07/10/2023.", "2023-10-05/2023-10-07"),
    ("Thi từ tháng 10 đến tháng 12/2023.", "2023-10/2023-12"),
    ("Thi từ tháng 11/2023 đến tháng 02/2024.", "2023-11/2024-02"),
    ("Thi từ quý IV/2023 đến quý II/2024.", "2023-36/2024-34"),
    ("Thực hiện từ năm 2024 đến năm 2026.", "2024/2026"),
    ("Thực hiện từ năm học 2023-2024 đến năm học 2025-2026.", "2023-09-05/2026-05-31"),
    # vague
    ("Kiểm tra cuối năm học 2023-2024.", "2024-05-01/2024-05-31"),
    ("Kiểm tra đầu học kỳ II năm học 2023-2024.", "2024-01-16/2024-01-31"),
    ("Kiểm tra đầu tháng 10/2023.", "2023-10-01/2023-10-10"),
    ("Kiểm tra trung tuần tháng 10/2023.", "2023-10-11/2023-10-20"),
    ("Kiểm tra cuối tháng 10/2023.", "2023-10-21/2023-10-31"),
    ("Kiểm tra cuối quý IV/2023.", "2023-12-01/2023-12-31"),
    ("Kiểm tra cuối năm 2023.", "2023-10-01/2023-12-31"),
    ("Kiểm tra vào cuối 2023.", "2023-10-01/2023-12-31"),
    ("Kiểm tra tuần cuối tháng 10/2023.", "2023-10-25/2023-10-31"),
    ("Kiểm tra tuần đầu tháng 10/2023.", "2023-10-01/2023-10-07"),
    # relative
    ("Họp tuần tới.", "2023-09-18/2023-09-24"),
    ("Họp tháng tới.", "2023-10"),
    ("Họp năm nay.", "2023"),
    ("Họp quý này.", "2023-35"),
    ("Họp hôm nay.", "2023-09-14"),
    ("Họp thứ Sáu tuần này.", "2023-09-15"),
    ("Họp tháng sau.", "2023-10"),
    ("Gửi trước ngày 31/01 năm sau.", "2024-01-31"),
    ("Gửi trước ngày 15 tháng sau.", "2023-10-15"),
    # shortened and odd
    ("Thi từ 25-29/9/2023.", "2023-09-25/2023-09-29"),
    ("Thi từ 7h30 đến 11h00 ngày 05/10/2023.", "2023-10-05T07:30:00/2023-10-05T11:00:00"),
    ("Thi 07:30 - 11:00 ngày 05/10/2023.", "2023-10-05T07:30:00/2023-10-05T11:00:00"),
    ("Nộp trước 16 giờ 30 phút ngày thứ Sáu (15/9/2023).", "2023-09-15T16:30:00"),
    ("Rà soát T10/2023.", "2023-10"),
    ("Rà soát tháng 10/23.", "2023-10"),
    ("Rà soát Q.IV/2023.", "2023-36"),
    ("Rà soát quý 3 & 4/2023.", "2023-35/2023-36"),
    ("Thực hiện năm học 23-24.", "2023-09-05/2024-05-31"),
    ("Thực hiện NH: 2023-2024.", "2023-09-05/2024-05-31"),
    ("Kiểm tra HK1 2023-2024.", "2023-09-05/2024-01-15"),
    ("Chuẩn bị đầu năm học mới.", "2023-09-05/2023-09-30"),
    ("Thực hiện từ nay đến hết năm học.", "2024-05-31"),
    ("Rà soát Qúy I/2024.", "2024-33"),
    ("Rà soát quý I+II/2024.", "2024-33/2024-34"),
    ("Rà soát 6 tháng đầu 2024.", "2024-40"),
    ("Thực hiện giai đọan 2021-2025.", "2021/2025"),
    ("Nộp 10 ngày trước ngày 20/10/2023.", "2023-10-10"),
    ("Trong 10 năm, từ năm 2001 đến năm 2010, ngành phát triển.", "2001/2010"),
    ("Họp trong vòng một tháng kể từ ngày khai giảng.", "2024-10-05"),
    ("Thực hiện kỳ nghỉ hè năm 2024.", "2024-06-01/2024-08-31"),
    # counted from a day
    ("Nộp chậm nhất 05 ngày sau khi kết thúc học kỳ I.", "2024-01-20"),
    ("Nộp chậm nhất 07 ngày sau ngày kết thúc học kỳ.", "2024-01-22"),
    ("Nộp chậm nhất 5 ngày trước khi kết thúc năm học.", "2024-05-26"),
    ("Nộp sau khi kết thúc năm học 10 ngày.", "2024-06-10"),
    ("Xong trước khai giảng năm học 2024-2025 02 tuần.", "2024-08-22"),
    ("Trả lời trong thời hạn 10 ngày kể từ ngày 20/9/2023.", "2023-09-30"),
    ("Trả lời trong vòng 05 ngày làm việc kể từ ngày 20/9/2023.", "2023-09-27"),
    ("Trả lời trong thời hạn 05 (năm) ngày làm việc, kể từ ngày ký.", "2023-09-21"),
    ("Trả lời trong thời hạn 02 tháng kể từ ngày ban hành Kế hoạch này.", "2023-11-14"),
    ("Gửi chậm nhất 03 ngày làm việc trước ngày 05/10/2023.", "2023-10-02"),
]


@pytest.mark.parametrize(("text", "value"), VALUES, ids=[case[0] for case in VALUES])
def test_value(text: str, value: str) -> None:
    found = only(text)
    assert found.value == value
    assert found.text == text[found.start : found.end]


BOUNDS = [
    ("Gửi trước ngày 05/10/2023.", "before", None, "2023-10-05"),
    ("Gửi trước 05/10.", "before", None, "2023-10-05"),
    ("Gửi trước tháng 10/2023.", "before", None, "2023-09-30"),
    ("Gửi trước năm 2025.", "before", None, "2024-12-31"),
    ("Gửi trước 17 giờ 00 ngày 05/10/2023.", "before", None, "2023-10-05"),
    ("Gửi chậm nhất ngày 05/10/2023.", "at_latest", None, "2023-10-05"),
    ("Gửi chậm nhất là trước ngày 05/10/2023.", "at_latest", None, "2023-10-05"),
    ("Gửi muộn nhất vào ngày 05/10/2023.", "at_latest", None, "2023-10-05"),
    ("Gửi không muộn hơn ngày 05/10/2023.", "at_latest", None, "2023-10-05"),
    ("Hạn cuối: 05/10/2023.", "at_latest", None, "2023-10-05"),
    ("Thu đến hết ngày 05/10/2023.", "until", None, "2023-10-05"),
    ("Đến năm 2025, mọi trường có mạng.", "until", None, "2025-12-31"),
    ("Từ nay đến hết năm 2023.", "until", None, "2023-12-31"),
    ("Phấn đấu đến cuối năm học 2022 - 2023.", "until", "2023-05-01", "2023-05-31"),
    ("Thực hiện từ ngày 05/10/2023.", "from", "2023-10-05", None),
    ("Thực hiện kể từ năm học 2024-2025.", "from", "2024-09-05", None),
    ("Thực hiện bắt đầu từ tháng 10/2023.", "from", "2023-10-01", None),
    ("Xong trong quý IV/2023.", "within", "2023-10-01", "2023-12-31"),
    ("Xong trong tháng 10.", "within", "2023-10-01", "2023-10-31"),
    ("Xong sau ngày 05/10/2023.", "after", "2023-10-06", None),
    ("Xong trước Tết Nguyên đán.", "before", "2024-01-11", "2024-02-09"),
    ("Xong trước Tết Nguyên đán Giáp Thìn năm 2024.", "before", "2024-01-11", "2024-02-09"),
    ("Xong sau khai giảng năm học 2024-2025.", "after", "2024-09-06", "2024-09-30"),
    ("Xong trước ngày khai giảng năm học 2024-2025.", "before", "2024-08-22", "2024-09-04"),
    ("Gửi chậm nhất 03 ngày trước ngày 05/10/2023.", "at_latest", None, "2023-10-02"),
    ("Xong trước khi nghỉ Tết Nguyên đán.", "before", "2024-01-11", "2024-02-09"),
    ("Xong trước khi bắt đầu học kỳ II.", "before", None, "2024-01-15"),
    ("Xong trước khi kết thúc năm học.", "before", None, "2024-05-31"),
    ("Xong trong dịp hè năm 2024.", "within", "2024-06-01", "2024-08-31"),
]


@pytest.mark.parametrize(("text", "bound", "earliest", "latest"), BOUNDS)
def test_bound(text: str, bound: str, earliest: str | None, latest: str | None) -> None:
    found = only(text)
    assert found.bound == bound
    assert found.earliest == (earliest and date.fromisoformat(earliest))
    assert found.latest == (latest and date.fromisoformat(latest))


RECURRENCES = [
    ("Báo cáo hằng ngày.", "FREQ=DAILY"),
    ("Báo cáo hằng tuần.", "FREQ=WEEKLY"),
    ("Báo cáo hàng tháng.", "FREQ=MONTHLY"),
    ("Báo cáo định kỳ hằng quý.", "FREQ=MONTHLY;INTERVAL=3"),
    ("Báo cáo định kỳ 6 tháng.", "FREQ=MONTHLY;INTERVAL=6"),
    ("Báo cáo 06 tháng một lần.", "FREQ=MONTHLY;INTERVAL=6"),
    ("Báo cáo hằng năm.", "FREQ=YEARLY"),
    ("Báo cáo mỗi năm học.", "FREQ=YEARLY"),
    ("Báo cáo mỗi học kỳ.", "FREQ=YEARLY;BYMONTH=1,5"),
    ("Báo cáo 02 lần/năm.", "FREQ=MONTHLY;INTERVAL=6"),
    ("Báo cáo mỗi quý một lần.", "FREQ=MONTHLY;INTERVAL=3"),
    ("Báo cáo trước ngày 15/12 hằng năm.", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
    ("Báo cáo trước ngày 15 tháng 12 hàng năm.", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
    ("Hằng năm, báo cáo trước ngày 15/12.", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
    ("Báo cáo định kỳ trước ngày 15/6.", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15"),
    ("Báo cáo 3 tháng/lần.", "FREQ=MONTHLY;INTERVAL=3"),
    ("Báo cáo thứ Hai đầu tiên hằng tháng.", "FREQ=MONTHLY;BYDAY=1MO"),
    ("Báo cáo trước ngày 20 hằng tháng.", "FREQ=MONTHLY;BYMONTHDAY=20"),
    ("Báo cáo ngày 20 của tháng cuối quý.", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
    (
        "Báo cáo ngày 17 của tháng cuối thuộc kỳ báo cáo.",
        "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=17",
    ),
    ("Gửi dự toán trước ngày 31 tháng 7 năm kế hoạch.", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=31"),
    ("Báo cáo ngày 15 tháng 12 của năm báo cáo.", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
    (
        "Hằng năm, Phòng Nội vụ lấy ý kiến của các trường, các trạm y tế, các tổ dân phố và những "
        "người từng tham gia, chỉnh lý sổ theo dõi của năm trước, đối chiếu sổ của kho bạc với sổ "
        "của từng nơi, lập danh sách gửi Sở Nội vụ trước ngày 15 tháng 01.",
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15",
    ),
    ("Báo cáo ngày cuối cùng của tháng.", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("Báo cáo ngày làm việc cuối cùng của tháng.", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    ("Báo cáo thứ Sáu hằng tuần.", "FREQ=WEEKLY;BYDAY=FR"),
    ("Báo cáo trước 16 giờ thứ Sáu hằng tuần.", "FREQ=WEEKLY;BYDAY=FR"),
    ("Báo cáo trước 17 giờ hằng ngày.", "FREQ=DAILY"),
    ("Họp thứ Hai đầu tuần.", "FREQ=WEEKLY;BYDAY=MO"),
    ("Họp thứ Hai tuần đầu tiên của tháng.", "FREQ=MONTHLY;BYDAY=1MO"),
    ("Báo cáo ngày 15 và ngày 30 hằng tháng.", "FREQ=MONTHLY;BYMONTHDAY=15,30"),
    ("Báo cáo 02 lần/năm học.", "FREQ=MONTHLY;INTERVAL=6"),
    ("Báo cáo trước ngày 10 tháng đầu quý sau.", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
    ("Báo cáo tuần cuối của tháng.", "FREQ=MONTHLY;BYMONTHDAY=-7,-6,-5,-4,-3,-2,-1"),
    ("Báo cáo tháng 12 hằng năm.", "FREQ=YEARLY;BYMONTH=12"),
    ("Báo cáo quý IV hằng năm.", "FREQ=YEARLY;BYMONTH=10,11,12"),
    ("Báo cáo tháng 8 và tháng 9 hằng năm.", "FREQ=YEARLY;BYMONTH=8,9"),
    ("Báo cáo ngày 15 các tháng 3, 6, 9, 12.", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"),
    ("Hằng năm, vào tháng 8, báo cáo Sở.", "FREQ=YEARLY;BYMONTH=8"),
    ("Báo cáo cuối mỗi học kỳ.", "FREQ=YEARLY;BYMONTH=1,5"),
    ("Báo cáo cuối mỗi học kỳ và cuối năm học.", "FREQ=YEARLY;BYMONTH=5"),
    ("Định kỳ cuối học kỳ I báo cáo.", "FREQ=YEARLY;BYMONTH=1"),
    ("Định kỳ cuối học kỳ I và cuối học kỳ II báo cáo.", "FREQ=YEARLY;BYMONTH=5"),
    ("Báo cáo ngày 20 của tháng/cuối quý báo cáo.", "FREQ=MONTHLY;BYMONTHDAY=20"),
    (
        "Báo cáo ngày 25 (hai mươi lăm) của tháng, quý, 6 tháng và năm báo cáo.",
        "FREQ=MONTHLY;BYMONTHDAY=25",
    ),
    ("Báo cáo ngày 20 tháng cuối năm.", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"),
    ("Báo cáo định kỳ tối thiểu 06 tháng.", "FREQ=MONTHLY;INTERVAL=6"),
    ("Họp tuần thứ hai hằng tháng.", "FREQ=MONTHLY;BYMONTHDAY=8,9,10,11,12,13,14"),
]


@pytest.mark.parametrize(("text", "rule"), RECURRENCES)
def test_recurrence(text: str, rule: str) -> None:
    found = times(text)[-1]
    assert found.recurrence == rule
    assert found.kind == "recurrence"


NOTHING = [
    "Tiêu chuẩn ISO 9001:2015.",
    "Văn bản số 24/2021/NĐ-CP.",
    "Kế hoạch số 2021/KH-UBND.",
    "Đạt 3/4 số trường, tỷ lệ 12,5%.",
    "Lớp 10/1 có 35 học sinh.",
    "Trực 24/7 tại cổng trường.",
    "Điện thoại 0252.3822305.",
    "Trẻ 5 tuổi, giáo viên có 03 năm kinh nghiệm.",
    "Ngân hàng năm ngoái không còn, mặt hàng quý hiếm.",
    "Mẫu số 29-TTr kèm theo, trang 12.",
    "Khoản 3.2 mục 4.1 Điều 5.",
    "Nhà trường có hè phố rộng, học kỹ năng.",
    "Mỗi buổi tập trung không quá 120 phút.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_time(text: str) -> None:
    found = [time.text for time in times(text) if time.value or time.recurrence]
    assert found in ([], ["năm ngoái"])


UNRESOLVED = [
    ("Gửi trước ngày 15/10.", None, "XXXX-10-15", "time.year_unknown"),
    ("Xong trong quý IV.", None, "XXXX-36", "time.year_unknown"),
    ("Họp lúc 8 giờ 30 phút.", ISSUED, None, "time.day_not_said"),
    ("Học từ 7h00 đến 9h00.", ISSUED, None, "time.day_not_said"),
    ("Mỗi sáng 7h00 - 7h15.", ISSUED, None, "time.day_not_said"),
    ("Xong trong năm nay.", None, None, "time.day_of_document_unknown"),
    ("Kiểm tra học kỳ I.", None, None, "time.school_year_unknown"),
    ("Gửi ít nhất 15 ngày trước ngày thi.", ISSUED, None, "time.event_unknown"),
    ("Thực hiện trong 5 năm tiếp theo.", ISSUED, None, "time.start_not_said"),
    (
        "Trả lời trong thời hạn 05 ngày kể từ ngày nhận đủ hồ sơ.",
        ISSUED,
        None,
        "time.event_unknown",
    ),
    ("Trả lời trong thời hạn 05 ngày làm việc.", ISSUED, None, "time.start_not_said"),
    ("Gửi trước ngày 31/01 năm trước.", ISSUED, "XXXX-01-31", "time.reference_point"),
    ("Gửi trước ngày 31/02/2024.", ISSUED, None, "time.no_such_day"),
    ("Lễ hội ngày 10/3 (âm lịch).", ISSUED, None, "time.lunar"),
    ("Hội đồng nhân dân tỉnh khóa XI.", ISSUED, None, "time.tenure_unknown"),
    (
        "Trả lời trong 900 ngày làm việc kể từ ngày 01/01/2029.",
        ISSUED,
        None,
        "time.calendar_unknown",
    ),
]


@pytest.mark.parametrize(("text", "issued_on", "value", "reason"), UNRESOLVED)
def test_unresolved_says_why(
    text: str, issued_on: str | None, value: str | None, reason: str
) -> None:
    found = only(text, issued_on)
    assert (found.value, found.reason, found.latest) == (value, reason, None)


def test_next_year_of_a_general_rule_is_any_next_year() -> None:
    (found,) = times("Gửi trước ngày 31/01 năm sau.", kind="Thông tư")
    assert found.recurrence == "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"
    (found,) = times("Xong trong tháng sau.", kind="Thông tư")
    assert (found.value, found.reason) == (None, "time.reference_point")


def test_the_end_of_a_year_in_a_general_rule_is_any_years() -> None:
    (found,) = times("Xong trước khi kết thúc năm học.", kind="Thông tư")
    assert (found.value, found.latest, found.reason) == (None, None, "time.reference_point")
    (found,) = times("Số dư cuối năm tài chính chuyển năm sau.", kind="Thông tư")[:1]
    assert found.text == "cuối năm tài chính"


def test_a_plan_signed_in_spring_speaks_first_of_the_days_before_its_school_year() -> None:
    title = "Tuyển sinh lớp 10 năm học 2024-2025"
    assert only("Công bố chậm nhất 30/6.", "2024-02-15", title).value == "2024-06-30"
    assert only("Báo cáo trước ngày 15/10.", "2024-02-15", title).value == "2024-10-15"
    assert only("Tổng kết trước ngày 15/6.", "2024-08-15", title).value == "2025-06-15"


def test_a_general_rule_speaks_of_every_year() -> None:
    values = [
        time.value or time.recurrence
        for time in times(
            "Báo cáo 6 tháng đầu năm trước ngày 30 tháng 6; báo cáo quý II gửi trong tháng 7.",
            kind="Thông tư",
        )
    ]
    assert values == ["XXXX-40", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30", "XXXX-34", "XXXX-07"]
    text = "Thông tư này quy định chế độ báo cáo. Cơ sở gửi hồ sơ trước ngày 30 tháng 6."
    found = find_times(
        Document(source="test", text=text, header=Header(issued_on=Stated("2023-09-14")))
    )
    assert [time.value for time in found] == ["XXXX-06-30"]


def test_counted_from_the_day_a_document_comes_into_force() -> None:
    text = (
        "Kế hoạch phải ban hành trong thời hạn 30 ngày, kể từ ngày Nghị định này có hiệu lực. "
        "Nghị định này có hiệu lực thi hành từ ngày 18 tháng 8 năm 2020."
    )
    found = times(text, "2020-06-30", kind="Nghị định")
    assert (found[0].value, found[0].basis) == ("2020-09-17", "in_force:2020-08-18")
    found = times(text[:88], "2020-06-30", kind="Nghị định")
    assert (found[0].value, found[0].reason) == (None, "time.event_unknown")


APART = [
    ("Báo cáo quý II, quý III.", ["2023-34", "2023-35"]),
    ("Vốn năm 2024 đến ngày 15 tháng 5 năm 2024.", ["2024", "2024-05-15"]),
    ("Kết thúc năm học trước ngày 25/5/2024.", ["2024-05-25"]),
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_what_stands_side_by_side_is_not_one_stretch(text: str, expected: list[str]) -> None:
    assert [time.value for time in times(text)] == expected


ROWS = [
    (
        "Báo cáo trước ngày 05/6 và 05/12 hằng năm.",
        ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=5", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5"],
    ),
    (
        "Báo cáo định kỳ hằng quý, 6 tháng, năm.",
        ["FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY"],
    ),
    ("Định kỳ 6 tháng, hằng năm, Sở họp.", ["FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY"]),
    ("Báo cáo trước ngày 15/10 và 15/12/2023.", ["2023-10-15", "2023-12-15"]),
    (
        "Hai năm học 2023-2024 và 2024-2025.",
        ["2023-09-05/2024-05-31", "2024-09-05/2025-05-31"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_rows(text: str, expected: list[str]) -> None:
    found = times(text)
    assert [time.recurrence or time.value for time in found] == expected
    assert len({time.bound for time in found}) == 1


def test_a_plan_year_gives_the_year() -> None:
    found = only("Gửi trước ngày 15/3.", "2023-12-20", "Kế hoạch công tác năm 2024")
    assert (found.value, found.basis) == ("2024-03-15", "year:2024")


def test_a_school_year_of_the_title_gives_the_year() -> None:
    found = only("Gửi trước ngày 15/10.", None, "Nhiệm vụ năm học 2023-2024")
    assert (found.value, found.basis) == ("2023-10-15", "school_year:2023-2024")
    found = only("Gửi trước ngày 15/3.", None, "Nhiệm vụ năm học 2023-2024")
    assert found.value == "2024-03-15"


def test_a_stated_school_year_goes_before_the_framework() -> None:
    text = (
        "Học kỳ I: bắt đầu từ ngày 05/9/2024; kết thúc trước ngày 12/01/2025. "
        "Kết thúc năm học trước ngày 25/5/2025. Sơ kết vào cuối học kỳ I; "
        "hoàn thành đến hết năm học 2024-2025."
    )
    found = times(text, "2024-08-10", "Kế hoạch thời gian năm học 2024-2025")
    assert [time.latest for time in found][-2:] == [date(2025, 1, 12), date(2025, 5, 25)]
    plain = times("Hoàn thành đến hết năm học 2024-2025.", "2024-08-10")
    assert plain[0].latest == date(2025, 5, 31)


def test_a_stated_term_begins_when_the_document_says() -> None:
    text = "Học kỳ I: Bắt đầu từ ngày 06/9/2024. Học kỳ I có 18 tuần."
    found = times(text, "2024-08-10", "Kế hoạch thời gian năm học 2024-2025")
    assert found[-1].value == "2024-09-06/2025-01-18"


def test_basis_is_recorded() -> None:
    assert only("Gửi trước ngày 15/10.").basis == "issued_on:2023-09-14"
    assert only("Gửi trước ngày 15/10/2023.").basis is None


def test_month_of_issue_without_its_day() -> None:
    assert only("Xong trong quý IV.", "2026-06").value == "2026-36"
    assert only("Xong trong 05 ngày kể từ ngày ký.", "2026-06").value is None


def test_several_in_one_sentence() -> None:
    found = times(
        "Sơ kết trước ngày 15/01/2024, tổng kết trước ngày 15/6/2024 và hằng quý báo cáo."
    )
    assert [time.value or time.recurrence for time in found] == [
        "2024-01-15",
        "2024-06-15",
        "FREQ=MONTHLY;INTERVAL=3",
    ]


def test_days_between_two_that_recur_are_one_time_without_a_value() -> None:
    text = "Số liệu từ ngày 15 của tháng cuối quý trước đến ngày 14 của tháng cuối quý báo cáo."
    (found,) = times(text)
    assert (found.value, found.recurrence, found.reason) == (None, None, "time.reference_point")


def test_a_part_of_a_term_of_office_is_of_nobody_knows_which() -> None:
    (found,) = times("Tổ chức sơ kết giữa nhiệm kỳ.")
    assert (found.text, found.value, found.reason) == (
        "giữa nhiệm kỳ",
        None,
        "time.tenure_unknown",
    )


def test_a_report_of_half_a_year_counts_nothing() -> None:
    found = times("Gửi báo cáo sáu tháng, trước ngày 20 tháng 12.")
    assert [time.text for time in found] == ["trước ngày 20 tháng 12"]


def test_a_weekday_between_the_bound_and_the_day() -> None:
    found = only("Nộp hồ sơ, hạn cuối thứ Sáu, ngày 22/9/2023.")
    assert (found.value, found.bound, found.latest) == (
        "2023-09-22",
        "at_latest",
        date(2023, 9, 22),
    )


def test_a_resolution_that_tells_its_day_of_effect_where_it_was_passed() -> None:
    text = (
        "Ban hành hướng dẫn trong thời hạn 15 ngày kể từ ngày Nghị quyết này có hiệu lực. Nghị "
        "quyết này đã được Hội đồng nhân dân tỉnh thông qua ngày 28 tháng 8 năm 2023 và có hiệu "
        "lực từ ngày 08 tháng 9 năm 2023."
    )
    assert times(text)[0].value == "2023-09-23"
