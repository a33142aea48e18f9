"""Tokens, tags, verb groups, clauses and subjects of single sentences."""

from __future__ import annotations

import pytest

from timeline.events.analysis import Analysis, analyse
from timeline.events.lexicon import lexicon
from timeline.events.names import find_names
from timeline.events.tokens import tokenise


def read(text: str, *dates: str) -> Analysis:
    spans = [(text.index(date), text.index(date) + len(date)) for date in dates]
    names = find_names(text, lexicon())
    return analyse(text, spans, False, names, lambda: None, lexicon())


def tags(text: str, *dates: str) -> dict[str, str]:
    tokens = read(text, *dates).tokens
    return dict(zip(tokens.words, tokens.tags, strict=True))


TOKENS = [
    ("The U.S. won't sign.", "The U.S. wo n't sign ."),
    ("Norway's 3.5% rise, $2,000.", "Norway 's 3.5% rise , $2,000 ."),
    ("Mr. Li of Example.com met St. John.", "Mr. Li of Example.com met St. John ."),
    ("a 7–10% cut in PM2.5 levels", "a 7–10% cut in PM2.5 levels"),
    ("the Lakers’ fifth win", "the Lakers ’ fifth win"),
    ("a 2-for-1 split", "a 2-for-1 split"),
    ("Wait -- what?", "Wait -- what ?"),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(text: str, expected: str) -> None:
    assert " ".join(tokenise(text, []).words) == expected


def test_a_date_is_one_token() -> None:
    tokens = tokenise("They met on 9 July 2024 in Oslo.", [(12, 23)])
    assert tokens.words[3] == "9 July 2024"
    assert tokens.tags[3] == "DATE"
    assert tokens.date_at == {3: 0}


@pytest.mark.parametrize(
    ("text", "in_quote", "quoted"),
    [
        ('"Short words," he said.', False, ""),
        ('He called it "a very long and winding road to the peace." Then he left.', False,
         '" a very long and winding road to the peace . "'),
        ("as we were told,” he said.", True, "as we were told , ”"),
        ("He said: “We will go", False, "“ We will go"),
    ],
)  # fmt: skip
def test_long_quotations_are_marked(text: str, in_quote: bool, quoted: str) -> None:
    tokens = tokenise(text, [], in_quote)
    found = [w for w, inside in zip(tokens.words, tokens.quoted, strict=True) if inside]
    assert " ".join(found) == quoted


TAGS = [
    ("The deal signed in Oslo was good.", "signed", "VBN"),
    ("Norway signed the deal in Oslo.", "signed", "VBD"),
    ("The treaty was signed in Oslo.", "signed", "VBN"),
    ("The Israeli military ordered all residents to leave.", "ordered", "VBD"),
    ("They must identify products made in China.", "made", "VBN"),
    ("Air strikes began in May.", "strikes", "NNS"),
    ("The uprising began in May.", "uprising", "NN"),
    ("They failed to impose their will.", "will", "NN"),
    ("Mary Lee arrives in Oslo.", "arrives", "VBZ"),
    ("An airstrike hit the camp.", "hit", "VBD"),
    ("Python was first released in May.", "first", "RB"),
    ("The US and WHO agree.", "US", "NNP"),
    ("The Lakers’ win", "’", "POS"),
]


@pytest.mark.parametrize(("text", "word", "tag"), TAGS)
def test_tags(text: str, word: str, tag: str) -> None:
    assert tags(text)[word] == tag


def test_a_sentence_may_begin_with_a_name_that_is_an_everyday_word() -> None:
    alone = read("Python was released.").tokens.tags[0]
    text = "Developers like Python a lot. Python was released."
    names = find_names(text, lexicon())
    known = analyse("Python was released.", [], False, names, lambda: None, lexicon())
    assert (alone, known.tokens.tags[0]) == ("NN", "NNP")


VERBS = [
    ("Norway has not been told.", "tell", "perfect", True, True),
    ("Norway will meet Chile.", "meet", "future", False, False),
    ("Norway could meet Chile.", "meet", "conditional", False, False),
    ("Norway had signed the deal.", "sign", "pluperfect", False, False),
    ("Norway is signing the deal.", "sign", "progressive", False, False),
    ("The deal was never signed.", "sign", "past", True, True),
    ("Norway signs the deal.", "sign", "present", False, False),
]


@pytest.mark.parametrize(("text", "base", "tense", "passive", "negated"), VERBS)
def test_verb_groups(text: str, base: str, tense: str, passive: bool, negated: bool) -> None:
    [group] = read(text).clauses.groups.values()
    assert (group.base, group.tense, group.passive, group.negated) == (
        base, tense, passive, negated,
    )  # fmt: skip


CLAUSES = [
    ("Norway signed and Chile voted.", ["main Norway", "coordinate Chile"]),
    ("Norway signed the deal and left.", ["main Norway", "coordinate Norway"]),
    ("Ada Lund, who was ill, resigned.", ["main Ada Lund", "relative Ada Lund"]),
    ("After Norway voted, Chile left.", ["main Chile", "subordinate Norway"]),
    ("The minister said that Chile had left.", ["main The minister", "complement Chile"]),
    ("The minister said Chile had left.", ["main The minister", "complement Chile"]),
    ("Chile left the council, officials said.", ["main Chile", "attribution officials"]),
    ("The minister told reporters that Chile had left.",
     ["main The minister", "complement Chile"]),
    ("The law that Chile passed was read.", ["main The law", "relative Chile"]),
    ("In Oslo, a city in Norway, the council met.", ["main the council"]),
    ("Peru, Chile and Bolivia met.", ["main Peru, Chile and Bolivia"]),
    ("Ada Lund, the head of the council, left.", ["main Ada Lund"]),
    ("The case of Ada Lund, who was freed, ended.", ["main The case of Ada Lund",
                                                     "relative Ada Lund"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses_and_their_subjects(text: str, expected: list[str]) -> None:
    analysis = read(text)
    found = [
        f"{clause.kind} {analysis.subjects.find(clause).text}"
        for clause in analysis.clauses.items
        if clause.verb
    ]
    assert found == expected


def test_base_forms() -> None:
    words = lexicon()
    forms = {
        "signed": "sign", "fled": "flee", "stopped": "stop", "denies": "deny", "running": "run",
        "acquired": "acquire", "jammed": "jam", "was": "be", "went": "go",
    }  # fmt: skip
    assert {form: words.base_of(form) for form in forms} == forms


def test_names_of_an_article() -> None:
    text = (
        "Secretary General Mark Rutte met Ada Lund of the Bank of Norway at Acme Widget Inc. "
        "in New York. The World Court sat. Sen. Tom Lee and Ann Lee came."
    )
    names = find_names(text, lexicon())
    assert names.person("Rutte") == "Mark Rutte"
    assert names.person("Lee") is None
    assert names.person("Court") is None
    assert names.body("court") == "World Court"
    assert names.body("bank") == "Bank of Norway"
    assert names.companies == ["Acme Widget Inc"]
