import gzip

import pytest

from timeline.errors import ParseError
from timeline.models import FetchedPage
from timeline.parse.warc import ArchiveWriter, read_warc


def page(number: int, body: bytes = b"<html>\x00\xff</html>") -> FetchedPage:
    return FetchedPage(
        url=f"https://courier.example/{number}",
        final_url=f"https://courier.example/{number}",
        status=200,
        content_type="text/html; charset=utf-8",
        body=body,
        fetched_at="2024-07-09T10:15:00Z",
        etag='"abc"',
        last_modified="Tue, 09 Jul 2024 10:00:00 GMT",
    )


@pytest.fixture
def archive(tmp_path):
    with ArchiveWriter(tmp_path / "archive", "20240709T101500Z") as writer:
        for number in range(4):
            writer.write(page(number))
    (path,) = (tmp_path / "archive").iterdir()
    return path


def record(http: bytes, url: str = "https://courier.example/a") -> bytes:
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        "WARC-Date: 2024-07-09T10:15:00.123Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    ).encode() + http + b"\r\n\r\n"  # fmt: skip


def test_what_was_written_is_read(archive):
    assert list(read_warc(archive)) == [page(n) for n in range(4)]


def test_a_file_that_exists_is_never_touched(archive):
    before = archive.read_bytes()
    with ArchiveWriter(archive.parent, "20240709T101500Z") as writer:
        writer.write(page(9))
    assert archive.read_bytes() == before
    assert len(list(archive.parent.iterdir())) == 2


def test_an_archive_that_breaks_off_gives_what_came_before(archive):
    archive.write_bytes(archive.read_bytes()[:-40])
    *pages, error = read_warc(archive)
    assert pages == [page(n) for n in range(len(pages))]
    assert len(pages) >= 3
    assert isinstance(error, ParseError)
    assert error.reason == "cut-off"


def test_compressed_as_a_whole_and_not_at_all(archive, tmp_path):
    plain = gzip.decompress(archive.read_bytes())
    for name, data in (("a.warc", plain), ("b.warc.gz", gzip.compress(plain))):
        (tmp_path / name).write_bytes(data)
        assert list(read_warc(tmp_path / name)) == [page(n) for n in range(4)]


def test_chunked_and_gzipped_content(tmp_path):
    packed = gzip.compress(b"<p>hello</p>")
    chunks = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    http = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + chunks
    )
    (tmp_path / "a.warc").write_bytes(record(http))
    (found,) = read_warc(tmp_path / "a.warc")
    assert found.body == b"<p>hello</p>"
    assert found.fetched_at == "2024-07-09T10:15:00Z"


def test_bombs_and_unknown_encodings_cost_their_record_alone(tmp_path):
    bomb = gzip.compress(bytes(50_000_000))
    odd = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nxx"
    good = b"HTTP/1.1 200 OK\r\n\r\n<p>good</p>"
    http = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + bomb
    (tmp_path / "a.warc").write_bytes(record(http) + record(odd) + record(good))
    first, second, third = read_warc(tmp_path / "a.warc")
    assert (first.reason, second.reason, third.body) == ("too-large", "encoding", b"<p>good</p>")
    assert "https://courier.example/a" in str(first)


def test_other_records_and_schemes_are_passed_over(tmp_path):
    good = b"HTTP/1.1 404 Not Found\r\n\r\ngone"
    (tmp_path / "a.warc").write_bytes(record(good, "dns:courier.example") + record(good))
    (found,) = read_warc(tmp_path / "a.warc")
    assert found.status == 404


def test_no_archive(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"hello world\n" * 9)
    (error,) = read_warc(tmp_path / "a.warc")
    assert error.reason == "not-warc"
