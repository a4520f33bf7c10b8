-- What the third version added, as it made it, with kysely's note that it ran. Never edited: the upgrade test begins from it.
insert into kysely_migration values ('0003-api-tokens', '2026-02-03T03:04:05.678Z');

create table api_token (
  id uuid primary key,
  hash bytea not null unique check (octet_length(hash) = 32),
  body uuid not null references body,
  person uuid not null,
  name text not null check (length(name) between 1 and 100),
  scopes text[] not null check (scopes <@ array['read', 'check', 'draft'] and cardinality(scopes) between 1 and 3),
  made_by uuid not null,
  made timestamptz not null default now(),
  until timestamptz not null check (until <= made + interval '366 days'),
  last_used timestamptz,
  revoked timestamptz,
  revoked_by uuid,
  check ((revoked is null) = (revoked_by is null)),
  foreign key (body, person) references person (body, id),
  foreign key (body, made_by) references person (body, id),
  foreign key (body, revoked_by) references person (body, id)
);
create index api_token_person on api_token (body, person);

alter table api_token enable row level security;
alter table api_token force row level security;
create policy own_body on api_token using (body = nullif(current_setting('app.body', true), '')::uuid) with check (body = nullif(current_setting('app.body', true), '')::uuid);

create function keep_revoked() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.revoked is not null and (new.revoked, new.revoked_by) is distinct from (old.revoked, old.revoked_by) then
    raise exception 'a token that was revoked stays revoked' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger api_token_changed before update on api_token for each row execute function keep_revoked();
revoke execute on function keep_revoked() from public;

grant select, insert (id, hash, body, person, name, scopes, made_by, until), update (last_used, revoked, revoked_by) on api_token to countersign_web;
