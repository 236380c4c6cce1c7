-- Letters about one conversation stand together in their reader's mailbox.
alter table mail add column thread text check (thread ~ '^[A-Za-z0-9_-]{8,64}$');
comment on column mail.thread is 'A word made for one reader and one conversation: it leads to neither, and two readers'' letters do not show that they belong together.';
