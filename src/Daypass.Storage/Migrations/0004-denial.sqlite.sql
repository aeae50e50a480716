-- What was evaluated when a request was denied, for a day: a node may be asked what another one denied.
create table denial (
    id text primary key,
    until integer not null,
    body blob not null
);

create index denial_until on denial (until);
