import gzip
import io
import json

import pytest

from timeline.errors import ParseError
from timeline.models import FetchedPage
from timeline.parse.warc import ArchiveWriter
from timeline.sources.local import (
    LocalArticle,
    LocalFailure,
    LocalLinks,
    LocalPage,
    is_url,
    read_local,
)
from timeline.sources.rows import read_row

HTML = b"<!doctype html><html><body><p>On 3 June 2024 it rained.</p></body></html>"
TEXT = "On 3 June 2024 the council voted.\nThe mayor said so.\n"
ROW = {
    "url": "https://a.example/1",
    "title": "Rain",
    "published": "2024-06-04",
    "text": "It rains.",
}


def read(target, stdin=b""):
    return list(read_local(str(target), io.BytesIO(stdin)))


def test_pages_and_texts_are_handed_on_as_bytes(tmp_path):
    (tmp_path / "a.html").write_bytes(HTML)
    (tmp_path / "b.TXT").write_text(TEXT)
    assert read(tmp_path / "a.html") == [LocalPage(str(tmp_path / "a.html"), HTML, "text/html")]
    (page,) = read(tmp_path / "b.TXT")
    assert (page.body.decode(), page.content_type) == (TEXT, "text/plain")


def test_gzipped_files_are_read_like_others(tmp_path):
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(HTML))
    (tmp_path / "r.jsonl.gz").write_bytes(gzip.compress(json.dumps(ROW).encode()))
    page, row = read(tmp_path)
    assert page.body == HTML
    assert row.article.url == ROW["url"]


@pytest.mark.parametrize("cut", [5, 20, 40])
def test_a_broken_gzip_is_one_failure(tmp_path, cut):
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(HTML)[:cut])
    (failure,) = read(tmp_path / "a.html.gz")
    assert failure.reason == "broken-gzip"


def test_a_gzip_bomb_is_stopped(tmp_path):
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(bytes(20_000_000)))
    (failure,) = read(tmp_path / "a.html.gz")
    assert failure.reason == "too-large"


def test_a_broken_row_costs_that_row_alone(tmp_path):
    rows = [json.dumps(ROW), "{broken", "[]", "", json.dumps({"id": 7, "text": "x"}),
            json.dumps({"text": ""}), json.dumps({"text": "x", "url": "javascript:1"}),
            json.dumps({"text": 5})]  # fmt: skip
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(rows))
    items = read(path)
    assert [type(i) for i in items] == [LocalArticle] + [LocalFailure] * 2 + [LocalArticle] + [
        LocalFailure
    ] * 3
    assert items[0].article.published_how == "given"
    assert items[3].article.key == "id:7"
    assert {i.reason for i in items if isinstance(i, LocalFailure)} == {"bad-row", "no-text"}
    assert items[1].name == f"{path}:2"


def test_a_row_keeps_what_it_says():
    row = {**ROW, "language": "en", "publisher": "A", "authors": ["B", 3], "section": "World"}
    article = read_row(json.dumps(row).encode())
    assert (article.publisher, article.authors, article.section) == ("A", ("B",), "World")
    assert article.language_how == "given"


@pytest.mark.parametrize("text", ["half \\ud83d pair", "nul \\u0000 here", "bell \\u0007"])
def test_a_row_is_clean_text(text):
    article = read_row(b'{"id": "x", "text": "%b"}' % text.encode())
    assert "\0" not in article.text
    article.text.encode("utf-8")


def test_deeply_nested_json_is_a_bad_row():
    with pytest.raises(ParseError):
        read_row(b'{"text": ' + b"[" * 100_000)


