-- What the pages count, so that no page has to count a million rows: days beside months and
-- years, where events begin, and coarse dates one by one; and indexes that the pages walk.

DROP TRIGGER events_inserted;
DROP TRIGGER events_deleted;
DROP TRIGGER events_binned;
DROP TABLE event_bins;

-- `day`, `month`, `year`: events that lie in one as a whole; `from day`, `from year`: by the day
-- that they are sorted by.
CREATE TABLE event_bins (
  unit TEXT NOT NULL CHECK (unit IN ('day', 'month', 'year', 'from day', 'from year')),
  bin INTEGER NOT NULL,
  state TEXT NOT NULL,
  modality TEXT NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (unit, state, bin, modality)
) STRICT, WITHOUT ROWID;
INSERT INTO event_bins (unit, bin, state, modality, events)
  SELECT unit, bin, state, modality, count(*) FROM (
    SELECT 'day' AS unit, earliest_day AS bin, state, modality FROM events
    WHERE earliest_day = latest_day
    UNION ALL
    SELECT 'month', year * 12 + CAST(substr(earliest, -5, 2) AS INTEGER) - 1, state, modality
    FROM events
    WHERE substr(earliest, 1, length(earliest) - 3) = substr(latest, 1, length(latest) - 3)
    UNION ALL
    SELECT 'year', year, state, modality FROM events
    WHERE substr(earliest, 1, length(earliest) - 6) = substr(latest, 1, length(latest) - 6)
    UNION ALL
    SELECT 'from day', sort_day, state, modality FROM events
    UNION ALL
    SELECT 'from year', year, state, modality FROM events
  ) GROUP BY 1, 2, 3, 4;

-- Dates wider than a day that are no range: each with its number of events.
CREATE TABLE event_bands (
  edtf TEXT NOT NULL,
  granularity TEXT NOT NULL,
  state TEXT NOT NULL,
  modality TEXT NOT NULL,
  earliest_day INTEGER,
  latest_day INTEGER,
  events INTEGER NOT NULL,
  PRIMARY KEY (edtf, granularity, state, modality)
) STRICT, WITHOUT ROWID;
INSERT INTO event_bands
  SELECT edtf, granularity, state, modality, min(earliest_day), min(latest_day), count(*)
  FROM events
  WHERE earliest_day IS NOT latest_day AND edtf NOT GLOB '*[./,]*'
  GROUP BY 1, 2, 3, 4;

CREATE TRIGGER events_counted AFTER INSERT ON events BEGIN
  INSERT INTO event_bins (unit, bin, state, modality, events)
    SELECT 'day', new.earliest_day, new.state, new.modality, 1
    WHERE new.earliest_day = new.latest_day
    UNION ALL
    SELECT 'month', new.year * 12 + CAST(substr(new.earliest, -5, 2) AS INTEGER) - 1,
      new.state, new.modality, 1
    WHERE substr(new.earliest, 1, length(new.earliest) - 3)
      = substr(new.latest, 1, length(new.latest) - 3)
    UNION ALL
    SELECT 'year', new.year, new.state, new.modality, 1
    WHERE substr(new.earliest, 1, length(new.earliest) - 6)
      = substr(new.latest, 1, length(new.latest) - 6)
    UNION ALL
    SELECT 'from day', new.sort_day, new.state, new.modality, 1
    UNION ALL
    SELECT 'from year', new.year, new.state, new.modality, 1
    WHERE true ON CONFLICT DO UPDATE SET events = events + excluded.events;
  INSERT INTO event_bands (edtf, granularity, state, modality, earliest_day, latest_day, events)
    SELECT new.edtf, new.granularity, new.state, new.modality, new.earliest_day, new.latest_day, 1
    WHERE new.earliest_day IS NOT new.latest_day AND new.edtf NOT GLOB '*[./,]*'
    ON CONFLICT DO UPDATE SET events = events + excluded.events;
END;
CREATE TRIGGER events_uncounted AFTER DELETE ON events BEGIN
  INSERT INTO event_bins (unit, bin, state, modality, events)
    SELECT 'day', old.earliest_day, old.state, old.modality, -1
    WHERE old.earliest_day = old.latest_day
    UNION ALL
    SELECT 'month', old.year * 12 + CAST(substr(old.earliest, -5, 2) AS INTEGER) - 1,
      old.state, old.modality, -1
    WHERE substr(old.earliest, 1, length(old.earliest) - 3)
      = substr(old.latest, 1, length(old.latest) - 3)
    UNION ALL
    SELECT 'year', old.year, old.state, old.modality, -1
    WHERE substr(old.earliest, 1, length(old.earliest) - 6)
      = substr(old.latest, 1, length(old.latest) - 6)
    UNION ALL
    SELECT 'from day', old.sort_day, old.state, old.modality, -1
    UNION ALL
    SELECT 'from year', old.year, old.state, old.modality, -1
    WHERE true ON CONFLICT DO UPDATE SET events = events + excluded.events;
  INSERT INTO event_bands (edtf, granularity, state, modality, earliest_day, latest_day, events)
    SELECT old.edtf, old.granularity, old.state, old.modality, old.earliest_day, old.latest_day, -1
    WHERE old.earliest_day IS NOT old.latest_day AND old.edtf NOT GLOB '*[./,]*'
    ON CONFLICT DO UPDATE SET events = events + excluded.events;
