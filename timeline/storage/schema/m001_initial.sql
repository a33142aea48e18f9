-- The first schema. Never edited once released: later changes are migrations of their own.
-- Conventions: `*_at` is a UTC instant (ISO 8601, Z); `edtf` is the truth of a date and
-- earliest … year are derived from it; integer ids stay inside, people see `key`s.

CREATE TABLE sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('feed', 'sitemap', 'page', 'list', 'folder', 'archive')),
  title TEXT,
  publisher TEXT,
  language TEXT,
  time_zone TEXT,
  state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'gone', 'removed')),
  added_at TEXT NOT NULL,
  interval_seconds INTEGER NOT NULL DEFAULT 900,
  next_due_at TEXT NOT NULL,
  last_fetched_at TEXT,
  last_success_at TEXT,
  last_changed_at TEXT,
  last_error TEXT,
  error_streak INTEGER NOT NULL DEFAULT 0,
  unchanged_streak INTEGER NOT NULL DEFAULT 0,
  etag TEXT,
  last_modified TEXT
) STRICT;
CREATE INDEX sources_due ON sources (state, next_due_at);

CREATE TABLE links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER REFERENCES sources (id) ON DELETE SET NULL,
  url TEXT NOT NULL UNIQUE,
  title TEXT,
  published TEXT,
  language TEXT,
  text TEXT,
  fingerprint TEXT,
  state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'read', 'failed', 'refused', 'gone')),
  article_id INTEGER REFERENCES articles (id) ON DELETE SET NULL,
  first_seen_at TEXT NOT NULL,
  read_at TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  next_try_at TEXT,
  etag TEXT,
  last_modified TEXT
) STRICT;
CREATE INDEX links_source ON links (source_id, state);
CREATE INDEX links_article ON links (article_id);

CREATE TABLE robots (
  origin TEXT PRIMARY KEY,
  fetched_seconds REAL NOT NULL,
  text TEXT NOT NULL,
  unreachable TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  summary TEXT,
  language TEXT,
  language_how TEXT,
  direction TEXT,
  published TEXT,
  published_at TEXT,
  published_how TEXT,
  modified TEXT,
  dct TEXT,
  dct_how TEXT,
  publisher TEXT,
  authors TEXT NOT NULL DEFAULT '[]',
  section TEXT,
  image TEXT,
  is_free INTEGER,
  content_hash TEXT NOT NULL,
  voice TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  source_id INTEGER REFERENCES sources (id) ON DELETE SET NULL,
  run_id INTEGER REFERENCES ingest_runs (id) ON DELETE SET NULL,
  first_read_at TEXT NOT NULL,
  read_at TEXT NOT NULL,
  rules_version TEXT NOT NULL
) STRICT;
CREATE INDEX articles_published ON articles (published);
CREATE INDEX articles_publisher ON articles (publisher);
CREATE INDEX articles_voice ON articles (voice);
CREATE INDEX articles_source ON articles (source_id);
CREATE INDEX articles_run ON articles (run_id);

CREATE TABLE article_revisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  published TEXT,
  content_hash TEXT NOT NULL,
  read_at TEXT NOT NULL,
  superseded_at TEXT NOT NULL,
  UNIQUE (article_id, revision)
) STRICT;

