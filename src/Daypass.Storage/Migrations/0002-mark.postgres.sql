-- Drawn by each writing transaction, so that a change is told apart from the one that had its position in a history that was lost with a failed server.
alter table change add column mark bigint not null default 0;
