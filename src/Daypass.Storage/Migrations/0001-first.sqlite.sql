-- Instants are counted in steps of 100 nanoseconds since 1970-01-01T00:00:00Z, so that what is stored is read back exactly.

create table entity (
    kind integer not null,
    account text not null,
    name text not null,       -- folded; the name as it was written is in the body
    id text not null,
    path text not null,
    version integer not null,
    points_at text not null,  -- what the rows of "reference" say, so that one row holds the whole entity
    body blob not null,
    primary key (kind, account, name),
    unique (kind, id)
);

create index entity_path on entity (kind, account, path, name);

-- The arrows of "entity.points_at" turned round: who points at a target.
create table reference (
    target text not null,
    relation integer not null,
    account text not null,
    kind integer not null,
    name text not null,
    primary key (target, relation, account, kind, name)
) without rowid;

-- How many rows "entity" has per account and kind, and "reference" per account, relation and target.
create table tally (
    account text not null,
    counted text not null,
    count integer not null,
    primary key (account, counted)
) without rowid;

create table change (
    position integer primary key,
    kind integer not null,
    account text not null,
    name text not null,
    id text not null
);

create table key_ring (
    number integer primary key,
    purpose text not null,
    state integer not null,
    created_at integer not null,
    changed_at integer not null,
    wrapped blob not null
);

create table key_floor (
    the_only integer primary key check (the_only = 1),
    instant integer not null
);

create table fact (
    scope text not null,
    what text not null,
    until integer not null,
    primary key (scope, what)
) without rowid;

create index fact_until on fact (until);

create table attempt (
    scope text not null,
    subject text not null,
    count integer not null,
    last integer not null,
    until integer not null,
    primary key (scope, subject)
) without rowid;

create index attempt_until on attempt (until);

create table last_use (
    subject text primary key,
    at integer not null,
    service text not null,
    region text not null
) without rowid;
