-- What was evaluated when a request was denied, for a day: a node may be asked what another one denied.
create table denial (
    id text collate "C" primary key,
    until bigint not null,
    body bytea not null
);

create index denial_until on denial (until);
