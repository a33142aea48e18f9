from timeline.parse.discover import feed_links

URL = "https://courier.example/news/"


def urls(html: str) -> list[str]:
    return [link.url for link in feed_links(html.encode(), URL)]


def test_announced_feeds_in_order_and_comments_last():
    html = """<html><head>
      <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
      <link rel="ALTERNATE" type="application/atom+xml; x=y" title="All" href="../atom.xml">
      <link rel="alternate" type="application/feed+json" href="https://cdn.example/feed.json">
      <link rel="alternate" hreflang="de" href="/de/"><link rel="stylesheet" href="/a.css">
    </head><body><a href="/rss">RSS</a></body></html>"""
    assert urls(html) == [
        "https://courier.example/atom.xml",
        "https://cdn.example/feed.json",
        "https://courier.example/comments/feed/",
    ]
    assert feed_links(html.encode(), URL)[0].title == "All"


def test_anchors_only_without_announcement():
    html = """<html><body><a href="/rss.xml">RSS</a><a href="/world/feed/">World</a>
      <a href="/about">About</a><a href="/feedback">Feedback</a></body></html>"""
    assert urls(html) == ["https://courier.example/rss.xml", "https://courier.example/world/feed/"]


def test_base_element_and_bad_addresses():
    html = """<html><head><base href="https://www.courier.example/x/">
      <link rel="alternate" type="application/rss+xml" href="feed">
      <link rel="alternate" type="application/rss+xml" href="javascript:1">
      <link rel="alternate" type="application/rss+xml"></head><body></body></html>"""
    assert urls(html) == ["https://www.courier.example/x/feed"]


def test_none():
    assert urls("<html><body><p>x</p></body></html>") == []
