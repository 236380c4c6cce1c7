-- Whoever answers a letter sends its Message-ID along: it leads to the reader and the post. Kept as long as the key under the letter.
alter table letter_key add column letter_id uuid unique, add column post_id uuid references post on delete cascade;
create index letter_key_post on letter_key (post_id);
comment on column letter_key.letter_id is 'Personal: the letter that carries the key.';
comment on column letter_key.post_id is 'Personal: the post that the letter tells of; null for the letter of the morning.';
create function answered_letter(letter uuid) returns table (person_id uuid, group_id uuid, post_id uuid)
  language sql stable security definer set search_path from current
  as $$ select person_id, group_id, post_id from letter_key where letter_id = letter and post_id is not null $$;
