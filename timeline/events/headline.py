"""The article's own news: its headline, and its lead where that has no date."""

from __future__ import annotations

import re

from timeline.events.lexicon import Lexicon
from timeline.events.penn import FINITE, NOUNS
from timeline.events.tagging import tag
from timeline.events.tokens import tokenise

_REFUSED = re.compile(
    r"[?]|\b(?:how|why|what|when|where|which|who|whose|review|opinion|analysis|explained|explainer|"
    r"guide|watch|live|quiz|podcast|interview|recipe|best|top|ways|reasons|things|tips|ideas|"
    r"i|i'm|my|me|we|our|(?-i:[Uu]s)|you|your|yours|this|here|here's|these|meet|photos|gallery|video|"
    r"column|editorial|letter|obituary|horoscope|forecast|preview|q&a|need to know)\b",
    re.IGNORECASE,
)
_LEAD_NUMBER = re.compile(r"\s*(?:\d{1,3}\s+\w+|(?:19|20)\d\d\b)")
_SITE = re.compile(r"\s+[|»•]\s+.*\Z|\s+[-–—]\s+[^-–—]{2,40}\Z")
_LABEL = re.compile(r"\A(?:[A-Z][A-Z ]{2,20}|Update|Breaking|Exclusive|Watch|Just in)\s*[:|]\s+")
MIN_WORDS, MAX_WORDS = 5, 20


def clean(title: str) -> str:
    """Take a site's name and labels off a headline."""
    title = " ".join(title.split())
    title = _LABEL.sub("", title)
    cut = _SITE.sub("", title)
    return cut if len(cut.split()) >= MIN_WORDS else title


def is_news(headline: str, lexicon: Lexicon) -> str | None:
    """Judge an English headline.

    Returns:
        None if it tells one piece of news, else why not.
    """
    words = headline.split()
    if not MIN_WORDS <= len(words) <= MAX_WORDS:
        return "headline-length"
    if len(headline) > 120:
        return "too-long"
    if _REFUSED.search(headline) or _LEAD_NUMBER.match(headline):
        return "headline-no-news"
    if re.search(r"[.!;]\s+\w|:\s", headline):
        return "headline-two-parts"
    if _news_verb(headline, lexicon) < 0:
        return "headline-no-verb"
    return None


def _news_verb(headline: str, lexicon: Lexicon) -> int:
    """Find a finite news verb after a noun, whatever the capitals; -1 if there is none."""
    capitals = sum(w[:1].isupper() for w in headline.split())
    title_case = capitals > 0.7 * len(headline.split())
    tokens = tokenise(headline, [])
    tag(tokens, lexicon)
    if not lexicon.sets["market_noun"].isdisjoint(tokens.lows) and any(
        lexicon.is_verb("figures", lexicon.base.get(low, "")) for low in tokens.lows
    ):
        return -1
    for i in range(1, len(tokens)):
        low = tokens.lows[i]
        known = low in lexicon.base and lexicon.base[low] not in lexicon.verbs["state"]
        if not title_case and tokens.tags[i] in FINITE and known:
            return i
        third = known and (low.endswith("s") or low in lexicon.past) and low not in lexicon.bases
        after = tokens.lows[i + 1] if i + 1 < len(tokens) else ""
        if third and (tokens.tags[i - 1] in NOUNS or title_case) and (low not in lexicon.nouns):
            return i
        if low == "to" and after in lexicon.bases and tokens.tags[i - 1] in NOUNS:
            return i
        if low in ("is", "are", "will", "was", "were") and after in lexicon.base:
            return i
    return -1
