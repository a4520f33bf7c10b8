// The first migration's tables, column by column; every row belongs to a body. Frozen: later changes are later migrations.

/**
 * SQL for PostgreSQL 15 and later. Canonical JSON is bytea where it is hashed, jsonb where it is only shown. A reference always carries the body:
 * PostgreSQL checks references past row-level security, so one by id alone could reach into another body.
 */
export const TABLES = `
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
`
