-- How well we know where something is: of what is known by its postcode district alone no distance is told.
alter table finding add column precision text not null default 'exact' check (precision in ('exact', 'postcode', 'district'));

-- Words that people type, but that say little where they stand in a text: «friends» is also in «Friends of the School».
alter table finder_synonym add column finds boolean not null default true;
comment on column finder_synonym.finds is 'False: whoever types it finds the others of its meaning, but it is not looked for in their stead.';

update finder_synonym set finds = false where phrase in (
  'friends', 'company', 'alone', 'friendship', 'work', 'rent', 'landlord', 'loss', 'drinking', 'recovery', 'law centre', 'rights', 'pool', 'baths',
  'broke', 'cash', 'dole', 'pip', 'benefits', 'ill', 'lift', 'learn', 'training', 'classes', 'child', 'girls', 'men', 'listening', 'weights', 'books',
  'printing', 'internet', 'fe', 'luto', 'casa', 'solo', 'sola', 'juego', 'ayudas', 'ayudar', 'mayores', 'food', 'hungry', 'skint', 'garden',
  'outdoors', 'cubs', 'guides', 'send', 'clinic', 'stress', 'panic attacks', 'gay', 'trans', 'band', 'bills', 'grants', 'money', 'meals', 'band',
  'retired', 'loan', 'college', 'nature', 'women', 'creative', 'painting', 'drama', 'health', 'sport', 'sports', 'help out', 'volunteers',
  'migrants', 'hospital', 'abuse', 'hostel', 'accommodation', 'housing', 'church', 'parish', 'worship', 'faith', 'advice', 'children'
) and (meaning, phrase) not in (
  ('food bank', 'food'), ('housing', 'housing'), ('housing', 'accommodation'), ('faith', 'church'), ('faith', 'worship'), ('women', 'women'), ('sport', 'sport'), ('sport', 'sports'),
  ('health', 'health'), ('advice', 'advice'), ('children', 'children'), ('work', 'job')
);
