"""One sentence, read: tokens, tags, clauses, and who they are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from timeline.events.clause_builder import find_clauses
from timeline.events.clauses import Clauses
from timeline.events.lexicon import Lexicon
from timeline.events.names import Names
from timeline.events.predicates import PredicateBuilder
from timeline.events.references import Subject
from timeline.events.subjects import SubjectFinder
from timeline.events.tagging import tag
from timeline.events.tokens import Tokens, tokenise


@dataclass(frozen=True, slots=True)
class Analysis:
    """One sentence, read: tokens, clauses, subjects."""

    tokens: Tokens
    clauses: Clauses
    subjects: SubjectFinder
    predicates: PredicateBuilder
    lexicon: Lexicon

    def main_subject(self) -> Subject | None:
        """Give the subject of the first clause that has a verb and a subject of its own."""
        for clause in self.clauses.items:
            if clause.verb and clause.kind in ("main", "coordinate", "attribution"):
                subject = self.subjects.find(clause)
                if subject.kind not in ("none", "existential"):
                    return subject
        return None


def analyse(
    text: str,
    dates: list[tuple[int, int]],
    in_quote: bool,
    names: Names,
    earlier: Callable[[], Subject | None],
    lexicon: Lexicon,
) -> Analysis:
    """Read one sentence.

    Args:
        text: the sentence's own words.
        dates: offsets in it of its temporal expressions.
        in_quote: whether a quotation is open where it begins.
        names: of the article.
        earlier: gives the main subject of the sentence before.
        lexicon: word lists.
    """
    tokens = tokenise(text, dates, in_quote)
    tag(tokens, lexicon, names.proper)
    clauses = find_clauses(tokens, lexicon)
    subjects = SubjectFinder(tokens, clauses, lexicon, names, earlier)
    return Analysis(tokens, clauses, subjects, PredicateBuilder(tokens, clauses, lexicon), lexicon)
