"""Who is meant in a title: what a reader of the title alone is not told, from its article."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.events.drafts import Draft
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names
from timeline.events.surnames import with_full_names


@dataclass(frozen=True, slots=True)
class Naming:
    """Completes the titles of one article.

    Attributes:
        text: of the article.
        names: its full names.
        lexicon: word lists.
    """

    text: str
    names: Names
    lexicon: Lexicon

    def complete(self, title: str, subject: str) -> tuple[str, str]:
        """Say in full who a title is about.

        Args:
            title: at most 120 characters.
            subject: its subject, or "".

        Returns:
            The title and its subject, completed.
        """
        led = subject and title[: len(subject)].lower() == subject.lower()
        draft = Draft(title, len(subject) if led else 0)
        draft = with_full_names(draft, self.text, self.names, self.lexicon)
        return draft.title, draft.title[: draft.subject_end] if led else subject
