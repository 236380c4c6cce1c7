alter table letter_ask add column young boolean not null default false;
comment on column letter_ask.young is 'Personal: who signs up says that they are under eighteen; becomes a band with the account.';
