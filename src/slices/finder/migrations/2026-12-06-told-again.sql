-- More of what people tell, as they tell it.
insert into finder_synonym (meaning, language, phrase, tokens, lexemes, finds)
select meaning, language, phrase, tokens, lexemes, false
from (values
  ('rent', 'en', 'changed the locks; locked me out; locked out; landlord changed; put my stuff out; wont give back my deposit; deposit back'),
  ('rent', 'es', 'cambió la cerradura; me cambiaron la cerradura; me sacaron las cosas'),
  ('protection order', 'en', 'ex keeps coming; ex keeps calling; ex keeps; ex shows up; ex follows; wont stop calling me; keeps coming to my house'),
  ('domestic abuse', 'en', 'ex keeps coming; ex keeps; ex shows up; he hits; he beat; hurting my mom; dad hits; dad hits my mom; stepdad hits; black eye'),
  ('domestic abuse', 'es', 'mi papá le pega a mi mamá; mi ex me sigue; mi ex me amenaza; mi ex no me deja'),
  ('addiction', 'en', 'quit heroin; quit drugs; quit pot; quit cocaine; quit pills; quit meth; off heroin; addicted son; addicted daughter; son uses drugs; found drugs'),
  ('child support', 'en', 'baby daddy; wont pay support; ex wont pay; not paying support; father of my kids'),
  ('loneliness', 'en', 'nobody cares; nobody cares about me; no one cares; nobody likes me; nobody calls me; want friends; lonely'),
  ('counselling', 'en', 'nobody cares; hate myself; hate my life; worthless; cant get out of bed in the morning; cry all the time; always sad; always crying'),
  ('crisis line', 'en', 'hate my life; nobody cares about me; worthless; cant go on'),
  ('meals on wheels', 'en', 'shut in; shut ins; homebound; housebound; food for shut ins; meals for homebound'),
  ('job training', 'en', 'cna school; cna class; become a nurse; nursing assistant; medical assistant; learn to drive a truck; trade schools; certification'),
  ('work', 'es', 'trabajo de limpieza; trabajos de limpieza; limpiar casas; trabajo de construcción'),
  ('furniture', 'en', 'no bed; bed for my son; bed for my daughter; beds for kids; no beds; kids sleep on the floor'),
  ('speech therapy', 'en', 'stutters; stuttering; cant pronounce; hard to understand him'),
  ('grief groups', 'en', 'husband passed; wife passed; mom passed; dad passed; son passed; was killed; got killed; lost someone'),
  ('health insurance', 'en', 'get medicaid; medicaid office; qualify for medicaid; cant afford insurance'),
  ('uninsured', 'en', 'no health insurance; no insurance')
) as given (meaning, language, typed), unnest(string_to_array(typed, '; ')) phrase, lateral (
  select array_agg(word order by at) as tokens from unnest(string_to_array(translate(lower(phrase), 'áéíóúüñ', 'aeiouun'), ' ')) with ordinality as part (word, at)
) as split, lateral (
  select array_agg(lexeme order by at) as lexemes from unnest(tokens) with ordinality as word (token, at), unnest(ts_lexize(
    (case language when 'en' then 'pg_catalog.english_stem' else 'pg_catalog.spanish_stem' end)::regdictionary, token)) lexeme
) as stemmed
where lexemes is not null
on conflict do nothing;
