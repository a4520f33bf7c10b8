-- What the second version added, as it made it, with kysely's note that it ran. Never edited: the upgrade test begins from it.
insert into kysely_migration values ('0002-sign-in', '2026-02-02T03:04:05.678Z');

create table invitation (
  hash bytea primary key check (octet_length(hash) = 32),
  body uuid not null references body,
  person uuid not null,
  made_by uuid,
  made timestamptz not null default now(),
  until timestamptz not null default now() + interval '1 hour',
  used timestamptz,
  foreign key (body, person) references person (body, id),
  foreign key (body, made_by) references person (body, id)
);

create table sign_in_key (
  id bytea primary key check (octet_length(id) between 1 and 1023),
  body uuid not null references body,
  person uuid not null,
  public_key bytea not null,
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  synced boolean not null,
  invited_by uuid,
  made timestamptz not null default now(),
  last_used timestamptz,
  foreign key (body, person) references person (body, id),
  foreign key (body, invited_by) references person (body, id)
);
create index sign_in_key_person on sign_in_key (body, person);
create index session_person on session ((data ->> 'person'));

alter table invitation enable row level security;
alter table invitation force row level security;
create policy own_body on invitation using (body = nullif(current_setting('app.body', true), '')::uuid) with check (body = nullif(current_setting('app.body', true), '')::uuid);
alter table sign_in_key enable row level security;
alter table sign_in_key force row level security;
create policy own_body on sign_in_key using (body = nullif(current_setting('app.body', true), '')::uuid) with check (body = nullif(current_setting('app.body', true), '')::uuid);

create function invite_as_sign_may() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if session_user = 'countersign_sign' and (
    not exists (select from public.folded where kind = 'standing' and id = 'now' and value -> 'first' ? new.person::text)
    or exists (select from public.sign_in_key where person = new.person)
  ) then
    raise exception 'the signing origin invites the first two people alone, and only before their first sign-in key' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger invitation_made before insert on invitation for each row execute function invite_as_sign_may();
revoke execute on function invite_as_sign_may() from public;

grant select, insert (hash, body, person, made_by), update (used) on invitation to countersign_web;
grant insert (hash, body, person) on invitation to countersign_sign;
grant select, insert (id, body, person, public_key, counter, transports, synced, invited_by), update (counter, last_used), delete on sign_in_key to countersign_web;
