// The first migration's rights: row-level security on every table, and for each role just what it needs. Frozen, like the tables.

/** The keeper may wait for its wake-up by this name; the row that woke it is in intake. */
const WAKE = `
create function wake_keeper() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('intake', '');
  return null;
end
$$;
create trigger intake_arrived after insert on intake for each statement execute function wake_keeper();
`

/** `nullif`: after a transaction that used it, the setting is '' and not null, which would be no uuid. */
const OWN_BODY = `
do $$
declare
  every record;
begin
  for every in select c.relname, case c.relname when 'body' then 'id' else 'body' end as owner
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'
  loop
    execute format('alter table public.%I enable row level security', every.relname);
    execute format('alter table public.%I force row level security', every.relname);
    execute format('create policy own_body on public.%I using (%I = nullif(current_setting(''app.body'', true), '''')::uuid) with check (%I = nullif(current_setting(''app.body'', true), '''')::uuid)',
      every.relname, every.owner, every.owner);
  end loop;
end
$$;
`

const GRANTS = `
revoke all on schema public from public;
revoke execute on function wake_keeper() from public;
grant usage on schema public to countersign_web, countersign_sign, countersign_keeper;

grant select on body to countersign_web, countersign_sign, countersign_keeper;
grant select, insert on person to countersign_web;
grant select, insert on person to countersign_sign;
grant select, insert, update, delete on session to countersign_web;
grant insert (hash, body, purpose, person, post, digest, detail) on ticket to countersign_web;
grant select, update (used) on ticket to countersign_sign;
grant select, insert, update (title) on post to countersign_web;
grant select on post to countersign_sign;
grant select, insert, update on draft to countersign_web;
grant select, insert on revision to countersign_web;
grant select on revision to countersign_sign;
grant select, insert (body, post, revision, bytes) on package to countersign_web;
grant select on package to countersign_sign, countersign_keeper;
grant select, insert (body, kind, bytes) on document to countersign_web;
grant select on document to countersign_sign, countersign_keeper;
grant select, insert on sealed, sealed_key to countersign_web, countersign_sign, countersign_keeper;
grant insert (id, body, bytes) on intake to countersign_web, countersign_sign;
grant select, delete on intake to countersign_keeper;
grant select, insert on entry, judged, checkpoint to countersign_keeper;
grant select on entry, judged, folded, checkpoint to countersign_web, countersign_sign;
grant select, insert, update, delete on folded, tile to countersign_keeper;
grant select on tile to countersign_web;
`

/** Run after the tables, by their owner. */
export const RIGHTS = WAKE + OWN_BODY + GRANTS
