"""Finds temporal expressions in a text and says what they mean.

`find` is the tagger and normaliser: TIMEX3 `type` and `value` and EDTF for every expression, in
the language of the text, resolved against the time of its publication. `explain` returns what
was refused as well. How it works, from the inside out:

- `language` turns a data file and dateparser's locale data into a lexicon of word classes;
- `encode` writes a text as one symbol for each token;
- `rules` are patterns over those symbols with a reader each; `tagger` applies them, longest
  match first, in one pass; `direction` says which year or week an incomplete date is of;
- `refine` lets neighbours change each other: modifiers, times of day (`times`), ranges and open
  ends (`bounds`);
- `asking` is where dateparser is asked what the words of a single date say.
"""

from timeline.temporal.finding import RULES_VERSION, explain, find
from timeline.temporal.guess import guess_language

__all__ = ["RULES_VERSION", "explain", "find", "guess_language"]
