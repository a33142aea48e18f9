"""Every language's words in any order: nothing breaks, spans and EDTF stay sound."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import edtf
from timeline.temporal import find
from timeline.temporal.language import load

LANGUAGES = ("en", "uk", "ru", "de", "fr", "es", "pl", "it", "pt")
NUMBERS = ("0", "1", "7", "12", "24.12.", "31", "60", "90", "100", "476", "1914", "1990", "2024")
SEPARATORS = (" ", " ", " ", ", ", "-", " – ", ". ", "\n", "\n\n", "/", "'", ":")


def texts(language: str) -> st.SearchStrategy[str]:
    lexicon = load(language)
    words = st.sampled_from((*sorted(lexicon.words), *sorted(lexicon.exact)))
    token = st.one_of(words, words, st.sampled_from(NUMBERS), st.just("Xyz"))
    pair = st.tuples(token, st.sampled_from(SEPARATORS))
    return st.lists(pair, min_size=1, max_size=9).map(
        lambda pairs: "".join(word + separator for word, separator in pairs)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dct", [date(2024, 7, 10), None])
def test_any_words_in_any_order(language: str, dct: date | None) -> None:
    @settings(max_examples=60, deadline=None)
    @given(texts(language))
    def check(text: str) -> None:
        end = 0
        for timex in find(text, dct=dct, language=language):
            assert text[timex.start : timex.end] == timex.text
            assert timex.start >= end
            end = timex.end
            if timex.edtf is not None:
                value = edtf.parse(timex.edtf)
                assert value.earliest == timex.earliest
                assert value.latest == timex.latest

    check()


HISTORY = {
    "uk": "1 вересня 1939 року війська перейшли кордон. 17 вересня увійшла друга армія. "
    "У жовтні бої припинилися. 1940 року зачинили школи, а 10 травня почався новий наступ. "
    "22 червня 1941 року фронт рушив на схід, а в грудні зупинився. "
    "5 січня почався контрнаступ.",
    "ru": "1 сентября 1939 года войска перешли границу. 17 сентября вошла вторая армия. "
    "В октябре бои прекратились. В 1940 году закрыли школы, а 10 мая началось новое "
    "наступление. 22 июня 1941 года фронт двинулся на восток, а в декабре остановился. "
    "5 января началось контрнаступление.",
    "pl": "1 września 1939 roku wojska przekroczyły granicę. 17 września wkroczyła druga armia. "
    "W październiku walki ustały. W 1940 roku zamknięto szkoły, a 10 maja zaczął się kolejny "
    "atak. 22 czerwca 1941 roku front przesunął się na wschód, a w grudniu utknął. "
    "5 stycznia zaczęła się kontrofensywa.",
    "de": "Am 1. September 1939 überschritten die Truppen die Grenze. Am 17. September rückte "
    "eine zweite Armee ein. Im Oktober endeten die Kämpfe. 1940 schlossen die Schulen, und am "
    "10. Mai begann ein weiterer Angriff. Am 22. Juni 1941 rückte die Front nach Osten, im "
    "Dezember blieb sie stehen. Am 5. Januar begann die Gegenoffensive.",
    "fr": "Le 1er septembre 1939, les troupes franchirent la frontière. Le 17 septembre, une "
    "seconde armée entra. En octobre, les combats cessèrent. En 1940, les écoles fermèrent et "
    "le 10 mai une autre offensive commença. Le 22 juin 1941, le front avança et, en décembre, "
    "il s'arrêta. Le 5 janvier débuta la contre-offensive.",
    "es": "El 1 de septiembre de 1939 las tropas cruzaron la frontera. El 17 de septiembre entró "
    "un segundo ejército. En octubre cesaron los combates. En 1940 cerraron las escuelas y el "
    "10 de mayo empezó otra ofensiva. El 22 de junio de 1941 el frente avanzó y en diciembre se "
    "detuvo. El 5 de enero comenzó la contraofensiva.",
    "it": "Il 1° settembre 1939 le truppe varcarono il confine. Il 17 settembre entrò un secondo "
    "esercito. In ottobre cessarono gli scontri. Nel 1940 chiusero le scuole e il 10 maggio "
    "cominciò un'altra offensiva. Il 22 giugno 1941 il fronte avanzò e a dicembre si fermò. "
    "Il 5 gennaio iniziò la controffensiva.",
    "pt": "Em 1 de setembro de 1939 as tropas cruzaram a fronteira. Em 17 de setembro entrou um "
    "segundo exército. Em outubro cessaram os combates. Em 1940 fecharam as escolas, e em 10 de "
    "maio começou outra ofensiva. Em 22 de junho de 1941 a frente avançou, e em dezembro parou. "
    "Em 5 de janeiro começou a contraofensiva.",
    "en": "On 1 September 1939 the troops crossed the border. On 17 September a second army came. "
    "In October the fighting ended. In 1940 the schools closed, and on 10 May another offensive "
    "began. On 22 June 1941 the front moved east, and in December it stood still. "
    "On 5 January the counter-offensive began.",
}  # fmt: skip


@pytest.mark.parametrize("language", HISTORY)
def test_history_anchors_on_its_own_dates(language: str) -> None:
    found = find(HISTORY[language], dct=date(2024, 7, 10), language=language)
    assert [timex.value for timex in found] == [
        "1939-09-01",
        "1939-09-17",
        "1939-10",
        "1940",
        "1940-05-10",
        "1941-06-22",
        "1941-12",
        "1942-01-05",
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The turning point (May 1942 – May 1943)\n\nOn 12 November the army fell back. "
            "Three forts that had stood since 1936 and 1939 fell. On 2 February it surrendered.",
        ),
        (
            "uk",
            "Перелом (травень 1942 — травень 1943 року)\n\n12 листопада армія відступила. "
            "Три форти, що стояли з 1936 і 1939 років, упали. 2 лютого вона здалася.",
        ),
    ],
)
def test_headings_name_the_stretch_that_is_told(language: str, text: str) -> None:
    found = find(text, dct=date(2024, 7, 10), language=language)
    days = [timex.value for timex in found if timex.granularity == "day"]
    assert days == ["1942-11-12", "1943-02-02"]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        (
            "de",
            "Am 19. Juli 1870 begann der Krieg. Am 19. September begann die Belagerung, die bis "
            "zum 28. Januar 1871 dauerte. Im Oktober kapitulierte Metz. Im Dezember desselben "
            "Jahres scheiterten die Ausfälle. Am 18. Januar war es entschieden. 1873 zog man ab.",
            ["1870-07-19", "1870-09-19", "1871-01-28", "1870-10", "1870-12", "1871-01-18", "1873"],
        ),
        (
            "de",
            "Im Juni 1812 begann der Feldzug. Am 24. Juni 1812 überschritt er die Memel. Von "
            "Dezember bis Februar froren die Reste. Am 3. März 1813 war er in Paris. Im Jahr "
            "darauf dankte er ab.",
            ["1812-06", "1812-06-24", "1812-12", "1813-02", "1813-03-03", "1814"],
        ),
    ],
)
def test_stories_go_on_from_where_they_are(language: str, text: str, values: list[str]) -> None:
    found = find(text, dct=date(2024, 7, 10), language=language)
    assert [timex.value for timex in found] == values


def test_next_year_in_a_story_is_no_news() -> None:
    text = (
        "Der Feldzug begann im Juni 1812. Am 24. Juni überschritt das Heer die Memel. Im März "
        "1813 erklärte Preußen den Krieg. Im März des nächsten Jahres fiel Paris. Er starb am "
        "5. Mai 1821. 1840 wurde sein Leichnam überführt."
    )
    found = find(text, dct=date(2024, 7, 10), language="de")
    assert [timex.value for timex in found][1:4] == ["1812-06-24", "1813-03", "1814-03"]
