-- What people looked for and did not find, for seeing needs and gaps: words and a rough area by day, and never who, when or from where.
create table missed_search (
  day date not null,
  words text not null check (char_length(words) between 1 and 80),
  area text not null check (char_length(area) <= 60),
  outcome text not null check (outcome in ('nothing', 'part')),
  times integer not null check (times > 0),
  primary key (day, words, area, outcome)
);
comment on column missed_search.words is 'As understood: lower case, without whatever has digits or signs, so that no number, address or name of an account is kept.';
comment on column missed_search.area is 'A town or postcode district; empty where the position itself was asked for, or none.';
