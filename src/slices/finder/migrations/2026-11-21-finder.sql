-- Everything that can be found, told by its owners. Derived columns (words, reach, opens_until) are filled by the command.
create table finding (
  id uuid primary key,
  kind text not null check (kind in ('service', 'place', 'organisation')),
  subkind text not null,
  title text not null,
  summary text not null,
  organisation text,
  area text,
  more text not null,
  taxonomy text[] not null,
  languages text[] not null,
  lat double precision,
  lon double precision,
  zone text not null,
  free boolean,
  step_free boolean,
  opens tstzmultirange,
  opens_until timestamptz,
  checked_at timestamptz,
  source text,
  path text not null,
  language text not null,
  words tsvector not null,
  reach integer[] not null,
  changed_at timestamptz not null default now(),
  check ((lat is null) = (lon is null))
) with (toast_tuple_target = 512);
comment on column finding.opens_until is 'The end of the last opening that we know: when they run out, the owner works them out again.';
comment on column finding.reach is 'Hashes of lexeme@cell for each size of cell, and of the lexeme alone: an index look-up by one of them is already the intersection of word and place.';

-- What decides who is found stays in the row; long texts and keys, which only the index reads, move aside.
alter table finding alter column words set storage main;
alter table finding alter column opens set storage main;
alter table finding alter column title set storage main;
alter table finding alter column reach set storage external;

create index finding_by_reach on finding using gin (reach);
create index finding_by_end on finding (opens_until) where opens is not null;

-- Words known here with their lexemes: for half-typed words and slips.
create table finder_word (
  word text not null,
  lexeme text not null,
  uses integer not null default 1,
  primary key (word, lexeme)
);
create index finder_word_by_beginning on finder_word (word text_pattern_ops);
create index finder_word_by_likeness on finder_word using gin (word extensions.gin_trgm_ops);
create index finder_word_by_lexeme on finder_word (lexeme);

-- Phrases that mean the same, in any language. Edited by stewards.
create table finder_synonym (
  id uuid primary key default gen_random_uuid(),
  meaning text not null,
  language text not null,
  phrase text not null,
  tokens text[] not null,
  lexemes text[] not null check (cardinality(lexemes) > 0),
  added_at timestamptz not null default now(),
  unique (meaning, language, phrase)
);
create index finder_synonym_by_lexeme on finder_synonym using gin (lexemes);

-- One index serves every search, so there is nothing to choose by statistics of single words; looking them up only slows the planner.
alter table finding alter column reach set statistics 0;
alter table finding alter column words set statistics 0;
