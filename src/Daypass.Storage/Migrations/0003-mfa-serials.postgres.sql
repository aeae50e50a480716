-- A virtual MFA device (kind 8) is stored under its path and name, as its serial number has them; before, under its name alone.
update reference set name = (
    select substr(lower(entity.path), 2) || entity.name from entity
    where entity.kind = 8 and entity.account = reference.account and entity.name = reference.name)
where kind = 8 and exists (
    select 1 from entity
    where entity.kind = 8 and entity.account = reference.account and entity.name = reference.name and entity.path <> '/');
update entity set name = substr(lower(path), 2) || name where kind = 8 and path <> '/';
