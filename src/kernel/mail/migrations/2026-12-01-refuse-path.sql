-- A letter about one thing is refused for that thing alone, at an address of its own: the mail program's own button posts there.
alter table mail add column refuse_path text check (refuse_path ~ '^/[A-Za-z0-9/_-]+$');
comment on column mail.refuse_path is 'personal: the key of one reader and one thing, as in the letter; erased with the address';
