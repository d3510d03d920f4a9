using System.Globalization;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets.Sources;

namespace SweepCluster.Training.Datasets.Formats;

/// <summary>A CSV or TSV table: one column of labels or targets, all others features.</summary>
internal static class TableSource
{
    public static SampleSource Read(string path, string? testPath, DatasetReference reference, FileSettings options)
    {
        var train = Table.Read(path, reference.Label, options.Header);
        var place = $"{path}: column '{train.LabelName}'";
        var encoding = TargetEncoding.Of(train.Labels, options.Regression, place);
        Samples? test = null;
        if (testPath is not null)
        {
            var table = Table.Read(testPath, reference.Label, options.Header);
            if (table.Features != train.Features)
            {
                throw new DatasetException($"{testPath}: {table.Features + 1} columns; {path} has {train.Features + 1}.");
            }

            test = Encode(table, encoding, testPath);
        }

        return new SampleSource(path, encoding.Classes, encoding.Classes == 0 ? 1 : 0, Encode(train, encoding, path), Test: test);
    }

    private static Samples Encode(Table table, TargetEncoding encoding, string path)
    {
        var count = table.Labels.Count;
        var labels = new int[encoding.Classes > 0 ? count : 0];
        var targets = new float[encoding.Classes > 0 ? 0 : count];
        for (var i = 0; i < count; i++)
        {
            if (encoding.Classes > 0)
            {
                labels[i] = encoding.ClassOf(table.Labels[i]);
                if (labels[i] < 0)
                {
                    throw new DatasetException($"{path}: line {table.Lines[i]}: label '{table.Labels[i]}' is none of the {encoding.Classes} classes of the training data ({string.Join(", ", encoding.Names.Take(10))}{(encoding.Classes > 10 ? ", …" : "")}).");
                }
            }
            else
            {
                targets[i] = (float)(TargetEncoding.Number(table.Labels[i])
                    ?? throw new DatasetException($"{path}: line {table.Lines[i]}, column '{table.LabelName}': '{table.Labels[i]}' is not a finite number, which a regression needs."));
            }
        }

        return new Samples { Rows = new RealRows(count, table.Features, table.Values), Labels = labels, Targets = targets };
    }

    /// <summary>A table in memory: features as numbers, labels as text.</summary>
    private sealed record Table(int Features, float[] Values, List<string> Labels, List<int> Lines, string LabelName)
    {
        public static Table Read(string path, string? label, bool? header)
        {
            var delimiter = Path.GetExtension(path).Equals(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
            using var records = DelimitedReader.Read(path, delimiter).GetEnumerator();
            if (!records.MoveNext())
            {
                throw new DatasetException($"{path}: the file has no lines.");
            }

            var first = records.Current.Fields;
            var named = header ?? LooksLikeHeader(first, label);
            var column = LabelColumn(path, first, named, label);
            var (values, labels, lines) = (new List<float>(), new List<string>(), new List<int>());
            if (!named || records.MoveNext())
            {
                do
                {
                    Add(path, records.Current, first, named, column, values);
                    labels.Add(records.Current.Fields[column]);
                    lines.Add(records.Current.Line);
                }
                while (records.MoveNext());
            }

            return labels.Count > 0
                ? new Table(first.Length - 1, [.. values], labels, lines, named ? first[column].Trim() : column.ToString(CultureInfo.InvariantCulture))
                : throw new DatasetException($"{path}: a header but no samples.");
        }

        private static void Add(string path, DelimitedRecord record, string[] first, bool named, int column, List<float> values)
        {
            if (record.Fields.Length != first.Length)
            {
                throw new DatasetException($"{path}: line {record.Line}: {record.Fields.Length} columns; the first line has {first.Length}.");
            }

            for (var i = 0; i < record.Fields.Length; i++)
            {
                if (i != column)
                {
                    var name = named ? $" ('{first[i].Trim()}')" : "";
                    values.Add((float)(TargetEncoding.Number(record.Fields[i]) ?? throw new DatasetException(
                        $"{path}: line {record.Line}, column {i + 1}{name}: '{record.Fields[i]}' is not a finite number. Fill it in, drop the line, or remove the column.")));
                }
            }
        }

        // Names are told from data by this: the label column's name is there, or no field is a number.
        private static bool LooksLikeHeader(string[] first, string? label) =>
            (label is not null && TargetEncoding.Number(label) is null) || first.All(field => TargetEncoding.Number(field) is null);

        private static int LabelColumn(string path, string[] first, bool named, string? label)
        {
            if (first.Length < 2)
            {
                throw new DatasetException($"{path}: line 1: one column; at least one feature and a label are needed. Separate columns by {(path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? "tabs" : "commas")}.");
            }

            if (label is null)
            {
                return first.Length - 1;
            }

            var names = first.Select(field => field.Trim()).ToArray();
            var column = named ? Array.IndexOf(names, label) : -1;
            if (column < 0 && int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < first.Length)
            {
                column = index;
            }

            return column >= 0 ? column : throw new DatasetException(
                $"{path}: there is no column '{label}'. {(named ? DidYouMean.Sentence(label, names) : "")}Columns are {(named ? string.Join(", ", names.Take(20)) + ", or " : "")}0 to {first.Length - 1}.");
        }
    }
}
