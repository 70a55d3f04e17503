"""Other readers of dates on the expressions of the gold, where they are installed.

Each is handed the bare expression and the day its document was signed, so that it need find
nothing, and is right when one of its answers, or all of them together, cover the days of the gold.
The packages are in the extra ``bench``; chrono-node comes with ``npm install chrono-node`` in a
folder that NODE_PATH names.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from extract.model import Block, BlockKind, Document, Header, Stated
from extract.times import find_times
from tests.bench.edtf_days import days_of

Days = tuple[date, date]
Asked = tuple[str, date]  # an expression and the day of its document
Reader = Callable[[list[Asked]], list[list[Days]]]

_HEIDELTIME = """considerDate = true
considerDuration = true
considerSet = true
considerTime = true
considerTemponym = false
treeTaggerHome = /none
chineseTokenizerPath = /none
config_path =
typeSystemHome = desc/type/HeidelTime_TypeSystem.xml
typeSystemHome_DKPro = desc/type/DKPro_TypeSystem.xml
uimaVarDate = Date
uimaVarDuration = Duration
uimaVarLanguage = Language
uimaVarSet = Set
uimaVarTime = Time
uimaVarTemponym = Temponym
uimaVarTypeToProcess = Type
"""
_CHRONO = """
const { vi } = require("chrono-node");
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const shown = (part) => part && [
  String(part.get("year")).padStart(4, "0"),
  ...(part.isCertain("month") ? [String(part.get("month")).padStart(2, "0")] : []),
  ...(part.isCertain("day") ? [String(part.get("day")).padStart(2, "0")] : []),
].join("-");
console.log(JSON.stringify(asked.map(([text, day]) =>
  vi.parse(text, new Date(day + "T08:00:00")).map((found) => [shown(found.start), shown(found.end)])
)));
"""


def _days(values: Iterable[str | None]) -> list[Days]:
    """The stretches of days the EDTF values cover; values without any fall out."""
    found = []
    for value in values:
        try:
            days = days_of(value)
        except (ValueError, IndexError):
            continue
        if isinstance(days, tuple) and days[0] and days[1]:
            found.append((days[0], days[1]))
    return found


def ours(asked: list[Asked]) -> list[list[Days]]:
    """This program under the same conditions: the bare expression and the day."""
    answers = []
    for text, day in asked:
        block = Block(BlockKind.PARAGRAPH, 0, len(text))
        document = Document("bench", text, (block,), Header(issued_on=Stated(day.isoformat())))
        answers.append(_days(time.value for time in find_times(document)))
    return answers


def dateparser() -> Reader:
    """The general parser for Python."""
    parser = import_module("dateparser.date").DateDataParser

    def read(asked: list[Asked]) -> list[list[Days]]:
        answers = []
        for text, day in asked:
            base = datetime(day.year, day.month, day.day)
            settings = {"DATE_ORDER": "DMY", "RELATIVE_BASE": base}
            found = parser(languages=["vi"], settings=settings).get_date_data(text)
            length = {"year": 4, "month": 7}.get(found.period, 10)
            when = found.date_obj.date().isoformat() if found.date_obj else ""
            answers.append(_days([when[:length]]))
        return answers

    return read


def duckling() -> Reader:
    """Facebook's rules in Haskell, through a wheel for Linux."""
    library = import_module("duckling")
    zones = library.load_time_zones("/usr/share/zoneinfo")
    locale = library.default_locale_lang(library.parse_lang("VI"))
    dimensions = library.parse_dimensions(["time"])

    def point(value: dict[str, str]) -> Days:
        length = {"year": 4, "month": 7}.get(value["grain"], 10)
        first, last = _days([value["value"][:length]])[0]
        months = {"quarter": 3, "week": 0}.get(value["grain"])
        if months:
            return first, _days([f"{first.year}-{32 + (first.month + 2) // 3}"])[0][1]
        return first, last if months is None else first + timedelta(days=6)

    def days(value: dict[str, Any]) -> list[Days]:
        if value["type"] == "value":
            return [point(value)]
        if "from" not in value or "to" not in value:
            return [point(value[side]) for side in ("from", "to") if side in value]
        return [(point(value["from"])[0], point(value["to"])[0] - timedelta(days=1))]

    def read(asked: list[Asked]) -> list[list[Days]]:
        answers = []
        for text, day in asked:
            seconds = int(datetime(day.year, day.month, day.day, 8).timestamp())
            moment = library.parse_ref_time(zones, "Asia/Ho_Chi_Minh", seconds)
            found = library.parse(text, library.Context(moment, locale), dimensions, False)
            answers.append([stretch for item in found for stretch in days(item["value"])])
        return answers

    return read


