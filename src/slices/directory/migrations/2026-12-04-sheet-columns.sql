comment on table import_upload is 'A file that somebody gave us, until it is read: minutes. A plain sheet until it is written or thrown away, a week at most, so that its columns can be named anew.';
