import gzip
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import FetchError
from timeline.fetch.encoding import content_coding, gunzip, read_body


@pytest.mark.parametrize(
    ("header", "coding"),
    [(None, None), ("", None), ("identity", None), ("gzip", "gzip"), ("X-GZip", "gzip"),
     ("identity, gzip", "gzip"), (" gzip , ", "gzip")],
)  # fmt: skip
def test_gzip_and_nothing_are_read(header, coding):
    assert content_coding(header) == coding


@pytest.mark.parametrize("header", ["br", "zstd", "deflate", "compress", "gzip, gzip", "utf-8"])
def test_other_codings_were_not_asked_for(header):
    with pytest.raises(FetchError) as caught:
        content_coding(header)
    assert caught.value.reason == "encoding-refused"


@given(st.binary(max_size=2_000), st.integers(1, 50), st.integers(1, 3))
def test_what_was_packed_comes_out_in_any_chunks(data, step, members):
    packed = b"".join(gzip.compress(data) for _ in range(members))
    chunks = [packed[i : i + step] for i in range(0, len(packed), step)]
    assert read_body(chunks, "gzip", 10_000) == data * members


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_cut_gzip_is_never_taken_for_whole(data, draw):
    packed = gzip.compress(data)
    cut = draw.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(FetchError) as caught:
        read_body([packed[:cut]], "gzip", 10_000)
    assert caught.value.reason == "truncated"


def test_a_limit_is_a_limit_to_the_byte():
    assert len(read_body([b"x" * 60, b"y" * 40], None, 100)) == 100
    assert len(gunzip(gzip.compress(bytes(100)), 100)) == 100
    for chunks, coding in (([b"x" * 101], None), ([gzip.compress(bytes(101))], "gzip")):
        with pytest.raises(FetchError) as caught:
            read_body(chunks, coding, 100)
        assert caught.value.reason == "too-large"


def test_a_body_can_be_cut_at_the_limit():
    assert read_body([b"abc", b"def"], None, 4, cut=True) == b"abcd"
    assert read_body([gzip.compress(b"abcdef")], "gzip", 4, cut=True) == b"abcd"


def test_padding_after_the_last_member_is_ignored():
    assert gunzip(gzip.compress(b"text") + bytes(512), 100) == b"text"


def test_what_is_no_gzip_is_said_so():
    with pytest.raises(FetchError) as caught:
        gunzip(os.urandom(4) + b"no gzip", 100)
    assert caught.value.reason == "encoding-broken"
