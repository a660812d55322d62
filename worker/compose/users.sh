#!/bin/sh
# The users of one of the two database servers. Its image runs this as superuser, once, while the
# server's volume is new. The owner makes tables and roles; the member reads or loads, and nothing
# else: `crosswalk generate` and `crosswalk schema apply` grant it what it needs.
set -eu

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv owner_password CROSSWALK_OWNER_PASSWORD
\getenv member CROSSWALK_MEMBER
\getenv member_password CROSSWALK_MEMBER_PASSWORD

create role owner login createrole password :'owner_password';
alter database :"DBNAME" owner to owner;

-- By the owner, who then may administer it.
set role owner;
create role :"member" login password :'member_password';
SQL
