"""A small timeline for the tests and for looking at: every form of date, modality and fate."""

from __future__ import annotations

from pathlib import Path

from tests.publish.news import News, Told

PUBLISHERS = (
    "Northgate Post", "Harbour Ledger", "Capitol Wire", "Vistula Courier", "Meridian Daily",
    "Дніпровський вісник", "صحيفة المرفأ", "Tisza Hírlap", "Baltic Notes", "Open Monitor",
)  # fmt: skip
KYIV = ("Kyiv", 50.4501, 30.5234)
MINSK = ("Minsk", 53.9, 27.5667)
WASHINGTON = ("Washington", 38.9072, -77.0369)
WASHINGTON_TITLE = "Washington summit calls the path to membership irreversible"
NAUGHTY = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)> & 'quotes' \\ %s {{ 7*7 }} {% raw %}",
    "=cmd|' /C calc'!A0; BEGIN:VEVENT\r\nUID:evil\r\n,;:\\n ]]> <!-- -->",
)


def build(path: Path) -> Path:
    """Fill a database and give its path."""
    news = News(path)
    try:
        _fill(news)
    finally:
        news.close()
    return path


def _fill(news: News) -> None:
    articles = _articles(news)
    minsk = _minsk(news, articles)
    keys = _main_events(news, articles)
    _forms(news, articles)
    _odd(news, articles)
    _fates(news, minsk)
    news.topic("minsk", "The Minsk process", [minsk, *keys[:4]])
    news.topic("мінський-процес", "Мінський процес", [minsk])
    news.topic("empty", "A topic without events", [])
    _health(news)


def _articles(news: News) -> list[int]:
    made = []
    for number in range(30):
        publisher = PUBLISHERS[number % len(PUBLISHERS)]
        month, day = 1 + number % 12, 1 + number % 27
        published = f"2025-{month:02d}-{day:02d}T{8 + number % 12:02d}:15:00+02:00"
        made.append(news.article(publisher, f"Report {number} of {publisher}", published))
    copied = "shared-voice"
    made.append(news.article("Harbour Ledger", "The same text twice", "2025-12-02", voice=copied))
    made.append(news.article("Baltic Notes", "The same text again", "2025-12-03", voice=copied))
    return made


def _told(articles: list[int], count: int, sentence: str, edtf: str, start: int = 0) -> list[Told]:
    return [Told(articles[(start + number) % 30], sentence, edtf) for number in range(count)]


def _minsk(news: News, articles: list[int]) -> str:
    told = [
        *_told(articles, 5, "What followed <<2014-2015>> was signed in Minsk and then broken.",
               "2014/2015"),
        Told(articles[5], "Мінські угоди <<2014–2015 років>> припинили наступ, але не війну.",
             "2014/2015", "range.years"),
        *_told(articles, 2, "The agreements of <<February 2015>> left the line as it was.",
               "2015-02", 7),
        Told(articles[9], "They date from <<5 September 2014>>, the day of the first protocol.",
             "2014-09-05"),
        Told(articles[30], "The accords were signed in <<2016>> and never carried out.", "2016"),
        Told(articles[31], "The accords were signed in <<2016>> and never carried out.", "2016"),
    ]  # fmt: skip
    return news.event(
        "Minsk agreements", "2014/2015", told, key="minsk0agree1", places=[MINSK],
        actors=["Ukraine", "Russia", "OSCE"], conflict=1, event_class="agreement", score=0.94,
    )  # fmt: skip


