#!/bin/sh
# Makes the role that Grafana signs in with: it reads, and changes nothing. PostgreSQL's image runs this once, when the
# database is made; by hand, set POSTGRES_USER, POSTGRES_DB and READER_PASSWORD_FILE.
set -eu
password=$(cat "$READER_PASSWORD_FILE")
psql --set ON_ERROR_STOP=1 --quiet --set password="$password" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE sweep_reader LOGIN PASSWORD :'password' CONNECTION LIMIT 20;
GRANT pg_read_all_data TO sweep_reader;
ALTER ROLE sweep_reader SET default_transaction_read_only = on;
ALTER ROLE sweep_reader SET statement_timeout = '10s';
SQL
