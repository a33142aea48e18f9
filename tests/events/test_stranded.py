"""Verb forms that no clause is left for."""

from __future__ import annotations

import pytest

from tests.events.test_grammar import tags

CASES = [
    ("The contract with Chile includes a raise in base wages by 2028.", "wages", "NNS"),
    ("Ada Lund brought harsh words to the witness stand in Oslo.", "stand", "NN"),
    ("The two states have published updated guidance.", "updated", "VBN"),
    ("Berg founded a group in Oslo called Nordlys.", "called", "VBN"),
    ("A report issued in June indicated that the war was over.", "indicated", "VBD"),
    ("A report issued in June indicated that the war was over.", "issued", "VBN"),
    ("The man who attacked the mayor surrendered in Oslo.", "surrendered", "VBD"),
    ("The bill the House passed reached the president.", "reached", "VBD"),
    ("After he left office the party changed its name.", "changed", "VBD"),
    ("Officials said the army attacked the town.", "attacked", "VBD"),
    ("Workers marched in Lima to protest reduced salaries.", "marched", "VBD"),
    ("Chile intervened in the war under a mandate of the council.", "intervened", "VBD"),
    ("The toll in the Oslo blast, at first ten, has risen to 12.", "blast", "NN"),
    ("The warrant issued in Lima charged Berg with murder.", "charged", "VBD"),
    ("The all-new sedan is on sale.", "all-new", "JJ"),
]


@pytest.mark.parametrize(("text", "word", "tag"), CASES)
def test_forms_without_a_clause(text: str, word: str, tag: str) -> None:
    assert tags(text)[word] == tag