_EVENTS = (
    ("Minsk Protocol signed", "2014-09-05", 9, "asserted", MINSK),
    ("Second Minsk agreement signed", "2015-02-12", 10, "asserted", MINSK),
    ("Minsk Memorandum sets a buffer zone of 30 km", "2014-09-19", 4, "asserted", MINSK),
    ("Contact group meets in Minsk for a second time", "2014-09-01", 3, "asserted", MINSK),
    (WASHINGTON_TITLE, "2024-07-09/2024-07-11", 8,
     "asserted", WASHINGTON),
    ("Government suspends work on its association agreement", "2013-11-21", 6, "asserted", KYIV),
    ("Protests fill the central square", "2013-11/2014-02", 8, "asserted", KYIV),
    ("Parliament removes the president", "2014-02-22", 7, "asserted", KYIV),
    ("Peninsula declared annexed", "2014-03-18", 10, "asserted", None),
    ("Airliner shot down over the east", "2014-07-17", 9, "asserted", ("Donetsk", 48.0, 37.8)),
    ("Full-scale invasion begins before dawn", "2022-02-24", 10, "asserted", KYIV),
    ("Ports blocked and grain exports halted", "2022-02-25", 5, "asserted", None),
    ("Grain corridor agreed in Istanbul", "2022-07-22", 6, "asserted",
     ("Istanbul", 41.0082, 28.9784)),
    ("Country under martial law", "2022-02/..", 6, "asserted", KYIV),
    ("Summit in Ankara", "2026-07-07/2026-07-08", 7, "planned", ("Ankara", 39.93, 32.86)),
    ("Defence spending of 5% of output to be reached", "2035", 4, "planned", None),
    ("No agreement on a ceasefire by the end of winter", "../2026-02", 5, "possible", None),
    ("Brigade in the north ready for deployment", "2027", 2, "possible", None),
    ("Ministers to meet in Brussels", "2026-02-12", 4, "planned", ("Brussels", 50.85, 4.35)),
    ("Parliament did not ratify the treaty", "2019-05-14", 3, "negated", KYIV),
    ("Envoys are said to have met in secret", "2025-11", 3, "reported", None),
    ("Rutte recalls the promise of the Washington summit in Zagreb", "2026-01-12", 6, "asserted",
     ("Zagreb", 45.815, 15.98)),
)  # fmt: skip


def _main_events(news: News, articles: list[int]) -> list[str]:
    keys = []
    for number, (title, edtf, count, modality, place) in enumerate(_EVENTS):
        sentence = f"{title} on <<the said date>>, officials confirmed."
        told = [
            Told(one.article, sentence, edtf, modality=modality)
            for one in _told(articles, count, sentence, edtf, number)
        ]
        keys.append(
            news.event(
                title, edtf, told, modality=modality, places=[place] if place else [],
                actors=["Ukraine"] if number % 2 else ["Ukraine", "NATO"],
            )
        )  # fmt: skip
    return keys


_FORMS = (
    ("Harvest fails across the south", "2018-21", "season"),
    ("Energy talks resume", "2025-24", "season"),
    ("Budget deficit doubles", "2024-35", "quarter"),
    ("Reform stalls", "2023-40", "half"),
    ("Enlargement fatigue spreads", "201X", "decade"),
    ("Railways cross the empire", "18XX", "century"),
    ("Caesar is killed in the senate", "-0043-03-15", "day"),
    ("Census begins", "2001~", "year"),
    ("Old treaty renewed", "1997?", "year"),
    ("Talks held within the week", "[2025-06-02..2025-06-08]", "week"),
    ("Strike over the weekend", "2025-06-07/2025-06-08", "weekend"),
    ("Election campaign opens early in the year", "[2024-01..2024-04]", "year"),
    ("Deadline for offers", "[2026-01-12..2026-01-30]", "day"),
    ("Archive opened", "[..2014]", "year"),
    ("Court case has run", "2017/..", "year"),
    ("Fiscal year of record spending", "[2023-04..2024-12]", "year"),
    ("Flood closes the lower bridge", "2024-09-XX", "day"),
)


def _forms(news: News, articles: list[int]) -> None:
    for number, (title, edtf, granularity) in enumerate(_FORMS):
        told = _told(articles, 1 + number % 3, f"{title} in <<that time>>.", edtf, number)
        news.event(title, edtf, told, granularity=granularity)
    for number in range(40):
        year, month, day = 2015 + number % 11, 1 + number * 5 % 12, 1 + number * 7 % 28
        edtf = f"{year}-{month:02d}-{day:02d}"
        title = f"Council session {number + 1} adopts its resolution"
        told = _told(articles, 1 + number % 4, f"{title} on <<{edtf}>>.", edtf, number)
        news.event(title, edtf, told, places=[KYIV] if number % 3 else [])