END;
CREATE TRIGGER events_recounted AFTER UPDATE ON events
WHEN old.edtf IS NOT new.edtf OR old.granularity IS NOT new.granularity
  OR old.earliest IS NOT new.earliest OR old.latest IS NOT new.latest
  OR old.earliest_day IS NOT new.earliest_day OR old.latest_day IS NOT new.latest_day
  OR old.sort_day IS NOT new.sort_day OR old.year IS NOT new.year
  OR old.state IS NOT new.state OR old.modality IS NOT new.modality BEGIN
  INSERT INTO event_bins (unit, bin, state, modality, events)
    SELECT 'day', old.earliest_day, old.state, old.modality, -1
    WHERE old.earliest_day = old.latest_day
    UNION ALL
    SELECT 'month', old.year * 12 + CAST(substr(old.earliest, -5, 2) AS INTEGER) - 1,
      old.state, old.modality, -1
    WHERE substr(old.earliest, 1, length(old.earliest) - 3)
      = substr(old.latest, 1, length(old.latest) - 3)
    UNION ALL
    SELECT 'year', old.year, old.state, old.modality, -1
    WHERE substr(old.earliest, 1, length(old.earliest) - 6)
      = substr(old.latest, 1, length(old.latest) - 6)
    UNION ALL
    SELECT 'from day', old.sort_day, old.state, old.modality, -1
    UNION ALL
    SELECT 'from year', old.year, old.state, old.modality, -1
    UNION ALL
    SELECT 'day', new.earliest_day, new.state, new.modality, 1
    WHERE new.earliest_day = new.latest_day
    UNION ALL
    SELECT 'month', new.year * 12 + CAST(substr(new.earliest, -5, 2) AS INTEGER) - 1,
      new.state, new.modality, 1
    WHERE substr(new.earliest, 1, length(new.earliest) - 3)
      = substr(new.latest, 1, length(new.latest) - 3)
    UNION ALL
    SELECT 'year', new.year, new.state, new.modality, 1
    WHERE substr(new.earliest, 1, length(new.earliest) - 6)
      = substr(new.latest, 1, length(new.latest) - 6)
    UNION ALL
    SELECT 'from day', new.sort_day, new.state, new.modality, 1
    UNION ALL
    SELECT 'from year', new.year, new.state, new.modality, 1
    WHERE true ON CONFLICT DO UPDATE SET events = events + excluded.events;
  INSERT INTO event_bands (edtf, granularity, state, modality, earliest_day, latest_day, events)
    SELECT old.edtf, old.granularity, old.state, old.modality, old.earliest_day, old.latest_day, -1
    WHERE old.earliest_day IS NOT old.latest_day AND old.edtf NOT GLOB '*[./,]*'
    UNION ALL
    SELECT new.edtf, new.granularity, new.state, new.modality, new.earliest_day, new.latest_day, 1
    WHERE new.earliest_day IS NOT new.latest_day AND new.edtf NOT GLOB '*[./,]*'
    ON CONFLICT DO UPDATE SET events = events + excluded.events;
END;
CREATE TRIGGER events_inserted AFTER INSERT ON events BEGIN
  INSERT INTO event_spans VALUES (
    new.id, ifnull(new.earliest_day, -9e999), ifnull(new.latest_day, 9e999));
  INSERT INTO events_fts (rowid, title, names) VALUES (new.id, new.title, new.names);
END;
CREATE TRIGGER events_deleted AFTER DELETE ON events BEGIN
  DELETE FROM event_spans WHERE id = old.id;
  INSERT INTO events_fts (events_fts, rowid, title, names)
    VALUES ('delete', old.id, old.title, old.names);
END;

-- Facets are counted over one narrow column; dates that reach in are walked by rank.
DROP INDEX events_year;
DROP INDEX events_modality;
DROP INDEX events_granularity;
CREATE INDEX events_year ON events (year) WHERE state = 'shown';
CREATE INDEX events_modality ON events (modality) WHERE state = 'shown';
CREATE INDEX events_granularity ON events (granularity) WHERE state = 'shown';
CREATE INDEX events_new ON events (first_read_at DESC, sources DESC, key, changed_at)
  WHERE state = 'shown';
DROP INDEX events_ranges;
CREATE INDEX events_ranges ON events (
  state, pinned DESC, sources DESC, score DESC, key, earliest_day, latest_day, edtf, modality)
  WHERE edtf GLOB '*[./,]*';
CREATE INDEX events_coarse ON events (
  edtf, granularity, state, pinned DESC, sources DESC, score DESC, key)
  WHERE earliest_day IS NOT latest_day AND edtf NOT GLOB '*[./,]*';

-- Who tells of an event, without reading sentences and texts.
DROP INDEX mentions_event;
CREATE INDEX mentions_event ON mentions (event_id, article_id);
CREATE INDEX articles_names ON articles (id, publisher, published);
