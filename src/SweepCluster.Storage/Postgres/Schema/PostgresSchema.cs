namespace SweepCluster.Storage.Postgres.Schema;

/// <summary>The schema's history: a step is never edited once released, only followed by another.</summary>
internal static class PostgresSchema
{
    // Sweeps are never deleted, and their rows are revised and owned while trials come in by the thousand: a foreign
    // key from trials would lock the sweep's row once a trial and protect nothing. States are the numbers of the
    // enums. The collation makes texts compare as bytes, whatever the server's locale.
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE sweeps (
            key           integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id            text        COLLATE "C" NOT NULL UNIQUE,
            name          text        NOT NULL,
            resolved_file text        NOT NULL,
            created_at    timestamptz NOT NULL,
            state         smallint    NOT NULL,
            priority      integer     NOT NULL,
            revision      bigint      NOT NULL,
            ended_at      timestamptz,
            owner         text        COLLATE "C",
            owned_until   timestamptz,
            fence         bigint      NOT NULL DEFAULT 0,
            added_results bigint      NOT NULL DEFAULT 0
        );

        CREATE TABLE chunks (
            sweep        integer  NOT NULL REFERENCES sweeps(key),
            number       bigint   NOT NULL,
            shape        text     COLLATE "C" NOT NULL,
            trials       bytea    NOT NULL,
            trial_count  integer  NOT NULL,
            state        smallint NOT NULL DEFAULT 0,
            fence        bigint   NOT NULL DEFAULT 0,
            holders      integer  NOT NULL DEFAULT 0,
            attempts     integer  NOT NULL,
            cause        text,
            failed_on    text     COLLATE "C",
            completed_by bigint,
            new_results  integer  NOT NULL DEFAULT 0,
            PRIMARY KEY (sweep, number)
        );
        CREATE INDEX chunks_open ON chunks (sweep, number) WHERE state = 0;
        CREATE INDEX chunks_unsettled ON chunks (sweep, number) WHERE state IN (0, 1, 3);

        CREATE TABLE leases (
            sweep     integer     NOT NULL,
            number    bigint      NOT NULL,
            fence     bigint      NOT NULL,
            node      text        COLLATE "C" NOT NULL,
            device    text        COLLATE "C" NOT NULL,
            trials    integer     NOT NULL,
            leased_at timestamptz NOT NULL,
            deadline  timestamptz NOT NULL,
            PRIMARY KEY (sweep, number, fence),
            FOREIGN KEY (sweep, number) REFERENCES chunks (sweep, number)
        );

        CREATE TABLE trials (
            sweep          integer NOT NULL,
            replicate      integer NOT NULL,
            training_ticks bigint  NOT NULL,
            cell           text    COLLATE "C" NOT NULL,
            trace          bytea   NOT NULL,
            PRIMARY KEY (sweep, cell, replicate)
        );

        CREATE TABLE failures (
            sweep     integer     NOT NULL REFERENCES sweeps(key),
            cell      text        COLLATE "C" NOT NULL,
            replicate integer     NOT NULL,
            cause     text        NOT NULL,
            at        timestamptz NOT NULL,
            PRIMARY KEY (sweep, cell, replicate)
        );

        CREATE TABLE nodes (
            id          text        COLLATE "C" PRIMARY KEY,
            name        text        COLLATE "C" NOT NULL,
            description text        NOT NULL,
            seen_at     timestamptz NOT NULL
        );

        CREATE TABLE events (
            sequence bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            sweep    integer     NOT NULL,
            number   bigint      NOT NULL,
            kind     text        NOT NULL,
            text     text        NOT NULL,
            at       timestamptz NOT NULL,
            UNIQUE (sweep, number)
        );
        CREATE INDEX events_at ON events (sweep, at);
        """,
        "ALTER TABLE chunks ADD COLUMN released_at timestamptz NOT NULL DEFAULT clock_timestamp()",
        LabelTables.Create,
        """
        CREATE INDEX leases_by_age ON leases (leased_at);
        ALTER TABLE chunks ADD COLUMN share double precision NOT NULL DEFAULT 1;
        """,
    ];
}