def test_a_folder_is_read_in_order_of_names_all_the_way_down(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.html", "a.html", "sub/c.html", ".hidden/d.html", ".e.html", "f.png"):
        (tmp_path / name).write_bytes(HTML)
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    names = [item.name.removeprefix(f"{tmp_path}/") for item in read(tmp_path)]
    assert names == ["a.html", "b.html", "sub/c.html"]


def test_a_folder_without_anything_to_read_is_said_so(tmp_path):
    (failure,) = read(tmp_path)
    assert failure.reason == "nothing-to-read"


def test_what_is_not_there_is_said_so(tmp_path):
    (failure,) = read(tmp_path / "nothing.html")
    assert failure.reason == "not-found"
    assert "\n" not in failure.message


def test_a_list_of_urls_names_what_is_to_be_fetched(tmp_path):
    (tmp_path / "list.txt").write_text("https://a.example/1\nhttps://b.example/2\n")
    (item,) = read(tmp_path / "list.txt")
    assert isinstance(item, LocalLinks)
    assert [link.url for link in item.found.links] == ["https://a.example/1", "https://b.example/2"]


def test_a_saved_feed_is_read_as_far_as_it_carries_texts(tmp_path):
    (tmp_path / "feed.xml").write_text(
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        "<item><title>Whole</title><link>https://a.example/1</link>"
        "<content:encoded>&lt;p&gt;" + "A long text about the bridge. " * 30 + "&lt;/p&gt;"
        "</content:encoded></item>"
        "<item><title>Short</title><link>https://a.example/2</link></item></channel></rss>"
    )
    whole, links = read(tmp_path / "feed.xml")
    assert (whole.article.url, whole.article.title) == ("https://a.example/1", "Whole")
    assert [link.url for link in links.found.links] == ["https://a.example/2"]


def test_opml_names_feeds_to_be_asked(tmp_path):
    (tmp_path / "feeds.opml").write_text(
        '<opml><body><outline xmlUrl="https://a.example/f"/></body></opml>'
    )
    (item,) = read(tmp_path / "feeds.opml")
    assert item.found.nested == ("https://a.example/f",)


@pytest.mark.parametrize(
    ("body", "kind"),
    [(HTML, "text/html"), (TEXT.encode(), "text/plain"), (b"\xef\xbb\xbf" + HTML, "text/html")],
)
def test_standard_input_is_told_by_its_content(body, kind):
    (page,) = read("-", body)
    assert (page.name, page.body, page.content_type) == ("-", body, kind)


def test_standard_input_can_hold_rows():
    (row,) = read("-", json.dumps(ROW).encode())
    assert row.article.title == "Rain"


def test_an_empty_file_is_said_so(tmp_path):
    (tmp_path / "a.txt").touch()
    (failure,) = read(tmp_path / "a.txt")
    assert failure.reason == "empty"


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n" + bytes(100), b"%PDF-1.7", bytes(range(256))]
)
def test_what_is_no_text_is_said_so(tmp_path, body):
    (tmp_path / "a.txt").write_bytes(body)
    (failure,) = read(tmp_path / "a.txt")
    assert failure.reason == "binary"


def test_an_archive_gives_back_its_pages(tmp_path):
    with ArchiveWriter(tmp_path, "20260105T120000Z") as archive:
        for number, kind in enumerate(["text/html", "application/rss+xml"]):
            body = HTML if kind == "text/html" else b"<rss><channel/></rss>"
            url = f"https://a.example/{number}"
            archive.write(FetchedPage(url, url, 200, kind, body, "2026-01-05T12:00:00Z"))
    (page,) = read(tmp_path)
    assert (page.body, page.url) == (HTML, "https://a.example/0")
    assert page.fetched_at == "2026-01-05T12:00:00Z"


def test_what_is_no_archive_is_said_so(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"this is something else\n" * 50)
    (failure,) = read(tmp_path / "a.warc")
    assert failure.reason in ("not-warc", "cut-off")


@pytest.mark.parametrize(
    ("target", "expected"),
    [("https://a.example/", True), (" HTTP://a.example", True), ("a.html", False), ("-", False)],
)
def test_urls_are_told_from_files(target, expected):
    assert is_url(target) is expected
