"""Plain text files to articles."""

from __future__ import annotations

import re

from timeline.errors import ParseError
from timeline.models import Article
from timeline.parse import language as languages
from timeline.parse.own_day import is_stamp
from timeline.parse.text import tidy

_MAX_HEADLINE = 200
_MAX_LEAD = 1_000
_STAMPS = 4
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*$")
_FIRST_SENTENCE = re.compile(
    r".{20,300}?[.!?…]['\"”’»)\]]*(?=\s+[\"“„«A-ZÀ-ÞА-ЯІЇЄҐ\d]|$)|.{4,}?[。！？]", re.S
)
_DATELINE = re.compile(
    r"^[\W_]*(?:[A-ZÀ-Þ][\w.'’-]*(?:[ ,/]+(?:[A-ZÀ-Þ][\w.'’-]*|\d{1,2}|of|de|la|the))*[\s,]*)?"
    r"(?:\([^()]{2,60}\)\s*[-–—:.]*|[-–—]+\s*[A-Z][\w ]{1,30}\)|[-–—]{1,2})\s+"
)
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


def parse_text(
    text: str,
    *,
    url: str | None = None,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    language: str | None = None,
    publisher: str | None = None,
) -> Article:
    """Make an article of plain text.

    Where the text's paragraphs are set apart by blank lines, single newlines inside them are
    line wrapping and become spaces.

    Args:
        text: the whole file.
        url: canonical URL, if it has one.
        id: an identifier that came with it.
        title: given by hand; otherwise the first line that is no stamp ("Posted: 5 March
            2013"), if it looks like a headline (then it is no part of the text), else the first
            sentence, without dateline.
        published: ISO 8601, if it is known.
        language: BCP 47, if it is known; otherwise detected.
        publisher: name for people.

    Returns:
        The article.

    Raises:
        ParseError: `no-text`.
    """
    lines = [line for line in tidy(_unwrap(text)).split("\n") if line]
    if not lines:
        raise ParseError("file holds no text", reason="no-text")
    if title is None:
        title, lines = _headline_of(lines)
    body = "\n".join(lines)
    spoken, how = languages.detect(body, language)
    return Article(
        title=title if title is not None else first_sentence(_first_prose(lines)),
        text=body,
        url=url,
        id=id,
        language=spoken,
        language_how="given" if language and how == "declared" else how,
        published=published,
        published_how="given" if published else None,
        publisher=publisher,
    )


def _headline_of(lines: list[str]) -> tuple[str | None, list[str]]:
    """The headline among the first lines, of which some only say when and by whom; the rest."""
    place = next((i for i, line in enumerate(lines[:_STAMPS]) if not is_stamp(line)), 0)
    rest = [line for line in lines[place + 1 :] if not is_stamp(line)]
    if rest and looks_like_headline(lines[place], rest[0]):
        return lines[place], lines[:place] + lines[place + 1 :]
    return None, lines


def _first_prose(lines: list[str]) -> str:
    return next((line for line in lines[:_STAMPS] if not is_stamp(line)), lines[0])


def looks_like_headline(line: str, following: str) -> bool:
    """Whether a first line is a headline: short, no sentence end, shorter than what follows."""
    return (
        len(line) <= _MAX_HEADLINE
        and not _SENTENCE_END.search(line)
        and not _DATELINE.match(line)
        and len(line) < len(following) * 2
    )


def first_sentence(paragraph: str) -> str:
    """The first sentence without its dateline (`PARIS (AFP) - `, `MENAFN - UkrinForm) `)."""
    start = paragraph[:_MAX_LEAD]
    rest = _DATELINE.sub("", start, count=1) or start
    found = _FIRST_SENTENCE.match(rest)
    sentence = found[0] if found else rest
    if len(sentence) > _MAX_HEADLINE:
        sentence = sentence[:_MAX_HEADLINE].rsplit(" ", 1)[0]
    return sentence.strip()


def _unwrap(text: str) -> str:
    """Join wrapped lines where blank lines separate paragraphs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not _PARAGRAPH_BREAK.search(text.strip()):
        return text
    return "\n".join(" ".join(p.split("\n")) for p in _PARAGRAPH_BREAK.split(text))
