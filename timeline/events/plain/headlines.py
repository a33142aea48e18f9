"""Headlines of other languages: which tell a piece of news, by closed lists and their form."""

from __future__ import annotations

import re

from timeline.events.plain.language import PlainLanguage

MAX_HEADLINE = 120
MIN_WORDS = 4
_MIN_LETTERS = 12
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SITE = re.compile(r"\s+[|•»]\s+[^|•»]{2,40}\Z|\s+[-–—]\s+[^-–—]{2,40}\Z")
_QUOTED = re.compile(r"\A[“”„«\"‘'][^“”»\"]*[“”»\"’']?\Z")
_ASKS = frozenset("?？؟¿")
_COUNT = re.compile(r"\A\d{1,2}\s+[^\W\d_]")


def clean_headline(title: str, publisher: str | None) -> str:
    """Take the site's name off the end of a headline.

    Args:
        title: as the page has it.
        publisher: name or host; a last part that it holds goes, however short the rest.
    """
    title = " ".join(title.split())
    found = _SITE.search(title)
    if not found:
        return title
    rest, last = title[: found.start()], found[0].strip(" |•»-–—").lower()
    named = publisher is not None and _bare(last) in _bare(publisher)
    bar = found[0].strip()[:1] in "|•»"
    return rest if named or (bar and len(_WORD.findall(rest)) >= MIN_WORDS) else title


def _bare(name: str) -> str:
    return re.sub(r"\W", "", name.lower())


def judge_headline(title: str, language: PlainLanguage) -> str | None:
    """Say why a headline is no piece of news, or None.

    Args:
        title: cleaned of the site's name.
        language: word lists.
    """
    words = [word.lower() for word in _WORD.findall(title)]
    if len(title) > MAX_HEADLINE:
        return "too-long"
    if not _ASKS.isdisjoint(title) or title.endswith(("…", "...")):
        return "headline-no-news"
    if _QUOTED.match(title) or len(title) < _MIN_LETTERS or _COUNT.match(title):
        return "headline-no-news"
    if title.count(" ") > 1 and len(words) < MIN_WORDS:
        return "headline-length"
    if _asks(title, language) or any(language.among("labels", word) for word in words):
        return "headline-no-news"
    if any(language.among("own_voice", word) for word in words if len(word) > 1):
        return "first-or-second-person"
    return None


def _asks(title: str, language: PlainLanguage) -> bool:
    """Whether a headline asks or explains ("Warum …", also behind a colon)."""
    parts = [part.lower() for part in re.split(r"[:–—|]\s", title)]
    firsts = [found[0] for part in parts if (found := _WORD.search(part))]
    return any(language.among("questions", first) for first in firsts)


def tells_news(title: str, language: PlainLanguage) -> bool:
    """Whether a headline has a verb other than "is", or a participle.

    Where we cannot tell verbs from other words, any headline does.
    """
    if not language.has_verbs:
        return True
    words = [word.strip(".,;:!?()\"'“”„«»’") for word in title.split()]
    participles = tuple(language.sets["participles"])
    for i, word in enumerate(words):
        low = word.lower()
        before = words[i - 1] if i else ""
        finite = language.is_finite(low if i == 0 else word, before.lower())
        if finite and not language.among("copulas", low):
            return True
        if len(low) > MIN_WORDS and low.endswith(participles):
            return True
        if language.verb_last and language.follows_noun(word, before):
            return True
    return False
