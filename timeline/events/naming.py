"""Who is meant in a title: what a reader of the title alone is not told, from its article."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.events.acronyms import with_expansions
from timeline.events.drafts import Draft, Word
from timeline.events.gazetteer import gazetteer
from timeline.events.introductions import Introduction, introduce
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names
from timeline.events.surnames import is_personal, is_thing, with_full_names

_OPENING = frozenset(("that", "but", "as", "after", "when", "while", "because"))


@dataclass(frozen=True, slots=True)
class Naming:
    """Completes the titles of one article.

    Attributes:
        names: the full names of the article.
        lexicon: word lists.
    """

    names: Names
    lexicon: Lexicon
    _introduced: dict[str, Introduction | None] = field(default_factory=dict)

    def complete(self, title: str, subject: str, is_recent: bool) -> tuple[str, Draft]:
        """Say in full who a title is about.

        Args:
            title: at most 120 characters.
            subject: its subject, or "".
            is_recent: whether what it tells was when the offices that the article names were held.

        Returns:
            The title, completed; and what charts shorten: the title with full names only.
        """
        led = subject and title[: len(subject)].lower() == subject.lower()
        draft = Draft(title, len(subject) if led else 0)
        draft = with_full_names(draft, self.names, self.lexicon)
        done = with_expansions(self._with_role(draft, is_recent), self.names, self.lexicon)
        return done.title, draft

    def _with_role(self, draft: Draft, is_recent: bool) -> Draft:
        """Say of one person, the first who needs it, what the article introduces them as."""
        for word in draft.words():
            full = self._person_before(draft, word)
            if full is None:
                continue
            if full not in self._introduced:
                self._introduced[full] = introduce(full, self.names.text, self.lexicon)
            found = self._introduced[full]
            start = word.end - len(full)
            if found and not is_recent and found.is_office:
                continue
            if found and not self._is_said(draft, start, found.text):
                done = self._put(draft, start, word, found)
                if done is not draft:
                    return done
        return draft

    def _person_before(self, draft: Draft, word: Word) -> str | None:
        """The full name that ends in a word and has nothing before or behind it that says more."""
        found = self.names.people.get(word.text)
        if not found or draft.quotes(word.start):
            return None
        said = draft.title[: word.end]
        full = max((name for name in found if said.endswith(name)), key=len, default=None)
        if full is None or full.lower() in gazetteer() or not is_personal(full, self.lexicon):
            return None
        before = said[: -len(full)].rstrip(" ").rsplit(" ", 1)[-1] if len(full) < len(said) else ""
        return None if before and not self._may_precede(before) else full

    def _may_precede(self, before: str) -> bool:
        """Whether a word before a name leaves room for a role: a preposition, a verb, "that"."""
        if not before[-1:].isalpha() or not before.islower():
            return False
        sets = self.lexicon.sets
        verb = before in self.lexicon.past or before in self.lexicon.base
        known = before in sets["preposition"] or before in _OPENING
        return known or (verb and before not in sets["role_noun"])

    def _is_said(self, draft: Draft, start: int, role: str) -> bool:
        """Whether the title says the role already, or tells how somebody came by it."""
        lows = [word.text.lower() for word in draft.words()]
        sets, verbs = self.lexicon.sets, self.lexicon.verbs
        for i, low in enumerate(lows):
            base = self.lexicon.base_of(low)
            passive = base in verbs["appointing"] and i > 0 and lows[i - 1] in sets["be"]
            if passive or base in verbs["succeeding"] or (start and base in verbs["appointing"]):
                return True
        return any(w.lower() in sets["role_noun"].intersection(lows) for w in role.split())

    def _put(self, draft: Draft, start: int, word: Word, found: Introduction) -> Draft:
        """Put a role before or behind a name: not in a list, and not beside another aside."""
        after = draft.title[word.end :]
        listed = after.startswith(" and ") and after[5:6].isupper()
        named = word.after and not word.owned and is_thing(word.after, self.lexicon)
        if listed or named or after.startswith(","):
            return draft
        if found.place == "before":
            return draft.put(start, start, f"{found.text} ")
        surname = f"{word.text}'s", f"{word.text}’s"
        if word.owned or after.startswith(" and") or found.text.startswith(surname):
            return draft
        if after and not word.after[:1].islower():
            return draft
        return draft.put(word.end, word.end, f", {found.text}" + ("," if after else ""))
