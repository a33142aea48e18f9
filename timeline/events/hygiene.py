"""Which sentences can hold a row, and where their own words begin."""

from __future__ import annotations

import re

MIN_SENTENCE = 25
MAX_SENTENCE = 600

_LOOK = 200  # characters in which a dateline has to end
# Possessive quantifiers (`*+`) keep the match linear on long runs of capitals.
_LEAD = re.compile(
    r"\s*(?:[•·*▪■►»>–—_-]+\s*)?"
    r"(?:(?:[A-Z][\w.’'-]*+[ ,/]*+){1,6}+\((?:[A-Z][\w ./’'-]{1,30})\)\s*(?:[-–—_:]+\s*)?"
    r"|\((?:[A-Z][\w ./’'-]{1,30})\)\s*(?:[-–—_:]+\s*)"
    r"|(?:[A-Z]{2}[A-Z.’'-]++[ ,/]*+){1,4}+(?:[A-Z][\w.]*+[ ,]*+){0,3}?"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})? )?"
    r"(?:[–—_]+|--+|(?<=\s)-)\s*"
    r"|(?:[A-Z]{3}[A-Z.’'-]*+[ ,/]*+){1,4}+(?:[A-Z][\w.]*+[ ,]*+){0,2}+:\s+"
    r")?"
)
_AGENCY = re.compile(
    r".{0,90}?\((?:Reuters|AP|AFP|CNN|UPI|Xinhua|BBC|dpa|DPA|TASS|ANI|PTI|IANS|Bloomberg"
    r"|EFE|ANSA)\)"
    r"\s*[-–—_:]+\s*[\"”’']?\s*"
)
_CREDIT = re.compile(
    r"\s*(?:\((?:By |Photo |Image )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,4} ?(?:[-–—/,]|--) ?"
    r"[A-Z][^()]{1,40}\)\s*){1,2}"
)
_BYLINE = re.compile(
    r"\s*(?:By|From) [A-Z][\w.’'-]+(?:,? (?:and )?[A-Z][\w.’'-]+){1,8}, "
    r"(?:CNN|BBC News|BBC|Reuters|AP|AFP)\s+(?=[A-Z])"
)
_LIVE = re.compile(r"\s*[A-Z][A-Z ]{2,24},\s[^()]{3,60}?\blocal:\s+")
_CLOCKED = re.compile(r".{0,160}?(?:\b\d\d:\d\d:\d\d|\bNEW:|\bCORRECTED -)\s+(?=[A-Z])")
_STRAY = re.compile(r"[\"”']\s+")
_UNOPENED = re.compile(r"[^()]{0,60}\)\s*")
_STAMP = re.compile(r"\s*\([^()]{0,40}\b(?:a\.m\.|p\.m\.|ET|GMT|UTC|HKT|local)\b[^()]{0,40}\)\s*")
_GLUED = re.compile(r"(?<=[a-z]{3}) (The|A|An|He|She|They|It) (?=[a-z])")
_BEFORE_TITLE = frozenset(
    ("of", "in", "on", "at", "by", "from", "for", "and", "or", "with", "to", "as", "the", "film",
     "movie", "song", "book", "show", "album", "series", "drama", "novel", "play", "magazine",
     "newspaper", "paper", "called", "named", "titled", "entitled", "vitamin", "type", "category")
)  # fmt: skip
# Every match of the pattern below holds one of these; looking for them first is ten times faster.
_TRIGGERS = (
    "http", "www.", "@", "|", "©", "rights reserved", "copyright", "photo", "image", "credit",
    "getty", "handout", "picture", "reporting by", "editing by", "written by", "subscri",
    "newsletter", "sign up", "click here", "read more", "cookie", "privacy policy", "terms of",
    "follow ", "contact us", "updated", "published", "posted", "modified", "this article",
    "this story", "this post", "this page", "this piece", "this image", "this video",
    "this frame", "appeared", "contributed", "is seen", "is pictured", "is shown", "pose for",
    "poses for", "posed for", "(l)", "(r)", "(c)", "left)", "right)",
    "centre)", "center)", ", left,", ", right,", ", center,", ", centre,", "unseen",
    "forward-looking",
)  # fmt: skip
_BOILERPLATE = re.compile(
    r"https?://|www\.|\S@\S+\.\w|\||©|\ball rights reserved\b|\bcopyright\b"
    r"|\bphoto(?:graph)?s? by\b"
    r"|\bphoto(?:graph)?:|\bimage(?: credit)?:|\bcredit:|\bgetty images\b|\bap photo\b"
    r"|\b(?:file|handout) (?:photo|image|picture)\b|\breporting by\b|\bediting by\b|\bwritten by\b"
    r"|\bsubscri(?:be|ption)\b|\bnewsletter\b|\bsign up\b|\bclick here\b|\bread more\b|\bcookies?\b"
    r"|\bprivacy policy\b|\bterms of (?:use|service)\b|\bfollow (?:us|him|her|me) on\b"
    r"|\bcontact us\b"
    r"|^\s*(?:last )?(?:updated|published|posted|modified|last modified)\b|\bfirst published\b"
    r"|\bthis (?:article|story|post|page|piece) (?:was|has been|originally|first|appeared|is)\b"
    r"|\boriginally (?:published|appeared)\b|\bcontributed to this (?:report|story)\b"
    r"|\bthis (?:photo|picture|image|photograph|video|frame)\b"
    r"|\bis (?:seen|pictured|shown) (?:here|in|on|at|during)\b"
    r"|\bpose[sd]? for (?:a )?(?:photo|picture)"
    r"|\((?:l|r|c|left|right|centre|center)\)|, (?:left|right|cent(?:er|re)|unseen),"
    r"|\bpicture[sd]?:|\bforward-looking statements?\b"
)  # of a sentence in lower case


