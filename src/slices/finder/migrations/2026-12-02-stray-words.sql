-- Phrases that little words hide in leave one word behind («after school» is {school}, «it help» is {help}): that word alone neither
-- means nor finds them.
delete from finder_synonym where language = 'en' and phrase in ('after school', 'it help', 'over 60s', 'out of school', 'no insurance', 'i am homeless');
update finder_synonym set finds = false where language = 'en' and cardinality(lexemes) = 1 and cardinality(tokens) > 1;
-- «Easter Seals» seal nothing, a charity that educates about money is no help with debt, and nurseries are not all that is for children.
update finder_synonym set finds = false where (meaning, phrase) in (('record sealing', 'sealing'), ('record sealing', 'record sealing'),
  ('credit', 'financial education'), ('credit', 'financial literacy'), ('developmental disabilities', 'down syndrome'));
delete from finder_synonym where meaning = 'children' and phrase in ('childcare', 'nursery', 'pre school', 'creche', 'holiday club', 'guardería', 'حضانة', 'روضة');

insert into finder_synonym (meaning, language, phrase, tokens, lexemes, finds)
select meaning, language, phrase, string_to_array(phrase, ' '), lexemes, finds
from (values
  ('after school', 'afterschool', true), ('after school', 'school program', false), ('after school', 'school programs', false),
  ('after school', 'school club', false), ('after school', 'school clubs', false), ('after school', 'school care', false),
  ('debt', 'citizens advice', true), ('debt', 'debt advice', true), ('debt', 'money advice', true),
  ('credit', 'citizens advice', true), ('library', 'computer help', false), ('library', 'computer class', false),
  ('library', 'computer classes', false), ('library', 'free laptop', false), ('library', 'free internet', false),
  ('work', 'job centre', true), ('work', 'jobcentre', true), ('uninsured', 'no health insurance', false),
  ('children', 'things to do with kids', false), ('children', 'kids activities', false), ('children', 'activities for kids', false),
  ('summer camp', 'holiday activities', false), ('baby things', 'baby bank', false), ('mum and baby', 'baby bank', false),
  ('mum and baby', 'baby clinic', false), ('mum and baby', 'health visitor', false), ('older people', 'over 50s', true),
  ('advice', 'council tax', false), ('advice', 'fill in a form', false), ('warmth', 'help with heating', false)
) as given (meaning, phrase, finds), lateral (select 'en' as language) as spoken, lateral (
  select array_agg(lexeme order by at) as lexemes
  from unnest(string_to_array(phrase, ' ')) with ordinality as word (token, at), unnest(ts_lexize('pg_catalog.english_stem'::regdictionary, token)) lexeme
) as stemmed
where lexemes is not null
on conflict (meaning, language, phrase) do update set finds = excluded.finds;
