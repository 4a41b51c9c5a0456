"""The tables that version 5 added, as it made them, and a night that it kept."""

from __future__ import annotations

VERSION_5 = """
ALTER TABLE run ADD COLUMN night VARCHAR(100);
ALTER TABLE finding ADD COLUMN resolved_run INTEGER;
CREATE TABLE studio_plan (digest VARCHAR(40) NOT NULL, folders BYTES NOT NULL, PRIMARY KEY
  (digest));
CREATE TABLE studio_night (number SERIAL_KEY, studio VARCHAR(400) NOT NULL, begun TIMESTAMP NOT
  NULL, ended TIMESTAMP, status INTEGER, engine TEXT NOT NULL, version VARCHAR(60) NOT NULL,
  orders VARCHAR(100) NOT NULL, "plan" VARCHAR(40) NOT NULL, productions INTEGER NOT NULL, seconds
  A_DOUBLE NOT NULL);
CREATE TABLE studio_production (id SERIAL_KEY, studio VARCHAR(400) NOT NULL, folder VARCHAR(700)
  NOT NULL, sequence INTEGER NOT NULL, CONSTRAINT studio_production_once UNIQUE (studio, folder));
CREATE TABLE studio_record (id SERIAL_KEY, night INTEGER NOT NULL, production INTEGER NOT NULL,
  position INTEGER NOT NULL, name TEXT NOT NULL, at TIMESTAMP NOT NULL, ended VARCHAR(20) NOT
  NULL, failure TEXT NOT NULL, error TEXT NOT NULL, steps TEXT NOT NULL, facts TEXT NOT NULL,
  inputs TEXT NOT NULL, version VARCHAR(60) NOT NULL, tries INTEGER NOT NULL, seconds A_DOUBLE NOT NULL, peak BIGINT NOT NULL, worker TEXT NOT NULL, sequence INTEGER NOT NULL,
  same_as INTEGER, errors INTEGER NOT NULL, warnings INTEGER NOT NULL, notes INTEGER NOT NULL, new
  INTEGER NOT NULL, resolved INTEGER NOT NULL, currency VARCHAR(10) NOT NULL, suggested INTEGER
  NOT NULL, unmatched INTEGER NOT NULL, slip INTEGER, has_total BOOLEAN NOT NULL, account TEXT NOT
  NULL, description TEXT NOT NULL, budget BIGINT, to_date BIGINT, commitments BIGINT, etc BIGINT,
  efc BIGINT, under BIGINT, is_total BOOLEAN NOT NULL, CONSTRAINT studio_record_once UNIQUE
  (production, night));
CREATE TABLE studio_point (production INTEGER NOT NULL, "key" VARCHAR(60) NOT NULL, nth INTEGER
  NOT NULL, begins INTEGER NOT NULL, until INTEGER NOT NULL, code TEXT NOT NULL, severity INTEGER
  NOT NULL, standing VARCHAR(20) NOT NULL, workbook TEXT NOT NULL, sheet TEXT NOT NULL, cell TEXT
  NOT NULL, message TEXT NOT NULL, advice TEXT NOT NULL, since DATE, waiver TEXT NOT NULL, impact
  BIGINT, PRIMARY KEY (production, "key", nth, begins));
CREATE TABLE studio_account (production INTEGER NOT NULL, "key" VARCHAR(200) NOT NULL, nth INTEGER
  NOT NULL, begins INTEGER NOT NULL, until INTEGER NOT NULL, description TEXT NOT NULL, budget
  BIGINT, to_date BIGINT, commitments BIGINT, etc BIGINT, efc BIGINT, under BIGINT, is_total
  BOOLEAN NOT NULL, PRIMARY KEY (production, "key", nth, begins));
CREATE TABLE studio_pair (production INTEGER NOT NULL, "key" VARCHAR(200) NOT NULL, nth INTEGER
  NOT NULL, begins INTEGER NOT NULL, until INTEGER NOT NULL, matched INTEGER NOT NULL, suggested
  INTEGER NOT NULL, left_over INTEGER NOT NULL, right_over INTEGER NOT NULL, difference BIGINT,
  PRIMARY KEY (production, "key", nth, begins));
CREATE TABLE studio_order (production INTEGER NOT NULL, "key" VARCHAR(20) NOT NULL, nth INTEGER
  NOT NULL, begins INTEGER NOT NULL, until INTEGER NOT NULL, content BYTES NOT NULL, PRIMARY KEY
  (production, "key", nth, begins));
CREATE TABLE studio_sent (studio VARCHAR(400) NOT NULL, alert VARCHAR(200) NOT NULL, digest TEXT
  NOT NULL, at TIMESTAMP NOT NULL, PRIMARY KEY (studio, alert));
CREATE TABLE studio_audit (number SERIAL_KEY, studio VARCHAR(400) NOT NULL, at TIMESTAMP NOT NULL,
  who TEXT NOT NULL, role TEXT NOT NULL, production TEXT NOT NULL, action TEXT NOT NULL, sentence
  TEXT NOT NULL, address TEXT NOT NULL);
CREATE INDEX run_by_night ON run (production, night);
CREATE INDEX studio_night_by_studio ON studio_night (studio, number);
CREATE INDEX studio_record_by_night ON studio_record (night);
CREATE INDEX studio_record_by_day ON studio_record (production, at);
CREATE INDEX studio_record_by_sequence ON studio_record (production, sequence);
CREATE INDEX studio_point_that_holds ON studio_point (production, until);
CREATE INDEX studio_account_that_holds ON studio_account (production, until);
CREATE INDEX studio_pair_that_holds ON studio_pair (production, until);
CREATE INDEX studio_order_that_holds ON studio_order (production, until);
CREATE INDEX studio_audit_by_studio ON studio_audit (studio, number);
INSERT INTO studio_plan VALUES ('the plan', ITS_FOLDERS);
INSERT INTO studio_night (studio, begun, ended, status, engine, version, orders, plan,
  productions, seconds) VALUES ('North', '2026-11-17 03:00:00.000000', '2026-11-17
  03:01:00.000000', 1, 'in-process', '0.9', 'o', 'the plan', 1, 60.0);
INSERT INTO studio_production (studio, folder, sequence) VALUES ('North', '/shows/one', 1);
INSERT INTO studio_record (night, production, position, name, at, ended, failure, error, steps,
  facts, inputs, version, tries, seconds, peak, worker, sequence, errors, warnings, notes, new,
  resolved, currency, suggested, unmatched, has_total, account, description, is_total) VALUES (1,
  1, 0, 'Show', '2026-11-17 03:00:00.000000', 'checked', '', '', '[]', '', '', '0.9', 1, 0.0, 0,
  '', 1, 1, 0, 0, 1, 0, '', 0, 0, FALSE, '', '', FALSE);
INSERT INTO studio_point VALUES (1, 'k', 0, 1, 2147483647, 'PO201', 3, 'new', 'POs.xlsx', 'POs',
  'F2', 'over', '', NULL, '', NULL);
INSERT INTO studio_pair VALUES (1, 'a and b', 0, 1, 2147483647, 1, 0, 0, 0, 5);
INSERT INTO studio_order VALUES (1, 'studio_point', 0, 1, 2147483647, ITS_POINTS);
INSERT INTO studio_order VALUES (1, 'studio_pair', 0, 1, 2147483647, ITS_PAIRS);
"""