def _odd(news: News, articles: list[int]) -> None:
    for number, text in enumerate(NAUGHTY):
        article = news.article(
            f"Publisher {text}", f"Title {text}", "2025-05-05",
            url=f"https://odd{number}.example/a?b=<c>&d='e'\"",
        )  # fmt: skip
        told = [Told(article, f"They said {text} on <<5 May 2025>>.", "2025-05-05")]
        news.event(f"Naughty {text}", "2025-05-05", told, places=[(f"Place {text}", 1.0, 2.0)])
    article = news.article(
        "صحيفة المرفأ", "اجتماع الوزراء", "2026-01-15", language="ar", direction="rtl"
    )
    told = [Told(article, "اجتمع الوزراء في <<14 يناير 2026>> لمناقشة الميزانية.", "2026-01-14")]
    news.event("اجتماع الوزراء لمناقشة الميزانية", "2026-01-14", told, language="ar")
    long_title = (
        "At a closed session of the council, envoys of thirty-two governments are said to have"
        " argued for six hours over two words"
    )
    told = [Told(articles[3], f"{long_title} on <<16 January 2026>>.", "2026-01-16")]
    news.event(long_title, "2026-01-16", told, modality="reported")
    news.event("Weakly worded remark", "2025-03-03", _told(articles, 1, "On <<3 March 2025>>.",
               "2025-03-03"), state="more", score=0.2)  # fmt: skip


def _fates(news: News, minsk: str) -> None:
    news.history(minsk, "2025-11-03T08:00:00Z", "created", after="2014")
    news.history(
        minsk, "2025-12-16T08:00:00Z", "date", before="2014-09/2015-02", after="2014/2015",
        note="most sources name the years",
    )  # fmt: skip
    news.insert(
        "event_redirects", old_key="merged000001", new_key="merged000002", why="same happening",
        at="2025-11-24T00:00:00Z",
    )  # fmt: skip
    news.insert(
        "event_redirects", old_key="merged000002", new_key=minsk, why="same happening",
        at="2025-12-24T00:00:00Z",
    )  # fmt: skip
    news.insert(
        "event_redirects", old_key="gone00000001", new_key=None,
        why="the article was withdrawn by its publisher", at="2026-01-10T00:00:00Z",
    )  # fmt: skip
    news.insert(
        "mention_tombstones", key="tomb00000001", reason="the sentence was removed in a revision",
        at="2026-01-11T00:00:00Z",
    )  # fmt: skip
    first, second = (
        news.conn.execute(
            "SELECT min(id) FROM mentions WHERE event_id = (SELECT id FROM events WHERE title = ?)",
            [title],
        ).fetchone()[0]
        for title in ("Minsk agreements", "Minsk Protocol signed")
    )
    news.insert("mention_pairs", a=first, b=second, score=0.71, verdict="maybe")


def _health(news: News) -> None:
    news.source(
        "Broken Gazette", last_error="503 for nine days", error_streak=9,
        last_success_at="2026-01-09T06:10:00Z", next_due_at="2026-01-19T06:00:00Z",
    )  # fmt: skip
    news.source("Retired Herald", state="gone", last_error="gone (410)", error_streak=1)
    run = news.insert(
        "ingest_runs", command="timeline ingest", started_at="2026-01-18T09:39:38Z",
        ended_at="2026-01-18T09:40:00Z", state="done", version="0.1", sources=12, fetched=14,
        stored=14, failed=2,
    )  # fmt: skip
    news.insert(
        "failures", run_id=run, source_id=news.sources["Broken Gazette"],
        at="2026-01-18T09:39:50Z", stage="fetch", url="https://broken.example/feed.xml",
        reason="http-503", error="the server answered 503",
    )  # fmt: skip
