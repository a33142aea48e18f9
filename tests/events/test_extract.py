from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from timeline.events import (
    FORTHCOMING_MORE_CUT,
    FORTHCOMING_SHOWN_CUT,
    MORE_CUT,
    RULES_VERSION,
    SHOWN_CUT,
    Extractor,
    RuleExtractor,
    extract,
)
from timeline.models import Article, EventMention, Timex
from timeline.temporal import find

Dated = Callable[..., EventMention]
Read = Callable[..., list[EventMention]]

TITLES = [
    # One date, one clause: the date goes, the clause stays.
    ("Parliament approved the ceasefire in Oslo on 9 July 2024.",
     "Parliament approved the ceasefire in Oslo"),
    ("On Friday, Norway signed a treaty with Chile.", "Norway signed a treaty with Chile"),
    ("GENEVA (AP) - Envoys from Peru met Swiss officials on Thursday.",
     "Envoys from Peru met Swiss officials"),
    ("Police in Lima arrested two ministers last week.", "Police in Lima arrested two ministers"),
    # Relative clauses get their antecedent, main clauses their second half.
    ("Anna Berg, who was elected mayor of Bergen in 2019, left for Rome.",
     "Anna Berg was elected mayor of Bergen"),
    ("Anna Berg, who was 52, resigned from the party on 3 May 2023.",
     "Anna Berg resigned from the party"),
    ("Poland, Latvia and Malta, which joined the pact in May 2004, asked for help.",
     "Poland, Latvia and Malta joined the pact"),
    # A saying gives way to what was said; a statement that is the news stays.
    ("Officials said that NATO struck a depot near Sirte on Friday.",
     "NATO struck a depot near Sirte"),
    ("Italy announced on Friday that it will open a consulate in Kyiv.",
     "Italy announced that it will open a consulate in Kyiv"),
    # A pluperfect in a report is told as a simple past.
    ("The alliance said that Spain had sent two ships to Crete on Friday.",
     "Spain sent two ships to Crete"),
    # Dates as modifiers, with and without possessive.
    ("The 1988 bombing of Pan Am Flight 103 over Lockerbie is recalled in the film.",
     "Bombing of Pan Am Flight 103 over Lockerbie"),
    ("He spoke of the Minsk agreements of 2014-2015 at length.", "Minsk agreements"),
    ("Critics recalled Ada Lund's March 2019 ouster in the war.", "Ada Lund's ouster in the war"),
    ("Critics recalled Peru's 1969 coup.", "Peru's coup"),
    ("Norway leads the army, in response to the killing of 34 people in Peru last week.",
     "Killing of 34 people in Peru"),
    ("Peru saw long years of war in Lima after a 2003 Norwegian invasion toppled the king.",
     "A Norwegian invasion toppled the king"),
    ("In 2019, Norway signed the treaty with Chile in May.",
     "Norway signed the treaty with Chile"),
    ('"There was a summit in Washington in 2024 that was very clear," Mark Rutte said.',
     "Summit in Washington"),
    ("Critics keep returning to the Vienna accord of 2015 as a warning.", "Vienna accord"),
    # Reduced relatives become a passive.
    ("Reporters asked about the treaty signed by Chile and Peru in Lima in 2019.",
     "The treaty was signed by Chile and Peru in Lima"),
    # Lines of a printed timeline keep their present tense.
    ("September 8, 2021 - Chile votes to leave the treaty.", "Chile votes to leave the treaty"),
    # The clause that tells what a date dates may follow it.
    ("It should hold better than what followed in 2015, when the Minsk agreements were signed.",
     "The Minsk agreements were signed"),
    # A verb keeps what it wants: infinitive, question, the object that it shares, its particle.
    ("Last week the allies started mapping out ways the council could support Peru.",
     "The allies started mapping out ways the council could support Peru"),
    ("The agency sent a team to Lima on Friday to check if the port was safe.",
     "The agency sent a team to Lima to check if the port was safe"),
    ("Parliament on Friday approved and published the law on fishing.",
     "Parliament approved and published the law on fishing"),
    ("Norway pushed back on Friday against pressure from Chile.",
     "Norway pushed back against pressure from Chile"),
    ("Two men were arrested in Oslo last week and charged on Friday with murder.",
     "Two men were charged with murder"),
    # Asides go, and what follows them stays; lists stay whole.
    ("A court in Oslo on Friday sentenced Ada Lund, a former mayor, to five years in prison.",
     "A court in Oslo sentenced Ada Lund to five years in prison"),
    ("Chile on Friday called for weaker trade, environmental, and safety rules.",
     "Chile called for weaker trade, environmental, and safety rules"),
    ("Norway's prime minister, Ada Lund, resigned on Friday.",
     "Norway's prime minister, Ada Lund, resigned"),
    # A brief title says how it came; one that says enough does not.
    ("A child died on Friday after being pulled from the sea when a boat sank near Bergen.",
     "A child died after being pulled from the sea when a boat sank near Bergen"),
    ("The violence in Peru grew on Friday as the army took control of Lima.",
     "The violence in Peru grew as the army took control of Lima"),
    ("A man resigned on Friday as he was ill, the paper in Bergen said.", "A man resigned"),
    ("Norway signed the treaty on the fish of the northern seas with Chile and Peru on Friday "
     "after the council met.",
     "Norway signed the treaty on the fish of the northern seas with Chile and Peru"),
    # A quotation that a clause cannot do without is part of it, if it fits.
    ('Ada Lund said on Friday that Chile "is going to have to make a deal that I like."',
     "Ada Lund said that Chile “is going to have to make a deal that I like”"),
    ('Ada Lund vowed on Friday that "we will not surrender."',
     "Ada Lund vowed that “we will not surrender”"),
    ('Norway called on Friday for talks, "so that we all may sleep well in our beds."',
     "Norway called for talks"),
    # A list is whole, or its first part alone; an -ing form has what it says, or goes.
    ("The court in Oslo heard charges on Friday against Ada Lund, her brother Ron Berg "
     "of Bergen, the former minister of finance, and Peter Sand.",
     "The court in Oslo heard charges against Ada Lund"),
    ("The council for peace in Peru issued a report on Friday saying Norway's new government was "
     "about to repeat the abuses of the old king of the northern isles.",
     "The council for peace in Peru issued a report"),
    ("Ada Lund freed two people on Friday and two the day before.", "Ada Lund freed two people"),
    ("Two men were held for 12 days in Oslo on Friday.", "Two men were held for 12 days in Oslo"),
    ("Bombs fell on Lima for a third consecutive night on Friday.",
     "Bombs fell on Lima for a third consecutive night"),
    ("Norway designated 17 February 2025 as a day of rest.",
     "Norway designated 17 February 2025 as a day of rest"),
    # Places before and after commas; names that look like other words.
    ("According to records seized by the army in Bergen, Norway, in 2007, 52 men from Lima joined "
     "the rebels.", "52 men from Lima joined the rebels"),
    ("A poll was ordered by the Institute for Peace, an Oslo-based think tank, and began Friday.",
     "A poll began"),
    ("The paper praised Friday's news conference of the envoy Liu He in Oslo.",
     "News conference of the envoy Liu He in Oslo"),
    ("The law sparked a fight over on Friday.", "The law sparked a fight"),
    ("Ada Lund, the editor killed in Lima on Friday, was Norwegian.",
     "The editor was killed in Lima"),
    ("Ada Lund resigned on Friday to seek, unsuccessfully, a seat in Oslo.",
     "Ada Lund resigned to seek a seat in Oslo"),
    ("Ron Berg fired the shots that killed an Oslo, Norway, doctor on Friday.",
     "Ron Berg fired the shots that killed an Oslo, Norway, doctor"),
    ("In 2025, seeking peace with Chile, Ada Lund left for Lima.", "Ada Lund left for Lima"),
    ("Norwegian firefighters leave the island The council freed two men on Friday in Lima.",
     "The council freed two men in Lima"),
    ("Ada Lund praised the film The house on Friday in Lima.",
     "Ada Lund praised the film The house in Lima"),
    # Short quotations keep their marks.
    ('Ada Lund called the Norwegian law "a bad joke" on Friday.',
     "Ada Lund called the Norwegian law “a bad joke”"),
    # A year that belongs to another thing stays; so does a feast day in a name.
    ("The singers of Bergen joined the Hall's Class of 2020 on Friday.",
     "The singers of Bergen joined the Hall's Class of 2020"),
    ("Christmas decorations were unveiled in Oslo on Friday.",
     "Christmas decorations were unveiled in Oslo"),
    # Participles that open a sentence are no subject; bare names take none.
    ("Warning that the ice is thin, Ada Lund closed the lake on Friday.",
     "Ada Lund closed the lake"),
    ("French jets deployed over Libya fired at a camp near Sirte on Friday.",
     "French jets fired at a camp near Sirte"),
    # Listeners are no part of what they are told.
    ("An official told Reuters Spain would join the pact with Peru on Friday.",
     "Spain would join the pact with Peru"),
    # The antecedent is the whole subject that a relative clause interrupts.
    ("The court in Oslo, which opened in 2019, found a minister guilty.",
     "The court in Oslo opened"),
    ("Ada Lund visited the museum in Bergen that opened in 2019.", "The museum in Bergen opened"),
    # What is only alleged says so.
    ("The opposition alleged that the army shelled Bergen on Friday.",
     "The army allegedly shelled Bergen"),
    # Adverbs that change what is said stay; others go.
    ("Norway never signed the deal with Chile in 2019.", "Norway never signed the deal with Chile"),
    ("Norway also signed the deal with Chile in 2019.", "Norway signed the deal with Chile"),
    # Two people with an aside each are both told of; a bare number counts people.
    ("Ada Lund, an envoy to Peru, and Ron Berg, a former minister, met in Oslo on Friday.",
     "Ada Lund and Ron Berg met in Oslo"),
    ("At least eight people died and 30 were wounded in Bergen on Friday.",
     "30 people were wounded in Bergen"),
    ("LIBYA, 5:32 p.m. ET, 12:32 a.m. local: Norway condemned the raid on Friday.",
     "Norway condemned the raid"),
    # Adjectives that commas part stay together; a prefix that a space parts goes back.
    ("The square was littered on Friday with the bombed-out, scorched carcasses of army tanks.",
     "The square was littered with the bombed-out, scorched carcasses of army tanks"),
    ("Pro- Gadhafi forces retook Zawiya on Friday.", "Pro-Gadhafi forces retook Zawiya"),
    # "since" leads a phrase here, no clause.
    ("The first vote since the Orange Revolution was held in Kyiv on Friday.",
     "The first vote since the Orange Revolution was held in Kyiv"),
    # Where the whole does not fit, offices and asides of the subject go before the act does.
    ("Norway's chief military envoy to the south, Rear Admiral Ada Lund, said on Friday that the "
     "vote in Bergen would not stop the council from sailing.",
     "Norway's chief military envoy to the south said that the vote in Bergen would not stop the "
     "council from sailing"),
    # A date's 's was a determiner; another takes its place. A year may be an object.
    ("Norway killed two men in last Friday's raid in the hills.",
     "Norway killed two men in the raid in the hills"),
    ("The United Nations declared 2010 the International Year of Biodiversity.",
     "The United Nations declared 2010 the International Year of Biodiversity"),
    ("Norway condemned the 3 January raid in Bergen on Friday.",
     "Norway condemned the raid in Bergen"),
    ("Two men died over the weekend after a fight on the border of Peru.",
     "Two men died after a fight on the border of Peru"),
    ("Norway voiced alarm over recent reports of raids in Peru on Friday.",
     "Norway voiced alarm over recent reports of raids in Peru"),
    ("Rebels killed five people in the isolated and besieged western city of Misrata on Friday.",
     "Rebels killed five people in the isolated and besieged western city of Misrata"),
    ("The crowd saw the funeral of comrades killed during clashes in Bergen in 2019.",
     "Comrades were killed during clashes in Bergen"),
    ("Officials said forces from Lima had opened fire on the port of Bergen on Friday.",
     "Forces from Lima opened fire on the port of Bergen"),
    ("Hours later, Norwegian warships shelled the port of Bergen on Friday.",
     "Norwegian warships shelled the port of Bergen"),
    ("Ada Lund said on Friday that she would die rather than step down.",
     "Ada Lund said that she would die rather than step down"),
    ("(AP Photo/Ada Lund) (Ada Lund - AP) Norway left the pact on Friday.",
     "Norway left the pact"),
    ("(Download Audio File) In June of 1933, Roosevelt signed the recovery act of Norway.",
     "Roosevelt signed the recovery act of Norway"),
    ("A rising in Peru in May 2019 against the council led to a war with Chile.",
     "A rising in Peru against the council led to a war with Chile"),
    ("Officials said that Norway had promised and then broken a ceasefire on Friday.",
     "Norway had promised and then broken a ceasefire"),
    # An apposed name is who did it.
    ("Ada Lund, the Peruvian envoy who left Bergen on Friday, is ill.",
     "Peruvian envoy Ada Lund left Bergen"),
    ("Officials want to end the 15% tariffs on about $5 billion worth of Peruvian goods imposed "
     "in 2019.", "The 15% tariffs on about $5 billion worth of Peruvian goods were imposed"),
    # A photographer's name is no part of the sentence.
    ("(By Ada Lund -- Bloomberg News) Norway signed a treaty with Chile on Friday.",
     "Norway signed a treaty with Chile"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_titles(dated: Dated, text: str, title: str) -> None:
    assert dated(text).title == title


REFERENCES = [
    ("Anna Berg is mayor of Bergen. She left for Rome on Friday.", "Anna Berg left for Rome"),
    ("Anna Berg is mayor of Bergen. Berg left for Rome on Friday.", "Anna Berg left for Rome"),
    ("The World Court sits in The Hague. The court rejected the appeal of Chile on Friday.",
     "The World Court rejected the appeal of Chile"),
    ("Norway is far. Its prime minister left for Rome on Friday.",
     "Norway’s prime minister left for Rome"),
    ("Sweden took part as a member. It joined the alliance on 7 March 2024.",
     "Sweden joined the alliance"),
    ("Rescuers said on Sunday that they had freed the crew of the Peruvian ship on Friday.",
     "Rescuers freed the crew of the Peruvian ship"),
    ("The tour of the singer Ada Lund began. The singer left for Rome on Friday.",
     "Singer Ada Lund left for Rome"),
    ("Prime Minister Ada Lund is ill. The prime minister left for Rome on Friday.",
     "Prime Minister Ada Lund left for Rome"),
    ("President Ada Lund met President Berg. The president left for Rome on Friday.",
     "The president left for Rome"),
    ("Former President Ada Lund is ill. The president left for Rome on Friday.",
     "The president left for Rome"),
    ("Our envoy to the Ukraine Ada Lund spoke. Lund left for Rome on Friday.",
     "Ada Lund left for Rome"),
    ("The late Ada Lund was held there after she was shot down over Lima in 1967.",
     "The late Ada Lund was shot down over Lima"),
    ("Rain fell. Ada Lund, envoy to the United Nations, who urged haste Friday, is Norwegian.",
     "Ada Lund, envoy to the United Nations, urged haste"),
    ("Many envoys of Peru, including Ada Lund and Ron Berg left for Rome on Friday.",
     "Many envoys of Peru left for Rome"),
    # All names of a title are said in full, as far as it has room.
    ("Ada Lund and Ron Berg are rivals. Lund and Berg met in Oslo on Friday.",
     "Ada Lund and Ron Berg met in Oslo"),
    ("Ada Lund is ill. Norway's minister met with Mr. Lund on Friday.",
     "Norway's minister met with Ada Lund"),
    ("Ada Lund is ill. Doctors in Oslo examined Lund's leg on Friday.",
     "Doctors in Oslo examined Ada Lund's leg"),
    ("Ada Lund is ill. The Lund government fell on Friday.", "The Lund government fell"),
    ("Ada Lund met Peter Lund. Norway's minister called Lund on Friday.",
     "Norway's minister called Lund"),
    ("The National Farmers' Union (NFU) is old. NFU members voted in Oslo on Friday.",
     "National Farmers' Union members voted in Oslo"),
    ("The Council of Baltic Sea States (CBSS) is old. Chile joined the CBSS on Friday.",
     "Chile joined the Council of Baltic Sea States"),
    ("Our best friends (NFU) are old. NFU members voted in Oslo on Friday.",
     "NFU members voted in Oslo"),
    ("The World Court sits in The Hague. Chile turned to the court on Friday.",
     "Chile turned to the World Court"),
    ("The Oslo Group sits in The Hague. Chile turned to the group on Friday.",
     "Chile turned to the group"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title"), REFERENCES)
def test_references_are_restored_where_they_are_plain(read: Read, text: str, title: str) -> None:
    assert [m for m in read(text) if m.kind == "dated"][-1].title == title


REFUSALS = [
    ('Ada Lund described the vote on Friday as "a small seed that had grown so tall."',
     "object-lost"),
    # A date of an event that the clause only counts from, or of another act than the verb's.
    ("Peru shut the border under a 2016 deal to end the crisis.", "date-of-a-thing"),
    ("In advance of a 9 January hearing, Ada Lund said Ron Berg was ill.", "date-of-a-thing"),
    ("Norway on Saturday condemned two attacks in Peru and Chile on Friday.", "date-of-a-thing"),
    ("Ada Lund pleaded guilty Monday to threatening to kill a man in March.", "date-of-a-thing"),
    ("A missile was diverted after it was fired on Friday.", "pronoun-unresolved"),
    ("Sales in Norway were the lowest since 1998.", "comparison"),
    ("Prices rose 3 percent compared with 2019, the bank in Oslo said.", "comparison"),
    ("The permit for the Oslo airport is payable on 3 March 2026.", "validity"),
    ("In the 1990s Norway signed many treaties with Chile.", "vague-date"),
    ("She mentioned the 2019 novel by Anna Berg to the guests.", "date-of-a-thing"),
    ("Rain fell. Its prime minister left for Rome on Friday.", "pronoun-unresolved"),
    ("We signed the treaty in Oslo on Friday, my friends.", "first-or-second-person"),
    ("They signed the treaty in Oslo on Friday, at last.", "pronoun-unresolved"),
    ('"I think that Norway will win the vote in 2027," the minister said.', "quotation"),
    ("Norway would be happy if Chile signed the treaty on Friday.", "condition"),
    ("He met Anna Berg, whom Chile elected in 2019, in the old town.", "object-relative"),
    ("The minister of Norway said on Friday.", "only-says-so"),
    ("Ada Lund announced on Friday in Oslo before the vote.", "only-says-so"),
    ("Norway and Chile agreed, and neither attended the meeting in Lima on Friday.", "no-subject"),
    ("Ada Lund was quoted on Friday as saying that the war in Peru was over.", "only-says-so"),
    ("Yesterday Ada Lund talks about her son.", "no-clause"),
    ("Senator, you have signed the treaty in Oslo on Friday.", "first-or-second-person"),
    ("Friday's strike in Bergen came a day after Norway voted.", "object-lost"),
    ("Tunisia lifted on Friday, and then it rained.", "object-lost"),
    ("Ada Lund said in May that Norway would, for the third time, leave the pact.", "too-long"),
    ("Chile denied that Norway signed the treaty in Lima on Friday.", "not-asserted"),
    ("Chile denied a report that Norway signed the treaty in Lima on Friday.", "not-asserted"),
    ("It is feared that Norway lost many of its ships on Friday.", "not-asserted"),
    ("Ada Lund, left, meets the mayor of Oslo on Friday.", "boilerplate"),
    ("Photo: the prime minister of Norway in Oslo on Friday.", "boilerplate"),
    ("All rights reserved by the Oslo Daily News, 2024.", "boilerplate"),
    ("In 2019.", "sentence-too-short"),
    ("NATO will not invite Ukraine to the council before 2027.", "bound-only"),
    ("On Friday 9 May 2025 a bridge in Oslo fell at 16:53 local time.", "clock-time"),
    ("September 8, 2026 - Chile votes to leave the treaty.", "date-against-tense"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), REFUSALS)
def test_refusals_say_why(dated: Dated, text: str, reason: str) -> None:
    mention = dated(text)
    assert (mention.state, mention.rejected_reason) == ("rejected", reason)


def test_a_date_to_come_contradicts_a_past_verb() -> None:
    text = "Turkey opened the border with Syria on Friday, officials said."
    at = text.index("Friday")
    wrong = Timex(at, at + 6, "Friday", "DATE", "2026-01-16", "x", edtf="2026-01-16",
                  granularity="day")  # fmt: skip
    article = Article(title="", text=text, id="a", language="en", published="2026-01-12")
    [mention] = [m for m in extract(article, [wrong]) if m.kind == "dated"]
    assert mention.rejected_reason == "date-against-tense"


def test_an_unresolved_date_is_kept_with_its_reason(dated: Dated) -> None:
    mention = dated("Norway signed the treaty with Chile on Friday.", published=None)
    assert mention.state == "rejected"
    assert mention.edtf is None
    assert (mention.rejected_reason or "").startswith("unresolved: ")


def test_a_range_is_one_mention(read: Read) -> None:
    text = "NATO leaders met in Ankara from 7 to 8 July 2025 and agreed on a plan."
    [mention] = [m for m in read(text) if m.kind == "dated"]
    assert mention.edtf == "2025-07-07/2025-07-08"
    assert mention.title == "NATO leaders met in Ankara"
    assert mention.expression == text[mention.start : mention.end]


def test_offsets_and_evidence(dated: Dated) -> None:
    text = "It rains.\nNorway signed a treaty with Chile on 9 July 2024. It rains."
    mention = dated(text)
    assert text[mention.start : mention.end] == mention.expression == "9 July 2024"
    end = mention.sentence_start + len(mention.sentence)
    assert text[mention.sentence_start : end] == mention.sentence
    assert mention.rules_version == RULES_VERSION
    assert mention.date_rule
    assert mention.timex_value == "2024-07-09"
    assert (mention.event_class, mention.head) == ("agreement", "sign")
    assert mention.score_parts["bias"]
    assert 0 < mention.score < 1


class TestKeys:
    text = "Norway signed a treaty with Chile on 9 July 2024."

    def test_are_the_same_after_a_revision_that_leaves_the_sentence_alone(
        self, dated: Dated
    ) -> None:
        before = dated(self.text)
        after = dated(f"A new first paragraph, quite long.\n{self.text}")
        assert before.key == after.key
        assert before.start != after.start

    def test_differ_by_article_sentence_and_place(self, read: Read) -> None:
        both = "Norway voted on 3 May 2023 and Chile voted on 9 July 2024."
        keys = [m.key for m in read(both) if m.kind == "dated"]
        keys += [m.key for m in read(self.text) if m.kind == "dated"]
        keys += [m.key for m in read(self.text, key="b") if m.kind == "dated"]
        assert len(set(keys)) == 4

    def test_of_a_repeated_sentence_differ(self, read: Read) -> None:
        text = f"{self.text}\nChile is far.\n{self.text}"
        found = [m for m in read(text) if m.kind == "dated"]
        assert len({m.key for m in found}) == 2
        assert [m.rejected_reason for m in found] == [None, "same-row"]

    def test_are_stable_for_ever(self, dated: Dated) -> None:
        assert dated(self.text).key == "h1pf2zn3stz7"


def test_the_finer_of_two_dates_of_one_event_stays(read: Read) -> None:
    text = "Last year's summit in Geneva ended after a single session on 25 June 2025."
    rows = [m for m in read(text) if m.kind == "dated" and m.state != "rejected"]
    assert [(m.edtf, m.title) for m in rows] == [
        ("2025-06-25", "The summit in Geneva ended after a single session")
    ]


@pytest.mark.parametrize("unit", ["A", "AB ", "A. ", "(", "Ab (", "“", "that ", "said ", "A, "])
def test_long_runs_of_anything_are_read(read: Read, unit: str) -> None:
    text = f"{unit * (100_000 // len(unit))} on 9 July 2024. Norway met Chile on 9 July 2024."
    assert [m for m in read(text, title=text) if m.kind == "dated"]


BROKEN_OFF = (
    "OSLO (AWN) - Ada Lund, Norway's envoy, said on Friday that “the council” had signed "
    "yesterday's deal (its 2019 plan), which Peru's army, founded in 1884, rejected after Monday's "
    "raid on Lima, where two of the 2,014 men killed in March's quake – the worst since 1990's – "
    "were buried."
)


def test_a_text_may_break_off_or_begin_anywhere(read: Read) -> None:
    for cut in range(1, len(BROKEN_OFF)):
        for part in (BROKEN_OFF[:cut], BROKEN_OFF[cut:]):
            assert all(m.title for m in read(part) if m.state != "rejected")


def test_one_row_for_a_sentence_and_title(read: Read) -> None:
    text = "Norway gave Chile 40 million euros in 2023 and 2024 for the port of Arica."
    found = [m for m in read(text) if m.kind == "dated" and m.state != "rejected"]
    assert len({m.title for m in found}) == len(found)


SEED_LIKE = """\
HARBOUR TIMES) This was said by the secretary general of the Baltic League, \
Ada Lund, during a visit to Malta, a correspondent reports.
“As for the membership of Kosovo, there was a summit in Oslo in 2024 that was very clear, and we \
stand by it. So there was a promise in 2024 and it still stands,” Lund recalled.
“They will not repeat what they did after 2014-2015 with the Geneva agreements, which is \
attacking,” Lund said, when asked about Article 5.
As reported, former Foreign Minister Of Malta Carlo Vella predicts that no agreement with the \
neighbours on a ceasefire will be reached by the end of winter, as they want the port.
Photo: Baltic League"""


def test_an_article_like_the_running_example(read: Read) -> None:
    found = [m for m in read(SEED_LIKE) if m.state != "rejected"]
    assert len(found) <= 6
    rows = {m.title: m for m in found}
    assert rows["Summit in Oslo"].edtf == "2024"
    assert rows["Summit in Oslo"].state == "shown"
    assert rows["Geneva agreements"].edtf == "2014/2015"
    assert rows["Geneva agreements"].state == "shown"
    forecast = next(m for m in found if "agreement with the neighbours" in m.title)
    assert forecast.title.startswith("Carlo Vella predicts that no agreement")
    assert forecast.edtf == "[2026-01-12..2026-02-28]"
    assert forecast.modality in ("planned", "possible", "negated", "reported")
    assert not any("Article 5" in m.title or "we " in m.title.lower() for m in found)


def test_reading_twice_gives_the_same(read: Read) -> None:
    first = read(SEED_LIKE, title="Baltic League stands by its promise to Kosovo")
    assert first == read(SEED_LIKE, title="Baltic League stands by its promise to Kosovo")


def test_the_order_of_the_expressions_does_not_matter() -> None:
    article = Article(title="", text=SEED_LIKE, id="a", language="en", published="2026-01-12")
    timexes = find(article.text, article.dct, "en")
    assert extract(article, timexes) == extract(article, list(reversed(timexes)))


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "2024", "in 2024 " * 3000, "((((in 2024))))", "“in 2024 “ in 2023 ” said",
     "word " * 20_000 + "in 2024.", "A, B, C, " * 800 + "and D met in Oslo in 2024.",
     "who which that " * 300 + "in May 2024.", "’s ’s ’s 2024 ’s.",
     "said said said on Friday said.",
     "\ud83d\ude00 Norway signed in 2024 \ud83d\ude00.", "- - - 2024 - - - : ; : ; --"],
)  # fmt: skip
def test_hostile_texts(read: Read, text: str) -> None:
    for mention in read(text, title=text[:300]):
        assert mention.state in ("shown", "more", "rejected")
        assert len(mention.title) <= 120
        assert (mention.state == "rejected") == (mention.rejected_reason is not None)


SHAPES = " ".join(text for text, _ in TITLES + REFERENCES)


def test_the_shape_of_every_title(read: Read) -> None:
    rows = [m for m in read(SHAPES) if m.title]
    assert len(rows) > 10
    for row in rows:
        assert len(row.title) <= 120
        assert len(row.short_title) <= 40
        assert "…" not in row.title + row.short_title
        assert "..." not in row.title
        assert not row.title[0].islower()
        assert row.title == row.title.strip(" ,;:-–—.")


def test_every_score_is_explained_by_its_parts(read: Read) -> None:
    for row in read(SHAPES):
        assert json.loads(json.dumps(dict(row.score_parts))) == row.score_parts


def test_cuts_are_ordered() -> None:
    assert 0 < MORE_CUT < SHOWN_CUT < 1
    assert FORTHCOMING_SHOWN_CUT < SHOWN_CUT
    assert FORTHCOMING_MORE_CUT < MORE_CUT


def test_another_extractor_can_stand_in() -> None:
    class Nothing:
        def extract(self, article: Article, timexes: Any) -> list[EventMention]:
            return []

    extractors: list[Extractor] = [RuleExtractor(), Nothing()]
    article = Article(title="", text="Norway met Chile in Oslo in 2024.", id="a", language="en")
    timexes = find(article.text, None, "en")
    assert [bool(e.extract(article, timexes)) for e in extractors] == [True, False]
    assert extractors[0].extract(article, timexes) == extract(article, timexes)
    other = replace(article, id="b")
    assert extract(other, timexes)[0].key != extract(article, timexes)[0].key
