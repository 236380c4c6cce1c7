-- How many days each kind of data is kept after its use has ended. A kind without a row has the days that the program proposes.

create table retention (
  kind text primary key,
  days integer not null check (days between 1 and 3650)
);
comment on table retention is 'Days that this community keeps a kind of data, where it decided otherwise than proposed.';