def heideltime() -> Reader:
    """The Vietnamese rules of HeidelTime, without a tagger; wants Java."""
    spec = importlib.util.find_spec("HeidelTime")
    if spec is None or spec.origin is None:
        raise ImportError("No module named 'HeidelTime'")
    if shutil.which("java") is None:
        raise ImportError("no java")
    (jar,) = Path(spec.origin).parent.glob("*standalone.jar")

    def run(texts: list[str], day: date) -> list[list[Days]]:
        """One start of Java for all expressions of a day."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "config.props").write_text(_HEIDELTIME, encoding="utf-8")
            (Path(folder) / "text").write_text("\n\n".join(texts), encoding="utf-8")
            command = ["java", "-Dfile.encoding=UTF-8", "-jar", str(jar), "-dct", day.isoformat()]
            command += ["-t", "news", "-l", "vietnamese", "-pos", "no", "-c", "config.props"]
            shown = subprocess.run(
                [*command, "text"], cwd=folder, capture_output=True, text=True, check=True
            ).stdout
        body = shown.split("<TimeML>\n")[1].split("\n</TimeML>")[0].split("\n\n")
        return [_days(_timex(value) for value in re.findall(r' value="(.*?)"', p)) for p in body]

    def read(asked: list[Asked]) -> list[list[Days]]:
        by_day: dict[date, list[int]] = defaultdict(list)
        for number, (_, day) in enumerate(asked):
            by_day[day].append(number)
        answers: list[list[Days]] = [[] for _ in asked]
        texts = [[asked[number][0] for number in numbers] for numbers in by_day.values()]
        with ThreadPoolExecutor(4) as threads:
            for numbers, found in zip(
                by_day.values(), threads.map(run, texts, by_day), strict=True
            ):
                for number, stretches in zip(numbers, found, strict=False):
                    answers[number] = stretches
        return answers

    return read


def _timex(value: str) -> str:
    """A value of TIMEX3 as EDTF."""
    value = re.sub(r"-Q(\d)$", lambda quarter: f"-{32 + int(quarter[1])}", value)
    return re.sub(r"-H(\d)$", lambda half: f"-{39 + int(half[1])}", value)


def chrono() -> Reader:
    """chrono-node, which knows Vietnamese; wants Node."""
    node = shutil.which("node")
    if node is None:
        raise ImportError("no node")
    probe = subprocess.run([node, "-e", 'require("chrono-node").vi'], capture_output=True)
    if probe.returncode:
        raise ImportError("no chrono-node on NODE_PATH")

    def read(asked: list[Asked]) -> list[list[Days]]:
        handed = json.dumps([(text, day.isoformat()) for text, day in asked])
        shown = subprocess.run(
            [node, "-e", _CHRONO], input=handed, capture_output=True, text=True, check=True
        ).stdout
        answers: list[list[list[str | None]]] = json.loads(shown)
        return [
            _days(f"{first}/{last}" if last else first for first, last in found)
            for found in answers
        ]

    return read


OTHERS: dict[str, Callable[[], Reader]] = {
    "this program": lambda: ours,
    "HeidelTime": heideltime,
    "Duckling": duckling,
    "chrono-node": chrono,
    "dateparser": dateparser,
}


def _sort(days: Days) -> str:
    """Which column of the table a stretch of days belongs in."""
    first, last = days
    if first == last:
        return "a day"
    named = _days([first.isoformat()[:4], first.isoformat()[:7]])
    return "a month or year" if days in named else "other stretches"


def _right(found: list[Days], wanted: Days) -> bool:
    whole = [(min(first for first, _ in found), max(last for _, last in found))] if found else []
    return wanted in found + whole


def table(expressions: list[tuple[str, date, Days]]) -> list[str]:
    """A line for each reader: how many of the expressions it gives the right days."""
    asked = [(" ".join(text.split()), day) for text, day, _ in expressions]
    columns = ("a day", "a month or year", "other stretches")
    total = {name: sum(_sort(days) == name for *_, days in expressions) for name in columns}
    heads = "".join(f"{f'{name} ({total[name]})':>24}" for name in columns)
    lines = [f"  {'right values':14}{heads}{f'all ({len(asked)})':>14}"]
    for name, load in OTHERS.items():
        try:
            answers = load()(asked)
        except ImportError as error:
            lines.append(f"  {name:14} left out: {error}")
            continue
        right: dict[str, int] = defaultdict(int)
        for (*_, days), found in zip(expressions, answers, strict=True):
            right[_sort(days)] += _right(found, days)
        cells = "".join(f"{right[column]:>24}" for column in columns)
        lines.append(f"  {name:14}{cells}{sum(right.values()):>14}")
    return lines
