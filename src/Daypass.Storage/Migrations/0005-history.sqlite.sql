-- Readable from step 4.
-- What an operator said by hand: from here on this history is the one to follow, although a node has seen a newer one. Numbers only grow.
create table history_accepted (
    number integer primary key,
    who text not null
);

-- Access keys that were deleted (folded, as names are), so that no file makes them again without saying so.
create table gone_key (
    id text primary key
);
