"""The tables of the gazetteer's file. Used at build time too, so it imports nothing."""

#: Changes with the tables or the meaning of a column; a file of another format is refused.
FORMAT = "1"

#: `name.grade`: 0 the place's own name, 1 another one, 2 one derived by rule. `place.type` is the type of a site.
SCHEMA = """
CREATE TABLE IF NOT EXISTS place (
  rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, region TEXT,
  district TEXT, lat REAL, lon REAL, radius_km REAL, population INTEGER NOT NULL DEFAULT 0, type TEXT);
CREATE TABLE IF NOT EXISTS name (
  key TEXT NOT NULL, rid INTEGER NOT NULL, grade INTEGER NOT NULL, PRIMARY KEY (key, rid)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS adjective (
  stem TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (stem, rid)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (item TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
