-- Everyday words that found too little: who types them finds what the others of their meaning find.
insert into finder_synonym (meaning, language, phrase, tokens, lexemes, finds)
select meaning, language, phrase, tokens, lexemes, finds
from (values
  ('warmth', 'en', 'warmth', '{warmth}', true),
  ('warmth', 'en', 'warm', '{warm}', false),
  ('warmth', 'en', 'somewhere warm', '{somewhere,warm}', false),
  ('warmth', 'es', 'calor', '{calor}', false),
  ('warmth', 'ar', 'دفء', '{دفء}', false),
  ('benefits', 'en', 'jobcentre', '{jobcentre}', true),
  ('benefits', 'en', 'job centre', '{job,centre}', true),
  ('counselling', 'en', 'someone to talk to', '{someone,to,talk,to}', false),
  ('counselling', 'en', 'somebody to talk to', '{somebody,to,talk,to}', false),
  ('counselling', 'es', 'alguien con quien hablar', '{alguien,con,quien,hablar}', false),
  ('walking', 'en', 'walk', '{walk}', false),
  ('walking', 'en', 'walking', '{walking}', false),
  ('walking', 'en', 'fresh air', '{fresh,air}', false),
  ('walking', 'en', 'public park', '{public,park}', true),
  ('walking', 'en', 'nature reserve', '{nature,reserve}', true),
  ('walking', 'es', 'caminar', '{caminar}', false),
  ('walking', 'ar', 'مشي', '{مشي}', false),
  ('mum and baby', 'en', 'centre for children and parents', '{centre,children,parents}', true)
) as given (meaning, language, phrase, said, finds), lateral (select said::text[] as tokens) as split, lateral (
  select array_agg(lexeme order by at) as lexemes
  from unnest(tokens) with ordinality as word (token, at), unnest(ts_lexize(
    (case language when 'en' then 'pg_catalog.english_stem' when 'es' then 'pg_catalog.spanish_stem' else 'pg_catalog.simple' end)::regdictionary, token)) lexeme
) as stemmed
where lexemes is not null
on conflict do nothing;

-- Where their words merely stand in a text, nobody is meant: «make … friends» of a school, the «senior» team of a club.
update finder_synonym set finds = false where phrase in ('make friends', 'meet people', 'seniors', 'conversation class');
