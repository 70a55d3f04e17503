"""Every portal file works, is documented, and gives the expected records on stored pages."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from extract.reading.letter_codes import decode
from flows.faults import PortalFault
from flows.listing import Item, read_list, read_page
from flows.portal import Portal, load_portal, portal_files
from tests.samples.build import build

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "tests" / "flows" / "examples"
PLATFORMS = sorted((ROOT / "flows" / "platforms").glob("*.toml"))
PORTALS = portal_files()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mau")
    build(folder)
    return folder


def cases() -> list[Any]:
    found = []
    for path in sorted(EXAMPLES.glob("*.yaml")):
        for number, case in enumerate(
            yaml.safe_load(path.read_text(encoding="utf-8")).get("cases", [])
        ):
            found.append(pytest.param(path.stem, case, id=f"{path.stem}-{number}"))
    return found


def portal_of(name: str, tmp_path: Path) -> Portal:
    """A portal by name, or one that is nothing but its platform."""
    if name.startswith("platform_"):
        path = tmp_path / f"{name}.toml"
        path.write_text(f'extends = "{name.removeprefix("platform_")}"\ntitle = "Thử"\n')
        return load_portal(path)
    return load_portal(ROOT / "flows" / "portals" / f"{name}.toml")


@pytest.mark.parametrize(("name", "case"), cases())
def test_stored_pages_give_the_expected_records(
    name: str, case: dict[str, Any], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    portal = portal_of(name, tmp_path)
    if "shared" in case:
        data = (request.getfixturevalue("shared") / case["shared"]).read_bytes()
        data = gzip.decompress(data) if case["shared"].endswith(".gz") else data
    elif "sample" in case:
        data = (request.getfixturevalue("sample") / case["sample"]).read_bytes()
    else:
        data = case["html"].encode()
    if "list" in case:
        listing = read_list(data, case["url"], portal.lists[case["list"]])
        assert len(listing.items) == case["count"]
        assert len({item.url for item in listing.items}) == case["count"]
        assert listing.next_url == case["next"]
        compare(listing.items[0], case.get("first", {}))
        compare(listing.items[-1], case.get("last", {}))
        return
    page = read_page(data, case["url"], portal.page)
    assert dict(page.fields) == case["fields"]
    if "attachments" in case:
        assert list(page.attachments) == case["attachments"]
    if "relations" in case:
        assert len(page.relations) == case["relations"]["count"]
        assert Counter(each.label for each in page.relations) == case["relations"]["labels"]
        assert page.relations[0].url == case["relations"]["first"]
    if "content" in case:
        (node,) = LexborHTMLParser(decode(data)).css(",".join(portal.page.content))
        assert node.id == case["content"]


def compare(item: Item, expected: dict[str, Any]) -> None:
    for key, value in expected.items():
        found = getattr(item, key)
        found = dict(found) if isinstance(value, dict) else found
        assert (list(found) if isinstance(value, list) else found) == value, key


@pytest.mark.parametrize("path", PORTALS, ids=lambda path: path.stem)
def test_every_portal_is_complete(path: Path) -> None:
    portal = load_portal(path)
    guide = (ROOT / "docs" / "portals.md").read_text(encoding="utf-8")
    assert f"\n### {portal.name}\n" in guide, "docs/portals.md has no section for it"
    examples = yaml.safe_load((EXAMPLES / f"{portal.name}.yaml").read_text(encoding="utf-8"))
    assert examples.get("cases") or examples.get("none"), "no expected records"
    if portal.starts:
        listed = {case["list"] for case in examples["cases"] if "list" in case}
        assert listed == set(portal.lists), "a list without a stored page"
    if not portal.is_verified:
        assert portal.note, "an unverified portal says what is not known"


@pytest.mark.parametrize("path", PLATFORMS, ids=lambda path: path.stem)
def test_every_platform_is_tried_by_a_portal_or_by_itself(path: Path) -> None:
    tried = {load_portal(portal).platform for portal in PORTALS}
    assert path.stem in tried or (EXAMPLES / f"platform_{path.stem}.yaml").is_file()


def test_every_key_is_documented() -> None:
    guide = (ROOT / "docs" / "portals.md").read_text(encoding="utf-8")
    for name in (*Portal.__dataclass_fields__, "extends"):
        if name not in ("name", "platform"):
            assert f"`{name}`" in guide, name


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("title = ", "portal.not_toml", "thu.toml"),
        ("", "portal.missing_key", "title"),
        ('title = "T"\nfile = 1', "portal.unknown_key", "file"),
        ('title = "T"\n[lists.a]\nitem = "li"', "portal.unknown_key", "lists.a.item"),
        ('title = "T"\npace_seconds = -1', "portal.bad_value", "pace_seconds"),
        ('title = "T"\nverified = true', "portal.bad_value", "verified"),
        ('title = "T"\nextends = "joomla"', "portal.no_platform", "joomla"),
        ('title = "T"\nstarts = [{url = "/", list = "a"}]', "portal.missing_key", "homepage"),
        ('title = "T"\nhomepage = "https://a.vn"\nstarts = [{url = "/", list = "a"}]',
         "portal.no_list", "'a'"),
        ('title = "T"\n[lists.a]\nitems = "li"\nleads_to = "b"', "portal.no_list", "'b'"),
        ('title = "T"\n[lists.a]\nitems = "li["', "portal.bad_value", "li["),
        ('title = "T"\n[page.fields]\nnumber = {css = "a", pattern = "("}', "portal.bad_value",
         "page.fields.number"),
        ('title = "T"\n[page.fields]\nnumber = {css = "a", pattern = "a+"}', "portal.bad_value",
         "a+"),
        ('title = "T"\n[lists.a]\nitems = "li"\nnext = {css = "a", template = "?p="}',
         "portal.bad_value", "?p="),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_name_and_key(
    text: str, key: str, says: str, tmp_path: Path
) -> None:
    path = tmp_path / "thu.toml"
    path.write_text(text)
    with pytest.raises(PortalFault) as caught:
        load_portal(path)
    assert caught.value.key == key
    assert "thu.toml" in caught.value.text("vi")
    assert says in caught.value.text("vi")


def test_a_portal_overrides_a_few_lines_of_its_platform(tmp_path: Path) -> None:
    path = tmp_path / "thu.toml"
    path.write_text(
        'extends = "wordpress"\ntitle = "T"\n[page]\ncontent = ["#chinh"]\n'
        '[page.fields]\ntitle = "h2"\n'
    )
    portal = load_portal(path)
    assert portal.platform == "wordpress"
    assert portal.page.content == ("#chinh",)
    assert portal.page.fields["title"].css == "h2"
    assert portal.page.fields["published_on"].attribute == "content"
    assert portal.lists["posts"].format == "json"
