-- The first schema as the first version made it, with kysely's note that it ran. Never edited: the upgrade test begins from it.
create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null);
create table kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null);
insert into kysely_migration values ('0001-first', '2026-01-02T03:04:05.678Z');
insert into kysely_migration_lock values ('migration_lock', 0);

create table body (
  id uuid primary key,
  name text not null
);

create table person (
  id uuid primary key,
  body uuid not null references body,
  name text not null,
  name_salt text not null,
  slug text not null,
  job text not null,
  created timestamptz not null default now(),
  unique (body, slug),
  unique (body, id)
);

-- id is the SHA-256 of what stands in the cookie, so that a reader of this table holds no session.
create table session (
  id bytea primary key check (octet_length(id) = 32),
  body uuid not null references body,
  data jsonb not null,
  until timestamptz not null
);
create index session_until on session (until);

-- A ticket gives reading for a minute, once; it never gives authority.
create table ticket (
  hash bytea primary key check (octet_length(hash) = 32),
  body uuid not null references body,
  purpose text not null,
  person uuid,
  post uuid,
  digest bytea,
  detail jsonb not null default '{}' check (pg_column_size(detail) < 8192),
  until timestamptz not null default now() + interval '60 seconds',
  used timestamptz
);

create table post (
  id uuid primary key,
  body uuid not null references body,
  number integer not null,
  author uuid not null,
  title text not null,
  created timestamptz not null default now(),
  unique (body, number),
  unique (body, id),
  foreign key (body, author) references person (body, id)
);

create table draft (
  post uuid primary key,
  body uuid not null references body,
  title text not null,
  parts jsonb not null,
  channels uuid[] not null,
  window_from timestamptz,
  window_until timestamptz,
  version integer not null,
  saved_by uuid not null,
  saved_at timestamptz not null default now(),
  foreign key (body, post) references post (body, id),
  foreign key (body, saved_by) references person (body, id)
);

create table revision (
  post uuid not null,
  number integer not null,
  body uuid not null references body,
  bytes bytea not null,
  cut_by uuid not null,
  cut_at timestamptz not null default now(),
  primary key (post, number),
  foreign key (body, post) references post (body, id),
  foreign key (body, cut_by) references person (body, id)
);

-- The database computes the digest, so that nobody can claim one.
create table package (
  digest bytea generated always as (sha256(bytes)) stored primary key,
  body uuid not null references body,
  post uuid not null,
  revision integer not null,
  bytes bytea not null,
  foreign key (body, post) references post (body, id)
);
create index package_post on package (body, post, revision);

-- Two bodies may go by the same rulebook, so each has its own row.
create table document (
  digest bytea generated always as (sha256(bytes)) stored,
  body uuid not null references body,
  kind text not null check (kind in ('rulebook', 'policy', 'code')),
  bytes bytea not null,
  primary key (body, digest)
);

create table sealed (
  commitment bytea primary key check (octet_length(commitment) = 32),
  body uuid not null references body,
  field text not null,
  box bytea not null,
  unique (body, commitment)
);

-- Destroying a row here is the erasure: the box can never be opened again, and no proof breaks.
create table sealed_key (
  commitment bytea primary key,
  body uuid not null references body,
  key bytea not null,
  foreign key (body, commitment) references sealed (body, commitment)
);

-- via and said are the database's own word: no role may write them.
create table intake (
  id uuid primary key,
  body uuid not null references body,
  bytes bytea not null,
  via text not null default session_user,
  said timestamptz not null default clock_timestamp()
);

create table entry (
  body uuid not null references body,
  index bigint not null check (index >= 0),
  intake uuid,
  post uuid,
  leaf bytea not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (body, index),
  unique (body, intake)
);
create index entry_post on entry (body, post, index);

create table judged (
  body uuid not null references body,
  intake uuid not null,
  index bigint not null,
  why text,
  facts jsonb,
  primary key (body, intake)
);

create table folded (
  body uuid not null references body,
  kind text not null,
  id text not null,
  value jsonb not null,
  index bigint not null,
  primary key (body, kind, id)
);

create table checkpoint (
  body uuid not null references body,
  size bigint not null check (size > 0),
  note text not null,
  at timestamptz not null default now(),
  primary key (body, size)
);

create table tile (
  body uuid not null references body,
  path text not null,
  bytes bytea not null,
  primary key (body, path)
);

create function wake_keeper() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('intake', '');
  return null;
end
$$;
create trigger intake_arrived after insert on intake for each statement execute function wake_keeper();

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
