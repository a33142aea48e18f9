"""A title that is being completed: its text, its words, and where its subject ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from timeline.events.gazetteer import plain
from timeline.events.predicates import MAX_TITLE

MOST_WORDS = 26  # with all that says who somebody is
_WORD = re.compile(r"[^\s“”\"(),;:—–]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a title.

    Attributes:
        text: without a possessive and the marks behind it.
        start: offset in the title.
        owned: whether a possessive follows ("Khatib's").
        before, after: the words beside it, as written; "" where a mark stands between.
    """

    text: str
    start: int
    owned: bool
    before: str
    after: str

    @property
    def end(self) -> int:
        """Offset of the end of its text."""
        return self.start + len(self.text)


@lru_cache(maxsize=16)
def _words(title: str) -> tuple[Word, ...]:
    """Cut a title into words; each step of its completion asks for them."""
    found = list(_WORD.finditer(title))
    words = []
    for i, one in enumerate(found):
        text = plain(one[0]) or one[0]
        before = found[i - 1] if i else None
        after = found[i + 1] if i + 1 < len(found) else None
        near = before is not None and before.end() + 1 == one.start()
        next_to = after is not None and after.start() == one.end() + 1
        words.append(
            Word(
                text, one.start(), one[0][len(text) :][:1] in ("'", "’"),
                before[0] if before and near else "", after[0] if after and next_to else "",
            )
        )  # fmt: skip
    return tuple(words)


@dataclass(frozen=True, slots=True)
class Draft:
    """A title under completion.

    Attributes:
        title: its text.
        subject_end: offset of the end of its subject; 0 if it has none.
    """

    title: str
    subject_end: int = 0

    @property
    def subject(self) -> str:
        """Its subject, or ""."""
        return self.title[: self.subject_end]

    def words(self) -> tuple[Word, ...]:
        """Give its words in order."""
        return _words(self.title)

    def quotes(self, offset: int) -> bool:
        """Whether an offset is inside a quotation."""
        return self.title.count("“", 0, offset) > self.title.count("”", 0, offset)

    def put(self, start: int, end: int, text: str) -> Draft:
        """Give the draft with another text from `start` to `end`; itself if that is too long.

        A title has at most `MAX_TITLE` characters and, completed, `MOST_WORDS` words.
        """
        if start == 0:
            text = text[:1].upper() + text[1:]
        title = self.title[:start] + text + self.title[end:]
        if len(title) > MAX_TITLE or len(title.split(" ")) > MOST_WORDS:
            return self
        moved = len(title) - len(self.title) if start < self.subject_end else 0
        return Draft(title, self.subject_end + moved)
