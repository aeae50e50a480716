-- Drawn by each writing transaction, so that a change is told apart from the one that had its position before a backup was restored.
alter table change add column mark integer not null default 0;
