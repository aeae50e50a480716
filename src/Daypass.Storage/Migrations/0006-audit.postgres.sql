-- Readable from step 4.
-- What operators do with commands, on record before it is done. A server writes it into its audit log, too: told is 1 for one that has not ended, 2 for
-- one that has.
create table operator_act (
    id text collate "C" primary key,
    at bigint not null,
    ended integer not null,
    told integer not null,
    body bytea not null
);

create index operator_act_untold on operator_act (at) where told < 2;

-- How far each chain of audit records has come: one row for each start of a server.
create table audit_head (
    chain text collate "C" primary key,
    began bigint not null,
    number bigint not null,
    body bytea not null
);
