import pytest

from timeline.parse.language import detect, primary

GERMAN = (
    "Der Rat von Musterstadt hat am Dienstag beschlossen, die neue Brücke über die Probe nach neun "
    "Jahren Bauzeit für den Verkehr zu öffnen. Vom Herbst an werden dort jeden Tag vierzigtausend "
    "Autos fahren, sagte die Bürgermeisterin nach der Sitzung, in der sich dreißig Mitglieder "
    "dafür und zwölf dagegen ausgesprochen hatten. Der alte Übergang aus dem Jahr 1931 wird im "
    "Oktober gesperrt und danach abgerissen, was nach Auskunft der Verwaltung bis in den nächsten "
    "Frühling dauern dürfte. Gegner des Baus waren vor Gericht gezogen, weil unter den Pfeilern "
    "Fledermäuse leben, hatten ihre Klage aber im Mai zurückgenommen, als die Firma versprach, die "
    "Tiere umzusiedeln."
)


def test_the_declaration_is_believed():
    assert detect(GERMAN, "de-AT") == ("de", "declared")
    assert detect("Kurz.", "de") == ("de", "declared")


def test_a_lie_is_not():
    assert detect(GERMAN, "en-US") == ("de", "detected")


def test_near_kin_are_not_overruled():
    assert detect(GERMAN, "lb") == ("lb", "declared")


def test_without_declaration():
    assert detect(GERMAN) == ("de", "detected")
    assert detect(GERMAN, "utf-8") == ("de", "detected")


@pytest.mark.parametrize("text", ["", "12 34", "Kurz.", "zxqj vvkw " * 60])
def test_unknown_is_none(text):
    assert detect(text) == (None, None)


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("de_DE", "de"), ("PT", "pt"), ("ua", "uk"), ("iw", "he"), ("fil-PH", "fil"),
     ("utf-8", None), ("english", None), ("", None), (None, None)],
)  # fmt: skip
def test_primary(tag, code):
    assert primary(tag) == code
