"""The routes of topics, days, news and sources."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from datasette import Response

from timeline.publish import site
from timeline.publish.cache import cached
from timeline.publish.config import Config
from timeline.publish.exporting import export_selection
from timeline.publish.formats import as_opml
from timeline.publish.pages import days, news, sources, topic
from timeline.publish.reading import read
from timeline.publish.selection import Selection
from timeline.publish.views import url_part, view


@view
async def topics_page(request: Any, datasette: Any, config: Config) -> Response:
    """`/timeline/topics`: the stories that somebody follows."""
    topics = await cached(
        datasette, config, "topics", lambda: read(datasette, config, topic.list_topics)
    )
    base = site.base_path(datasette)
    return await site.html(
        datasette, request, config, "timeline_topics.html", {"topics": topics},
        section="Topics", crumbs=[("topics", f"{base}/topics")],
    )  # fmt: skip


@view
async def topic_page(request: Any, datasette: Any, config: Config) -> Response:
    """`/timeline/topic/SLUG?top=20`: the dates of a story that matter most."""
    slug = url_part(request, "slug")
    asked = request.args.get("top") or ""
    top = int(asked) if asked.isdigit() and int(asked) in topic.TOPS else 20
    base = site.base_path(datasette)
    path = f"{base}/topic/{quote(slug, safe='')}"
    today = config.today.toordinal()
    page = await cached(
        datasette,
        config,
        ("topic", slug, top, today, base),
        lambda: read(
            datasette,
            config,
            lambda reader: topic.make_page(reader, slug, top, today, base),
        ),
    )
    if page is None:
        words = f"There is no topic with the address {slug}."
        return await site.problem(datasette, request, config, 404, "Not found", words)
    context = {
        "page": page,
        "topic_path": path,
        "tops": topic.TOPS,
        "canonical": datasette.absolute_url(request, path),
        "chart_heading": "When it happened, or is said to",
        "lanes": False,
        "timeline_href": Selection(topic=(slug,)).at(base),
        "export_links": site.export_links(datasette, config, path, None)[: len(site.FORMATS)],
    }
    return await site.html(
        datasette, request, config, "timeline_topic.html", context,
        section="Topics", crumbs=[(slug, path)],
    )  # fmt: skip


@view
async def topic_export(request: Any, datasette: Any, config: Config) -> Response:
    """`/timeline/topic/SLUG.ics` and so on."""
    slug = url_part(request, "slug")
    title = await read(
        datasette,
        config,
        lambda reader: reader.value("SELECT title FROM topics WHERE slug = ?", (slug,)),
    )
    if title is None:
        words = f"There is no topic with the address {slug}."
        return await site.problem(datasette, request, config, 404, "Not found", words)
    path = f"{site.base_path(datasette)}/topic/{quote(slug, safe='')}"
    selection = Selection(topic=(slug,), after=request.args.get("after") or None)
    return await export_selection(request, datasette, config, selection, path, title)


@view
async def day_page(request: Any, datasette: Any, config: Config) -> Response:
    """`/timeline/on-this-day?day=02-12`; without a day, today."""
    month_day = (request.args.get("day") or "").strip() or f"{config.today:%m-%d}"
    today = config.today.toordinal()
    page = await cached(
        datasette,
        config,
        ("day", month_day, today),
        lambda: read(datasette, config, lambda reader: days.make_page(reader, month_day, today)),
    )
    path = f"{site.base_path(datasette)}/on-this-day"
    context = {
        "page": page, "path": path,
        "canonical": datasette.absolute_url(request, f"{path}?day={page.month_day}"),
    }  # fmt: skip
    return await site.html(
        datasette, request, config, "timeline_day.html", context,
        section="On this day", crumbs=[("on this day", path)],
    )  # fmt: skip


@view
async def new_page(request: Any, datasette: Any, config: Config) -> Response:
    """`/timeline/new?since=2026-01-11&topic=`: new, changed, merged, retracted."""
    since = news.read_since(request.args.get("since"), config.today)
    slug = request.args.get("topic") or None
    page = await cached(
        datasette,
        config,
        ("new", since, slug, config.today),
        lambda: read(
            datasette, config, lambda reader: news.make_page(reader, since, slug, config.today)
        ),
    )
    path = f"{site.base_path(datasette)}/new"
    context = {
        "page": page,
        "path": path,
        "topic": slug,
        "topic_query": f"&topic={quote(slug)}" if slug else "",
    }
    return await site.html(
        datasette, request, config, "timeline_new.html", context,
        section="New", crumbs=[("new", path)],
    )  # fmt: skip


@view
async def sources_page(request: Any, datasette: Any, config: Config) -> Response:
    """`/timeline/sources`: how each source is doing, and what failed."""
    page = await cached(
        datasette,
        config,
        ("sources", config.today),
        lambda: read(datasette, config, lambda reader: sources.make_page(reader, config.today)),
    )
    path = f"{site.base_path(datasette)}/sources"
    return await site.html(
        datasette, request, config, "timeline_sources.html", {"page": page, "path": path},
        section="Sources", crumbs=[("sources", path)],
    )  # fmt: skip


@view
async def sources_opml(_request: Any, datasette: Any, config: Config) -> Response:
    """`/timeline/sources.opml`: the feeds, for any feed reader."""
    feeds = await read(datasette, config, sources.feeds)
    return Response(
        as_opml.write(f"Sources of {config.title}", feeds),
        headers={"X-Content-Type-Options": "nosniff"},
        content_type=as_opml.CONTENT_TYPE,
    )
