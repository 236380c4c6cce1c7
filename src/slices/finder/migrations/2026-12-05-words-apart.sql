-- «housing» and «house», «recreation» and the name of every playing field share a stem: only who types them means them.
update finder_synonym set finds = false where (meaning, phrase) in (('housing', 'housing'), ('exercise', 'recreation'));
-- Who types «autism» does not mean every disability: each has words of its own.
delete from finder_synonym where meaning = 'disability' and phrase in ('autism', 'autistic', 'adhd', 'blind', 'deaf', 'autismo', 'ciego', 'sordo');

insert into finder_synonym (meaning, language, phrase, tokens, lexemes, finds)
select meaning, language, phrase, string_to_array(phrase, ' '), lexemes, finds
from (values
  ('rent', 'citizens advice', true), ('rent', 'homelessness', true), ('housing', 'housing advice', true),
  ('addiction', 'drink too much', false), ('addiction', 'drinking too much', false), ('addiction', 'drinks too much', false),
  ('addiction', 'stop drinking', false), ('addiction', 'drinking problem', false), ('addiction', 'alcoholic', false),
  ('debt', 'gas and electric', false), ('debt', 'energy bills', false), ('debt', 'fuel bills', false), ('debt', 'too dear', false),
  ('debt', 'cant pay my bills', false), ('debt', 'behind on bills', false), ('debt', 'cost of living', false),
  ('cheap homes', 'council flat', false), ('cheap homes', 'housing association', true),
  ('grief groups', 'listening service', true), ('food bank', 'halal food', false), ('food bank', 'food for ramadan', false),
  ('mosque', 'ramadan', false), ('mosque', 'iftar', false), ('mosque', 'eid', false), ('mosque', 'mosques', true),
  ('learning', 'u3a', true), ('older people', 'u3a', true), ('older people', 'pensioners club', false),
  ('toilets', 'loo', false), ('toilets', 'loos', false), ('toilets', 'changing places', true), ('toilets', 'baby changing', false),
  ('advice', 'who can help me', false), ('advice', 'dont know where to turn', false), ('advice', 'information and referral', true)
) as given (meaning, phrase, finds), lateral (select 'en' as language) as spoken, lateral (
  select array_agg(lexeme order by at) as lexemes
  from unnest(string_to_array(phrase, ' ')) with ordinality as word (token, at), unnest(ts_lexize('pg_catalog.english_stem'::regdictionary, token)) lexeme
) as stemmed
where lexemes is not null
on conflict do nothing;
insert into finder_synonym (meaning, language, phrase, tokens, lexemes)
select 'toilets', 'en', phrase, array[phrase], array['toilet'] from unnest(array['toilet', 'toilets']) phrase
on conflict (meaning, language, phrase) do update set finds = true;
