"""The site as people use it, in a real browser."""

import pytest

from tests.publish.conftest import running
from tests.publish.news import News, Told

pytestmark = pytest.mark.browser

PAGES = (
    "/timeline", "/timeline?when=2014-09", "/timeline?when=2014", "/timeline?q=nothingatall",
    "/timeline/event/minsk0agree1", "/timeline/topic/minsk", "/timeline/topics",
    "/timeline/on-this-day?day=07-17", "/timeline/new?since=2025-11-01", "/timeline/sources",
    "/timeline/event/gone00000001",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_at_every_width(visit, path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit(path)
    # our policy refuses injected scripts; the checker is evaluated by the browser itself
    found = axe.run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    for width in (1280, 820, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [problem for problem in page.problems if "status of 410" not in problem] == []


@pytest.mark.parametrize("path", ["/timeline", "/timeline/event/minsk0agree1"])
def test_a_dark_phone_has_no_accessibility_violation(visit, path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(visit(path, 390, dark=True)).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_zoom_by_the_columns_without_script(visit):
    page = visit("/timeline", script=False)
    page.locator("svg.plot a", has_text="2014").first.click()
    page.wait_for_url("**/timeline?when=2014")
    assert page.locator("h1").inner_text() == "2014"
    page.locator("p.kicker a").first.click()
    page.wait_for_url("**/timeline")


def test_filter_and_take_it_back(visit):
    page = visit("/timeline", script=False)
    page.get_by_role("link", name="planned").first.click()
    page.wait_for_url("**modality=planned")
    assert page.locator("ul.chips li").count() == 2
    page.locator("ul.chips a").first.click()
    page.wait_for_url("**/timeline")


def test_search_and_see_why(visit):
    page = visit("/", script=False)
    page.get_by_role("link", name="Open the timeline").click()
    page.get_by_label("Search events").fill("Minsk agreements")
    page.get_by_role("button", name="Search").click()
    page.locator("ol .title a", has_text="Minsk agreements").click()
    page.wait_for_url("**/timeline/event/minsk0agree1")
    assert "Six of the ten sources say 2014–2015." in page.locator("p.stand").inner_text()
    assert page.locator("mark").first.is_visible()


def test_the_keyboard_reaches_the_content_first(visit):
    page = visit("/timeline")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip").first
    assert skip.evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_dark_mode_is_dark(visit):
    light, dark = visit("/timeline"), visit("/timeline", dark=True)
    colour = "getComputedStyle(document.body).backgroundColor"
    assert light.evaluate(colour) == "rgb(255, 255, 255)"
    assert dark.evaluate(colour) == "rgb(20, 21, 24)"


def test_naughty_titles_run_nothing(visit):
    page = visit("/timeline?q=naughty")
    assert page.locator("ol .title").count() == 3
    assert page.evaluate("document.querySelectorAll('img').length") == 0
    assert page.problems == []


def test_right_to_left_titles_run_right_to_left(visit):
    page = visit("/timeline?when=2026-01")
    title = page.locator("ol .title a[dir=rtl]")
    assert title.evaluate("element => getComputedStyle(element).textAlign") == "right"


def test_long_words_stay_in_their_columns(browser, tmp_path):
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    news = News(tmp_path / "long.db")
    article = news.article(f"{word} und Anzeiger", f"{word}: " + "a headline that goes on " * 9,
                           "2026-01-02T08:00:00+02:00")  # fmt: skip
    told = [Told(article, f"{word} opened on <<1 January>>.", "2026-01-01")]
    key = news.event(f"{word} opens", "2026-01-01", told, places=[(f"{word}-on-Sea", 1.0, 2.0)],
                     actors=[word])  # fmt: skip
    news.close()
    with running(tmp_path / "long.db") as site:
        page = browser.new_page(base_url=site.url)
        for path in ("/timeline", f"/timeline/event/{key}", "/timeline/sources"):
            page.goto(path)
            for width in (1280, 820, 320):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        page.close()
