namespace SweepCluster.Storage.Postgres.Schema;

/// <summary>What programs that know SQL alone read a map from; docs/operating.md describes it.</summary>
internal static class LabelTables
{
    // A cell's name has its coordinates, as B=1.5;degree=4: the functions take it apart, so that nothing is stored twice.
    public const string Create =
        """
        CREATE TABLE trial_labels (
            sweep     integer NOT NULL,
            replicate integer NOT NULL,
            cell      text    COLLATE "C" NOT NULL,
            outcome   text    COLLATE "C" NOT NULL,
            score     double precision,
            PRIMARY KEY (sweep, cell, replicate)
        );

        CREATE FUNCTION map_value(cell text, axis text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $$ SELECT split_part(part, '=', 2) FROM unnest(string_to_array(cell, ';')) AS part WHERE split_part(part, '=', 1) = axis $$;

        CREATE FUNCTION map_slice(cell text, x text, y text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $$ SELECT coalesce(string_agg(part, ', ' ORDER BY place), 'none') FROM unnest(string_to_array(cell, ';')) WITH ORDINALITY AS parts(part, place)
           WHERE split_part(part, '=', 1) NOT IN (x, y) $$;

        CREATE FUNCTION map_number(value text) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $$ SELECT CASE WHEN value ~ '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,2})?$' THEN value::double precision END $$;

        CREATE VIEW map_cells AS
        SELECT s.id AS sweep, l.cell,
            count(*) AS trials,
            count(*) FILTER (WHERE l.outcome = 'stable') AS stable,
            count(*) FILTER (WHERE l.outcome = 'degraded') AS degraded,
            count(*) FILTER (WHERE l.outcome = 'escaped') AS escaped,
            count(*) FILTER (WHERE l.outcome = 'stagnated') AS stagnated,
            count(*) FILTER (WHERE l.outcome = 'diverged') AS diverged,
            count(*) FILTER (WHERE l.outcome = 'collapsed') AS collapsed,
            count(*) FILTER (WHERE l.outcome = 'singular') AS singular,
            count(*) FILTER (WHERE l.outcome = 'stable')::double precision / count(*) AS p_stable,
            avg(l.score) FILTER (WHERE l.outcome = 'stable') AS mean_score
        FROM trial_labels l JOIN sweeps s ON s.key = l.sweep
        GROUP BY s.id, l.cell;
        """;
}