def own_start(sentence: str) -> int:
    """Give the offset of a sentence's own words, after bullets, datelines and stamps."""
    wire = (
        _BYLINE.match(sentence)
        or _LIVE.match(sentence)
        or _CREDIT.match(sentence)
        or _AGENCY.match(sentence, 0, _LOOK)
        or _CLOCKED.match(sentence, 0, _LOOK)
    )
    lead = wire or _LEAD.match(sentence, 0, _LOOK)
    start = lead.end() if lead else 0
    if start and sentence[:start].strip():
        stray = _STRAY.match(sentence, start)
        start = stray.end() if stray else start
    unopened = _UNOPENED.match(sentence, start)
    if unopened:
        start = unopened.end()
    stamp = _STAMP.match(sentence, start)
    if stamp:
        start = stamp.end()
    start = max(start, _after_headline(sentence))
    return start if start < len(sentence) - MIN_SENTENCE else 0


def _after_headline(sentence: str) -> int:
    """Where a sentence begins that was glued to a headline without a full stop, or 0.

    A capital "The" behind a small word begins a sentence, if no preposition, quotation or work
    ("the film The queen") explains it.
    """
    begin = 0
    for found in _GLUED.finditer(sentence):
        before = sentence[: found.start()].rpartition(" ")[2].lower()
        if before not in _BEFORE_TITLE and found.start() >= MIN_SENTENCE:
            begin = found.end() - len(found[1]) - 1
    return begin if sentence.count("“", 0, begin) == sentence.count("”", 0, begin) else 0


def refuse(sentence: str) -> str | None:
    """Say why a sentence cannot hold a row, or None."""
    if len(sentence) < MIN_SENTENCE:
        return "sentence-too-short"
    if len(sentence) > MAX_SENTENCE:
        return "sentence-too-long"
    if "\ufffd" in sentence:
        return "garbled"
    low = sentence.lower()
    if any(map(low.__contains__, _TRIGGERS)) and _BOILERPLATE.search(low):
        return "boilerplate"
    letters = sum(map(str.isalpha, sentence))
    if letters < len(sentence) * 0.55:
        return "not-prose"
    if sentence.isupper():
        return "not-prose"
    return None
