"""Rows of other languages: where they begin and end, and why there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from timeline.models import EventMention

Dated = Callable[..., EventMention]
Read = Callable[..., list[EventMention]]

WHOLE = [
    ("de", "Am Freitag verurteilte das Gericht in Bergen den Minister Ole Lund."),
    ("fr", "Le 12 mai 2023, la France et le Chili ont signé un traité de pêche."),
    ("es", "El Congreso de Chile aprobó la ley de pesca el 12 de mayo de 2023."),
    ("it", "Il Parlamento italiano ha approvato la legge il 12 maggio 2023."),
    ("pl", "Premier Jan Nowak spotkał się w piątek z prezydentem Chile."),
    ("ru", "Норвегия и Чили подписали договор о рыболовстве 12 мая 2023 года."),
    ("uk", "Норвегія та Чилі підписали угоду про рибальство 12 травня 2023 року."),
    ("uk", "Норвегія підписала угоду про рибальство 12 травня 2023 року."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), WHOLE)
def test_a_short_sentence_stands_as_it_is(dated: Dated, language: str, text: str) -> None:
    mention = dated(text, language=language)
    assert (mention.state, mention.rule) == ("more", "as-it-stands")
    assert mention.title == text.rstrip(".")


CUT = [
    # A tail goes: relative, subordinate, participle and coordinate clauses, purposes.
    ("de", "Norwegen schloss am 9. Juli 2024 seine Botschaft in Lima, nachdem Unbekannte dort ein "
           " Feuer gelegt und mehrere Fenster zerschlagen hatten.",
     "Norwegen schloss am 9. Juli 2024 seine Botschaft in Lima"),
    ("uk", "У липні 1905 року Норвегія розірвала союз зі Швецією, який тримався понад дев'яносто "
           "зим і давно не влаштовував більшість мешканців країни.",
     "У липні 1905 року Норвегія розірвала союз зі Швецією"),
    ("fr", "Le Chili a fermé mardi son ambassade à Oslo pour protester contre la nouvelle loi sur "
           "la pêche que le Parlement de Norvège avait votée contre son avis.",
     "Le Chili a fermé mardi son ambassade à Oslo"),
    ("es", "Chile cerró el martes su embajada en Oslo y retiró a todos los diplomáticos que habían "
           "trabajado allí desde la firma del último tratado de pesca entre los dos países.",
     "Chile cerró el martes su embajada en Oslo"),
    ("it", "Il Cile ha chiuso martedì la sua ambasciata a Oslo, dopo che il Parlamento della "
           "Norvegia aveva votato una nuova legge sulla pesca nel Mare del Nord.",
     "Il Cile ha chiuso martedì la sua ambasciata a Oslo"),
    # A conjunction and a dateline at the beginning go.
    ("uk", "Але 9 липня 2024 року Норвегія підписала угоду з Чилі.",
     "9 липня 2024 року Норвегія підписала угоду з Чилі"),
    ("de", "BERGEN (dpa) - Am Freitag traf Ole Lund den Minister Jan Berg.",
     "Am Freitag traf Ole Lund den Minister Jan Berg"),
    ("es", "Lima, 9 ene (EFE).- El presidente Juan Lira visitó el viernes la ciudad de Bergen.",
     "El presidente Juan Lira visitó el viernes la ciudad de Bergen"),
    # What was said is told where the saying would not fit.
    ("ru", "На вечерней встрече с журналистами в здании министерства представитель ведомства "
           "сообщил, что Норвегия закрыла границу 9 июля 2024 года.",
     "Норвегия закрыла границу 9 июля 2024 года"),
    # Brackets go where the sentence would not fit with them.
    ("de", "Die Reederei Nordmeer (Sitz in Bergen, rund 3000 Beschäftigte in elf Ländern der Welt) "
           "kaufte 2019 die Werft in Stavanger.",
     "Die Reederei Nordmeer kaufte 2019 die Werft in Stavanger"),
    # Lines of a printed timeline.
    ("uk", "9 липня 2024 року — Норвегія підписала угоду з Чилі.",
     "Норвегія підписала угоду з Чилі"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "title"), CUT)
def test_longer_ones_end_where_they_are_whole(
    dated: Dated, language: str, text: str, title: str
) -> None:
    mention = next(m for m in [dated(text, language=language)])
    assert (mention.title, mention.rejected_reason) == (title, None)


NONE = [
    ("de", "Das Land, das 1905 frei wurde, liegt bei Norwegen.", "date-in-relative"),
    ("de", "Als Ole Lund 2019 nach Lima kam, war der Hafen noch klein.", "date-in-subordinate"),
    ("de", "Der Hafen von Bergen (gebaut 1905) brannte bis auf die Mauern ab.",
     "date-in-brackets"),
    ("de", "„Norwegen hat am 9. Juli 2024 einen guten Vertrag bekommen“, sagte Ole Lund.",
     "quotation"),
    ("de", "In Bergen fielen im Vergleich zu 2019 viel weniger Schiffe aus.", "comparison"),
    ("de", "Am Freitag unterschrieb er in Lima den neuen Vertrag mit Norwegen.",
     "pronoun-unresolved"),
    ("de", "Dieser Vertrag wurde am Freitag in Lima mit Norwegen geschlossen.", "points-back"),
    ("de", "Der Hafen war 2019 der größte in Norwegen.", "state"),
    ("de", "Am Freitag brannte eine Scheune.", "no-name"),
    ("de", "Norwegen feiert in Bergen seit 2019 ein Fest.", "bound-only"),
    ("de", "Nach 2019 kam kein Schiff aus Chile nach Bergen.", "bound-only"),
    ("de", "Lesen Sie den ganzen Bericht am Freitag in der Zeitung von Bergen.",
     "first-or-second-person"),
    ("de", "Am Nachmittag kam Ole Lund nach Bergen.", "clock-time"),
    ("de", "Die Bank von Norwegen zahlte 2019 rund 40 Prozent mehr.", "figures"),
    ("de", "Das Komitee ging aus dem 1868 gebildeten Bund von Bergen hervor.", "date-of-a-thing"),
    ("es", "El reclamo del jueves llegó a la Corte de Chile.", "date-of-a-thing"),
    ("es", "El hombre que murió el viernes en Lima fue enterrado en Bergen.", "date-in-relative"),
    ("uk", "Вони захопили Берген 9 квітня 1940 року.", "pronoun-unresolved"),
    ("uk", "Норвегія, яка 1905 року стала вільною, підписала угоду.", "date-in-relative"),
    ("fr", "Le roi de Norvège dort comme en 2019 à Bergen.", "comparison"),
    ("pl", "Zamknięto w piątek wszystkie szkoły.", "no-name"),
    ("ru", "Министр сообщил 9 июля 2024 года, что договор с Норвегией будет подписан в самом "
           "скором времени и что его условия останутся тайной для всех сторон.", "too-long"),
    ("ru", "Норвегия подписала договор 9 июля 2031 года.", "date-against-tense"),
    ("pl", "Dzięki temu Norwegia wygrała mecz w piątek.", "points-back"),
    ("pt", "Em Lisboa ele visitou a feira de Oslo na terça-feira.", "pronoun-unresolved"),
    ("de", "Zuletzt aktualisiert am 9. Juli 2024 von der Redaktion in Oslo.", "boilerplate"),
    ("de", "Erste Lieferungen kamen am Freitag an.", "no-name"),
    ("de", "Unter diesem Motto tanzte Oslo am Freitag.", "points-back"),
    ("es", "El senador Juan Lira los dio a conocer el viernes.", "pronoun-unresolved"),
    ("es", "También cerró el viernes la embajada en Lima.", "no-subject"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "reason"), NONE)
def test_what_is_no_row_says_why(dated: Dated, language: str, text: str, reason: str) -> None:
    mention = dated(text, language=language)
    assert (mention.state, mention.rejected_reason) == ("rejected", reason)


MODALITIES = [
    ("de", "Norwegen unterzeichnete den Vertrag mit Chile am Freitag nicht.", "negated", "nicht"),
    ("de", "Norwegen wird den Vertrag mit Chile am 9. Juli 2030 kündigen.", "planned",
     "date after publication"),
    ("fr", "Le Chili pourrait quitter le traité le 9 juillet 2030.", "possible", "pourrait"),
    ("uk", "Норвегія закрила порт у п'ятницю, повідомив міністр Оле Лунд.", "reported",
     "повідомив"),
    ("ru", "В Осло опровергли, что Норвегия закрыла порт 9 июля 2024 года.", "negated",
     "опровергли"),
    ("es", "Chile firmó el tratado con Noruega el viernes.", "asserted", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "modality", "cue"), MODALITIES)
def test_modality(dated: Dated, language: str, text: str, modality: str, cue: str | None) -> None:
    mention = dated(text, language=language)
    assert mention.state == "more"
    assert mention.modality == modality
    if cue != "повідомив":
        assert mention.modality_cue == cue


def test_a_first_word_is_a_name_if_the_article_says_so_elsewhere(read: Read) -> None:
    text = "Бергенські угоди 1905 року зупинили війну."
    alone = [m for m in read(text, language="uk") if m.kind == "dated"]
    told = [
        m for m in read(f"{text} Рада зібралась у Бергені.", language="uk") if m.kind == "dated"
    ]
    assert [m.rejected_reason for m in (*alone, *told)] == ["no-name", None]


def test_a_quotation_that_runs_on_is_not_told(read: Read) -> None:
    text = (
        "„Es ist gut. Norwegen hat am 9. Juli 2024 in Lima unterschrieben. So ist es“, sagte Lund."
    )
    assert [m.rejected_reason for m in read(text, language="de")] == ["quotation"]


def test_a_language_without_verbs_gives_whole_sentences_only(dated: Dated) -> None:
    whole = dated("Norge undertecknade ett avtal med Chile den 9 juli 2024.", language="sv")
    assert (whole.state, whole.title) == (
        "more", "Norge undertecknade ett avtal med Chile den 9 juli 2024",
    )  # fmt: skip
    long = "Norge undertecknade ett avtal med Chile den 9 juli 2024, " + "som var bra, " * 8 + "ja."
    assert dated(long, language="sv").rejected_reason == "too-long"