CREATE TABLE article_bands (
  band INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  PRIMARY KEY (band, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_bands_article ON article_bands (article_id);

CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  short_title TEXT NOT NULL,
  language TEXT,
  names TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL CHECK (kind IN ('dated', 'lead', 'headline', 'hand')),
  state TEXT NOT NULL CHECK (state IN ('shown', 'more', 'hidden')),
  event_class TEXT,
  edtf TEXT NOT NULL,
  earliest TEXT,
  latest TEXT,
  earliest_day INTEGER,
  latest_day INTEGER,
  sort_day INTEGER NOT NULL,
  year INTEGER NOT NULL,
  month_day TEXT,
  granularity TEXT NOT NULL,
  modality TEXT NOT NULL
    CHECK (modality IN ('asserted', 'reported', 'planned', 'possible', 'negated')),
  score REAL NOT NULL,
  mentions INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  sources INTEGER NOT NULL,
  publisher TEXT,
  conflict INTEGER NOT NULL DEFAULT 0,
  pinned INTEGER NOT NULL DEFAULT 0,
  corrected INTEGER NOT NULL DEFAULT 0,
  sequence INTEGER NOT NULL DEFAULT 0,
  title_mention TEXT,
  first_read_at TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX events_sort ON events (
  state, sort_day, key, earliest_day, latest_day, modality);
CREATE INDEX events_year ON events (year, state);
CREATE INDEX events_month_day ON events (month_day, state, sources);
CREATE INDEX events_changed ON events (changed_at, key);
CREATE INDEX events_most_reported ON events (
  state, pinned DESC, sources DESC, score DESC, key, sort_day);
CREATE INDEX events_modality ON events (modality, state, sort_day);
CREATE INDEX events_granularity ON events (granularity, state, edtf, modality);
CREATE INDEX events_ranges ON events (
  state, pinned DESC, sources DESC, score DESC, key, earliest_day, latest_day, edtf)
  WHERE edtf GLOB '*[./,]*';

CREATE TABLE mentions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  event_id INTEGER REFERENCES events (id) ON DELETE SET NULL,
  kind TEXT NOT NULL CHECK (kind IN ('dated', 'lead', 'headline', 'hand')),
  state TEXT NOT NULL CHECK (state IN ('shown', 'more', 'rejected')),
  rejected_reason TEXT,
  title TEXT NOT NULL,
  short_title TEXT NOT NULL,
  sentence TEXT NOT NULL,
  sentence_start INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  expression TEXT NOT NULL,
  timex_value TEXT,
  edtf TEXT,
  earliest TEXT,
  latest TEXT,
  earliest_day INTEGER,
  latest_day INTEGER,
  granularity TEXT,
  modality TEXT NOT NULL,
  modality_cue TEXT,
  event_class TEXT,
  head TEXT,
  language TEXT,
  entities TEXT NOT NULL DEFAULT '[]',
  score REAL NOT NULL,
  score_parts TEXT NOT NULL DEFAULT '{}',
  rule TEXT NOT NULL,
  date_rule TEXT NOT NULL,
  rules_version TEXT NOT NULL,
  first_read_at TEXT NOT NULL,
  claim TEXT CHECK (claim IN ('kept', 'inside', 'disagrees')),
  CHECK ((state = 'rejected') = (rejected_reason IS NOT NULL)),
  CHECK (state = 'rejected' OR edtf IS NOT NULL)
) STRICT;
CREATE INDEX mentions_article ON mentions (article_id, start);
CREATE INDEX mentions_event ON mentions (event_id);

CREATE TABLE mention_tombstones (
  key TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  article_url TEXT,
  run_id INTEGER REFERENCES ingest_runs (id) ON DELETE SET NULL
) STRICT;

-- What linking keeps: `traits` and `blocks` are packed by timeline.events; a block's members
-- are in the order of their rank, a hash of the mention key; `days` is its date in short.
CREATE TABLE mention_traits (
  mention_id INTEGER PRIMARY KEY REFERENCES mentions (id) ON DELETE CASCADE,
  traits BLOB NOT NULL,
  blocks BLOB NOT NULL
) STRICT;
CREATE TABLE mention_blocks (
  block INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  mention_id INTEGER NOT NULL,
  days INTEGER NOT NULL,
  PRIMARY KEY (block, rank, mention_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention_pairs (
  a INTEGER NOT NULL REFERENCES mentions (id) ON DELETE CASCADE,
  b INTEGER NOT NULL REFERENCES mentions (id) ON DELETE CASCADE,
  score REAL NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('join', 'maybe')),
  PRIMARY KEY (a, b),
  CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_pairs_b ON mention_pairs (b);

CREATE TABLE event_redirects (
  old_key TEXT PRIMARY KEY,
  new_key TEXT,
  why TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX event_redirects_new ON event_redirects (new_key);

CREATE TABLE event_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event_key TEXT NOT NULL,
  at TEXT NOT NULL,
  run_id INTEGER REFERENCES ingest_runs (id) ON DELETE SET NULL,
  change TEXT NOT NULL,
  before TEXT,
  after TEXT,
  note TEXT,
  by TEXT
) STRICT;
CREATE INDEX event_history_event ON event_history (event_key, at);
CREATE INDEX event_history_at ON event_history (at);

CREATE TABLE entities (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  kind TEXT,
  latitude REAL,
  longitude REAL,
  alias_of INTEGER REFERENCES entities (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX entities_alias ON entities (alias_of);

CREATE TABLE event_entities (
  event_id INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  entity_id INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('actor', 'place')),
  PRIMARY KEY (event_id, entity_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_entities_entity ON event_entities (entity_id, role, event_id);

CREATE TABLE corrections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN
    ('title', 'date', 'place', 'merge', 'split', 'hide', 'pin', 'add', 'alias', 'forget')),
  about TEXT NOT NULL,
  value TEXT NOT NULL DEFAULT '{}',
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT,
  state TEXT NOT NULL DEFAULT 'holds' CHECK (state IN ('holds', 'conflict', 'reverted')),
  conflict TEXT,
  reverted_at TEXT,
  reverted_by TEXT
) STRICT;
CREATE TABLE correction_keys (
  mention_key TEXT NOT NULL,
  correction_id INTEGER NOT NULL REFERENCES corrections (id) ON DELETE CASCADE,
  PRIMARY KEY (mention_key, correction_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX correction_keys_correction ON correction_keys (correction_id);

CREATE TABLE topics (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  match TEXT NOT NULL DEFAULT '{}',
  added_at TEXT NOT NULL,
  matched_at TEXT
) STRICT;
CREATE TABLE topic_events (
  topic_id INTEGER NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
  event_id INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  why TEXT NOT NULL,
  PRIMARY KEY (topic_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_events_event ON topic_events (event_id);
-- Events that were merged away or retracted, so that a topic can say so.
CREATE TABLE topic_past_events (
  topic_id INTEGER NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
  event_key TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (topic_id, event_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE ingest_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  command TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  state TEXT NOT NULL DEFAULT 'running'
    CHECK (state IN ('running', 'done', 'stopped', 'failed')),
  version TEXT NOT NULL,
  sources INTEGER NOT NULL DEFAULT 0,
  fetched INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  stored INTEGER NOT NULL DEFAULT 0,
  revised INTEGER NOT NULL DEFAULT 0,
  mentions INTEGER NOT NULL DEFAULT 0,
  events INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  remaining INTEGER NOT NULL DEFAULT 0,
  note TEXT
) STRICT;

CREATE TABLE failures (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER REFERENCES ingest_runs (id) ON DELETE CASCADE,
  source_id INTEGER REFERENCES sources (id) ON DELETE SET NULL,
  at TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN
    ('discover', 'fetch', 'parse', 'temporal', 'extract', 'link', 'store')),
  url TEXT NOT NULL,
  reason TEXT NOT NULL,
  error TEXT NOT NULL
) STRICT;
CREATE INDEX failures_run ON failures (run_id);
CREATE INDEX failures_source ON failures (source_id, at);
CREATE INDEX failures_at ON failures (at);

CREATE TABLE event_bins (
  unit TEXT NOT NULL CHECK (unit IN ('month', 'year')),
  bin INTEGER NOT NULL,
  state TEXT NOT NULL,
  modality TEXT NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (unit, bin, state, modality)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE event_spans USING rtree (id, first_day, last_day);

CREATE VIRTUAL TABLE events_fts USING fts5 (
  title, names, content = 'events', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE articles_fts USING fts5 (
  title, text, content = 'articles', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 2"
);

-- What is derived from a row is kept in step by triggers, so that no writer can forget it.
CREATE TRIGGER events_inserted AFTER INSERT ON events BEGIN
  INSERT INTO event_spans VALUES (
    new.id, ifnull(new.earliest_day, -9e999), ifnull(new.latest_day, 9e999));
  INSERT INTO events_fts (rowid, title, names) VALUES (new.id, new.title, new.names);
  INSERT INTO event_bins
    SELECT 'year', new.year, new.state, new.modality, 1
    WHERE substr(new.earliest, 1, length(new.earliest) - 6)
      = substr(new.latest, 1, length(new.latest) - 6)
    UNION ALL
    SELECT 'month', new.year * 12 + CAST(substr(new.earliest, -5, 2) AS INTEGER) - 1,
      new.state, new.modality, 1
    WHERE substr(new.earliest, 1, length(new.earliest) - 3)
      = substr(new.latest, 1, length(new.latest) - 3)
    ON CONFLICT DO UPDATE SET events = events + 1;
END;
CREATE TRIGGER events_deleted AFTER DELETE ON events BEGIN
  DELETE FROM event_spans WHERE id = old.id;
  INSERT INTO events_fts (events_fts, rowid, title, names)
    VALUES ('delete', old.id, old.title, old.names);
  UPDATE event_bins SET events = events - 1
    WHERE unit = 'year' AND bin = old.year AND state = old.state AND modality = old.modality
      AND substr(old.earliest, 1, length(old.earliest) - 6)
        = substr(old.latest, 1, length(old.latest) - 6);
  UPDATE event_bins SET events = events - 1
    WHERE unit = 'month'
      AND bin = old.year * 12 + CAST(substr(old.earliest, -5, 2) AS INTEGER) - 1
      AND state = old.state AND modality = old.modality
      AND substr(old.earliest, 1, length(old.earliest) - 3)
        = substr(old.latest, 1, length(old.latest) - 3);
END;
CREATE TRIGGER events_left_topics BEFORE DELETE ON events BEGIN
  INSERT INTO topic_past_events
    SELECT topic_id, old.key, why FROM topic_events WHERE event_id = old.id
    ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER events_worded AFTER UPDATE OF title, names ON events
WHEN old.title IS NOT new.title OR old.names IS NOT new.names BEGIN
  INSERT INTO events_fts (events_fts, rowid, title, names)
    VALUES ('delete', old.id, old.title, old.names);
  INSERT INTO events_fts (rowid, title, names) VALUES (new.id, new.title, new.names);
END;
CREATE TRIGGER events_moved AFTER UPDATE OF earliest_day, latest_day ON events
WHEN old.earliest_day IS NOT new.earliest_day OR old.latest_day IS NOT new.latest_day BEGIN
  UPDATE event_spans SET first_day = ifnull(new.earliest_day, -9e999),
    last_day = ifnull(new.latest_day, 9e999) WHERE id = new.id;
END;
CREATE TRIGGER events_binned AFTER UPDATE OF earliest, latest, year, state, modality ON events
WHEN old.earliest IS NOT new.earliest OR old.latest IS NOT new.latest
  OR old.state IS NOT new.state OR old.modality IS NOT new.modality BEGIN
  UPDATE event_bins SET events = events - 1
    WHERE unit = 'year' AND bin = old.year AND state = old.state AND modality = old.modality
      AND substr(old.earliest, 1, length(old.earliest) - 6)
        = substr(old.latest, 1, length(old.latest) - 6);
  UPDATE event_bins SET events = events - 1
    WHERE unit = 'month'
      AND bin = old.year * 12 + CAST(substr(old.earliest, -5, 2) AS INTEGER) - 1
      AND state = old.state AND modality = old.modality
      AND substr(old.earliest, 1, length(old.earliest) - 3)
        = substr(old.latest, 1, length(old.latest) - 3);
  INSERT INTO event_bins
    SELECT 'year', new.year, new.state, new.modality, 1
    WHERE substr(new.earliest, 1, length(new.earliest) - 6)
      = substr(new.latest, 1, length(new.latest) - 6)
    UNION ALL
    SELECT 'month', new.year * 12 + CAST(substr(new.earliest, -5, 2) AS INTEGER) - 1,
      new.state, new.modality, 1
    WHERE substr(new.earliest, 1, length(new.earliest) - 3)
      = substr(new.latest, 1, length(new.latest) - 3)
    ON CONFLICT DO UPDATE SET events = events + 1;
END;
CREATE TRIGGER articles_inserted AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER articles_deleted AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, title, text)
    VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER articles_revised AFTER UPDATE OF title, text ON articles
WHEN old.title IS NOT new.title OR old.text IS NOT new.text BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, title, text)
    VALUES ('delete', old.id, old.title, old.text);
  INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;

-- Views for people.
CREATE VIEW timeline AS
SELECT e.key AS id, e.edtf, e.title, e.granularity, e.modality, e.sources, e.year,
  e.earliest, e.latest, e.names, e.event_class, e.kind, e.score, e.state, e.conflict,
  e.first_read_at, e.changed_at, e.earliest_day, e.latest_day, e.sort_day
FROM events e WHERE e.state = 'shown';

CREATE VIEW evidence AS
SELECT e.key AS event_id, e.title, a.url AS article_url, a.title AS article_title,
  a.publisher, a.published, m.sentence, m.expression, m.edtf, m.date_rule AS rule,
  m.modality, m.modality_cue, m.rule AS title_rule, m.start, m."end", m.key AS mention_key,
  a.voice, a.revision
FROM mentions m JOIN events e ON e.id = m.event_id JOIN articles a ON a.id = m.article_id;

CREATE VIEW event_changes AS
SELECT h.at, h.change, h.event_key AS event_id, e.title, h.before, h.after, h.note, h.by
FROM event_history h LEFT JOIN events e ON e.key = h.event_key;

CREATE VIEW source_health AS
SELECT s.url, s.title, s.publisher, s.kind, s.state, s.last_success_at,
  CAST((julianday('now') - julianday(s.next_due_at)) * 86400 AS INTEGER) AS lag_seconds,
  s.error_streak, s.last_error, s.interval_seconds, s.next_due_at,
  (SELECT count(*) FROM articles a WHERE a.source_id = s.id) AS articles,
  (SELECT count(*) FROM links l WHERE l.source_id = s.id AND l.state = 'failed') AS failed_links,
  s.last_changed_at
FROM sources s;
