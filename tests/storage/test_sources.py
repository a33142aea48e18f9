"""Links as the queue between what a source offers and what is read."""

from timeline.models import Link
from timeline.storage import open_database, transaction
from timeline.storage.sources import add_source, offer_links, waiting_links

NOW = "2026-01-01T00:00:00Z"
FEED = "https://a.example/feed.xml"
ITEM = Link(f"{FEED}#item-1a2b", title="Item", text="What the item says.")
PAGED = Link("https://a.example/bridge", title="Bridge", text="The beginning of the page.")


def test_only_items_without_a_page_wait_with_their_text(tmp_path):
    db = open_database(tmp_path / "news.db")
    with transaction(db):
        source, _ = add_source(db, FEED, "feed", now=NOW)
        wanted = offer_links(db, [ITEM, PAGED], now=NOW, source_id=source.id)
    waiting = [link for link, _ in waiting_links(db, now=NOW)]
    assert [(link.title, link.text) for link in wanted] == [("Item", ITEM.text), ("Bridge", None)]
    assert [(link.title, link.text) for link in waiting] == [("Item", ITEM.text), ("Bridge", None)]


def test_a_changed_text_is_a_change_although_it_is_not_kept(tmp_path):
    db = open_database(tmp_path / "news.db")
    changed = Link(PAGED.url, title="Bridge", text="Another beginning.")
    with transaction(db):
        offer_links(db, [PAGED], now=NOW, source_id=None)
        db.execute("UPDATE links SET state = 'read'")
        assert offer_links(db, [PAGED], now=NOW, source_id=None) == []
        assert [link.url for link in offer_links(db, [changed], now=NOW, source_id=None)] == [
            PAGED.url
        ]
