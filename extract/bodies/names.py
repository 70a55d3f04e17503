"""Names of agencies: from capitals to running case, from short forms to full ones."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Any

from extract.data_files import read_yaml
from extract.letters import fold, is_upper
from extract.places import places
from extract.reading.syllables import is_syllable


def agencies() -> Any:
    """The data of ``data/agencies.yaml``."""
    return read_yaml("extract.bodies", "data/agencies.yaml")


def grammar() -> Any:
    """The data of ``data/grammar.yaml``."""
    return read_yaml("extract.bodies", "data/grammar.yaml")


@cache
def _words(group: str) -> frozenset[str]:
    """A list of words of ``casing`` in the data."""
    return frozenset(agencies()["casing"][group])


_WORD = re.compile(r"[^\W\d_]+")


def _shape(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s*[-–—]\s*", " - ", text.replace("oà", "òa"))).lower()


@cache
def _known() -> dict[str, list[tuple[list[str], list[str]]]]:
    """Known names in running case by their first word: words to compare and words to print."""
    data = agencies()
    names = [
        entry["name"]
        for group in ("fields", "ministries", "central", "local", "party")
        for entry in data[group]
    ]
    names += data["casing"]["parts"]
    for place in places().values():
        names.extend(name for rank in place.ranks for name in (rank.name, rank.full))
    known: dict[str, list[tuple[list[str], list[str]]]] = {}
    for name in sorted(set(names), key=len, reverse=True):
        words = _shape(name).split()
        known.setdefault(fold(words[0]), []).append((words, _dashed(name).split()))
    return known


def running_case(name: str) -> str:
    """``name`` in capitals, written as in running text; a name in running case stays as it is."""
    name = re.sub(r"\s+", " ", name).strip(" -–—_:;,.*\t")
    if not is_upper(name):
        return name
    printed = [part for word in name.split() for part in _parts(word)]
    words = [_shape(word) for word in printed]
    out: list[str] = []
    position = 0
    while position < len(words):
        for parts, proper in _known().get(fold(words[position].strip(",;")), []):
            if _are_same(words[position : position + len(parts)], parts):
                tail = printed[position + len(parts) - 1][-1]
                out.extend(proper)
                if tail in ",;":
                    out[-1] = out[-1].rstrip(",;") + tail
                position += len(parts)
                break
        else:
            of_work = (
                words[0] in _words("of_work")
                and position > 1
                and not _words("ranks") & set(words[:position])
            )
            out.append(_word_case(printed[position], position == 0, of_work))
            position += 1
    return _first_upper(" ".join(out))


def _dashed(name: str) -> str:
    return re.sub(r"\s*[-–—]\s*", " - ", name)


def _are_same(words: list[str], parts: list[str]) -> bool:
    """Whether printed words are those of a known name; in a longer name marks may be misread."""
    one = [word.strip(",;") for word in words]
    other = [part.strip(",;") for part in parts]
    if one == other:
        return True
    return len(parts) > 1 and [fold(word) for word in one] == [fold(part) for part in other]


def _parts(word: str) -> list[str]:
    """A word, or the words and dashes that a joined name is made of ("ĐỘNG-THƯƠNG")."""
    parts = re.split(r"([-–—])", word)
    if len(parts) == 1 or all(
        _is_code(part) or part in _words("abbreviations") for part in parts[::2]
    ):
        return [word]
    return ["-" if part in "-–—" else part for part in parts if part]


def _word_case(word: str, first: bool, of_work: bool) -> str:
    bare = word.strip(".,;()")
    if bare in _words("abbreviations") or "&" in bare or not _WORD.search(bare) or _is_code(bare):
        return word
    lower = word.lower()
    if (of_work or lower.strip(".,;()") in _words("small")) and not first:
        return lower
    return lower[:1].upper() + lower[1:]


def _is_code(word: str) -> bool:
    """Whether a word in capitals is an abbreviation: it has no vowel."""
    return not re.search(r"[AEIOUYĂÂÊÔƠƯÀ-Ỹ]", word) and len(word) > 1


def _first_upper(name: str) -> str:
    return name[:1].upper() + name[1:]


@cache
def _short_forms() -> tuple[re.Pattern[str], dict[str, str]]:
    """Short forms that are written out wherever they stand in a name."""
    data = agencies()
    forms: dict[str, str] = {}
    for entry in (*data["fields"], *data["local"]):
        for spelling in entry.get("spellings", ()):
            forms[_shape(spelling)] = entry["name"]
    forms["tp"] = forms["tp."] = "thành phố"
    forms["tx."] = "thị xã"
    forms["ub"] = "Ủy ban"
    forms["bch"] = "Ban Chấp hành"
    patterns = [
        re.escape(form)
        .replace(r"\ \-\ ", r"\s?[-–—]\s?")
        .replace(r"\ ", r"\s")
        .replace(r"\&", r"\s?&\s?")
        for form in sorted(forms, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![\w&-])(?:{'|'.join(patterns)})(?![\w&])", re.IGNORECASE), forms


@cache
def _fields() -> dict[str, str]:
    return {
        re.sub(r"\s", "", _shape(spelling)): entry["name"]
        for entry in agencies()["fields"]
        for spelling in (entry["name"], *entry["spellings"])
    }


def field_name(words: str) -> str:
    """The field of work that ``words`` name in any spelling, as names of agencies have it."""
    return _fields().get(re.sub(r"\s", "", _shape(words)), words)


@lru_cache(maxsize=4096)
def full_name(name: str) -> str:
    """``name`` with its short forms written out: "Sở GD&ĐT" is "Sở Giáo dục và Đào tạo"."""
    pattern, forms = _short_forms()

    def written_out(match: re.Match[str]) -> str:
        form = _shape(re.sub(r"\s?&\s?", "&", match.group()))
        return forms.get(form) or forms.get(form.replace(" ", "")) or match.group()

    name = re.sub(r"[\s\u00a0]+", " ", name).strip()
    written = _first_upper(pattern.sub(written_out, name))
    return re.sub(r"\bUỷ(?= ban)", "Ủy", re.sub(r"(?<=\s)uỷ\b", "ủy", written))


def proper_name(name: str) -> str:
    """The full name in running case of an agency as a head prints it.

    "UBND TỈNH BÌNH THUẬN" is "Ủy ban nhân dân tỉnh Bình Thuận".
    """
    written = running_case(full_name(running_case(name)))
    return by_letters(written) or written


@cache
def _by_letters() -> dict[str, str]:
    """Bodies of the centre and of the provinces by their letters alone."""
    data = agencies()
    names = [entry["name"] for group in ("ministries", "central") for entry in data[group]]
    names += [
        f"{organ} {rank.full}"
        for organ in ("Ủy ban nhân dân", "Hội đồng nhân dân")
        for place in places().values()
        for rank in place.ranks
    ]
    return {_letters(name): name for name in names}


def _letters(name: str) -> str:
    return "".join(_WORD.findall(fold(name)))


def by_letters(name: str) -> str | None:
    """The known name that ``name`` is but for its blanks and marks ("Thủ tướng Chínhphủ")."""
    return _by_letters().get(_letters(name))


def as_spelled(name: str, text: str) -> str | None:
    """The body's name with the marks that ``text`` mostly gives it; None if it never names it.

    Capitals in an image lose their marks more easily than running text does.
    """
    pattern = rf"(?<!\w){re.escape(fold(name))}(?!\w)"
    spelled = Counter(
        text[match.start() : match.end()]
        for match in re.finditer(pattern, fold(text))
        if not is_upper(text[match.start() : match.end()])
    )
    common = spelled.most_common(1)
    return _first_upper(common[0][0]) if common else None


def same_marks(one: str, other: str) -> bool:
    """Whether two spellings differ only in case and in where a syllable carries its tone."""
    return all(
        sorted(unicodedata.normalize("NFD", a.lower()))
        == sorted(unicodedata.normalize("NFD", b.lower()))
        for a, b in zip(one.split(), other.split(), strict=False)
    )


@cache
def _place_words() -> frozenset[str]:
    return frozenset(
        word.lower()
        for place in places().values()
        for rank in place.ranks
        for word in _WORD.findall(rank.name)
    )


def is_legible(name: str) -> bool:
    """Whether the words of a name are Vietnamese syllables, abbreviations or places.

    A name read from an image with wrong letters is better left out than shown.
    """
    return all(
        len(word) == 1 or word.isupper() or word.lower() in _place_words() or is_syllable(word)
        for word in _WORD.findall(name)
    )
