-- Instants are counted in steps of 100 nanoseconds since 1970-01-01T00:00:00Z, so that what is stored is read back exactly.
-- Text is compared byte by byte (collate "C"), as SQLite does.

create table entity (
    kind integer not null,
    account text collate "C" not null,
    name text collate "C" not null,  -- folded; the name as it was written is in the body
    id text collate "C" not null,
    path text collate "C" not null,
    version bigint not null,
    points_at text collate "C" not null,  -- what the rows of "reference" say, so that one row holds the whole entity
    body bytea not null,
    primary key (kind, account, name),
    unique (kind, id)
);

create index entity_path on entity (kind, account, path, name);

-- The arrows of "entity.points_at" turned round: who points at a target.
create table reference (
    target text collate "C" not null,
    relation integer not null,
    account text collate "C" not null,
    kind integer not null,
    name text collate "C" not null,
    primary key (target, relation, account, kind, name)
);

-- How many rows "entity" has per account and kind, and "reference" per account, relation and target.
create table tally (
    account text collate "C" not null,
    counted text collate "C" not null,
    count bigint not null,
    primary key (account, counted)
);

create table change (
    position bigint primary key,
    kind integer not null,
    account text collate "C" not null,
    name text collate "C" not null,
    id text collate "C" not null
);

-- Holds no rows: a writing transaction locks it before it reads anything, so that writers follow one another.
create table writer ();

create table key_ring (
    number integer primary key,
    purpose text collate "C" not null,
    state integer not null,
    created_at bigint not null,
    changed_at bigint not null,
    wrapped bytea not null
);

create table key_floor (
    the_only integer primary key check (the_only = 1),
    instant bigint not null
);

create table fact (
    scope text collate "C" not null,
    what text collate "C" not null,
    until bigint not null,
    primary key (scope, what)
);

create index fact_until on fact (until);

create table attempt (
    scope text collate "C" not null,
    subject text collate "C" not null,
    count integer not null,
    last bigint not null,
    until bigint not null,
    primary key (scope, subject)
);

create index attempt_until on attempt (until);

create table last_use (
    subject text collate "C" primary key,
    at bigint not null,
    service text collate "C" not null,
    region text collate "C" not null
);
