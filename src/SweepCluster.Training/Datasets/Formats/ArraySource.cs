using System.Globalization;
using System.IO.Compression;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets.Sources;

namespace SweepCluster.Training.Datasets.Formats;

/// <summary>
/// NumPy archives with x and y (or X; x_train, y_train, x_test, y_test), or a single matrix whose last or named
/// column is the label. Unsigned bytes are pixels and become 0 … 1.
/// </summary>
internal static class ArraySource
{
    private const long MostCompression = 1032;

    public static SampleSource Read(string path, DatasetReference reference, FileSettings options)
    {
        if (Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase))
        {
            using var file = File.OpenRead(path);
            return ReadMatrix(NpyArray.Read(file, file.Length, path), reference, options);
        }

        try
        {
            using var archive = ZipFile.OpenRead(path);
            return ReadArchive(archive, path, options);
        }
        catch (InvalidDataException exception)
        {
            throw new DatasetException($"{path}: a damaged .npz archive: {exception.Message} Get the file again.", exception);
        }
    }

    private static SampleSource ReadArchive(ZipArchive archive, string path, FileSettings options)
    {
        var (x, y) = (Find(archive, path, "x_train", "X_train"), Find(archive, path, "y_train", "Y_train"));
        var split = x is not null;
        x ??= Find(archive, path, "x", "X");
        y ??= split ? null : Find(archive, path, "y", "Y");
        if (x is null || y is null)
        {
            throw new DatasetException($"{path}: holds {string.Join(", ", archive.Entries.Select(entry => entry.FullName).Take(10))}; it must hold x and y, or x_train and y_train (and x_test and y_test).");
        }

        var encoding = Encoding(y, options);
        var train = Pair(x, y, encoding);
        var (testX, testY) = split ? (Find(archive, path, "x_test", "X_test"), Find(archive, path, "y_test", "Y_test")) : (null, null);
        if (testX is null != testY is null)
        {
            throw new DatasetException($"{path}: only one of x_test and y_test is there; both or neither are needed.");
        }

        var test = testX is null ? null : Pair(testX, testY!, encoding);
        if (testX is not null && (testX.Columns != x.Columns || (encoding.Classes == 0 && testY!.Columns != y.Columns)))
        {
            throw new DatasetException($"{testX.Place}: {testX.Columns} features and {testY!.Columns} targets; the training arrays have {x.Columns} and {y.Columns}.");
        }

        return new SampleSource(path, encoding.Classes, encoding.Classes == 0 ? y.Columns : 0, train, Test: test);
    }

    private static SampleSource ReadMatrix(NpyArray matrix, DatasetReference reference, FileSettings options)
    {
        var last = matrix.Columns - 1;
        var column = reference.Label is null ? last
            : int.TryParse(reference.Label, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : -1;
        if (matrix.Shape.Length != 2 || last < 1 || column < 0 || column > last)
        {
            throw new DatasetException($"{matrix.Place}: shape ({string.Join(", ", matrix.Shape)}) with label column '{reference.Label ?? "last"}'; a single array needs two dimensions, at least two columns, and a label column from 0 to {last}.");
        }

        var values = matrix.ToRowMajor();
        var features = new float[matrix.Rows * last];
        var labels = new float[matrix.Rows];
        for (var row = 0; row < matrix.Rows; row++)
        {
            var line = values.AsSpan(row * matrix.Columns, matrix.Columns);
            line[..column].CopyTo(features.AsSpan(row * last));
            line[(column + 1)..].CopyTo(features.AsSpan((row * last) + column));
            labels[row] = line[column];
        }

        var encoding = TargetEncoding.Of(Texts(labels), options.Regression, $"{matrix.Place}: column {column}");
        var samples = Encoded(new RealRows(matrix.Rows, last, features), labels, encoding, matrix.Place);
        return new SampleSource(matrix.Place, encoding.Classes, encoding.Classes == 0 ? 1 : 0, samples);
    }

    private static TargetEncoding Encoding(NpyArray y, FileSettings options)
    {
        if (y.Columns > 1 && options.Regression == false)
        {
            throw new DatasetException($"{y.Place}: {y.Columns} values per sample; classes need one each.");
        }

        return TargetEncoding.Of(Texts(y.ToRowMajor()), y.Columns > 1 ? true : options.Regression, y.Place);
    }

    private static Samples Pair(NpyArray x, NpyArray y, TargetEncoding encoding)
    {
        if (x.Rows != y.Rows)
        {
            throw new DatasetException($"{y.Place}: {y.Rows} rows for the {x.Rows} of {x.Place}. The counts must match.");
        }

        FeatureRows rows = x is { Type: "u1", Fortran: false }
            ? new PixelRows(x.Rows, x.Columns, x.Data, 0, x.Columns)
            : new RealRows(x.Rows, x.Columns, x.Type == "u1" ? Array.ConvertAll(x.ToRowMajor(), value => value / 255f) : x.ToRowMajor());
        return Encoded(rows, y.ToRowMajor(), encoding, y.Place);
    }

    private static Samples Encoded(FeatureRows rows, float[] labels, TargetEncoding encoding, string place)
    {
        if (encoding.Classes == 0)
        {
            return new Samples { Rows = rows, Targets = labels };
        }

        var classes = Texts(labels).Select(encoding.ClassOf).ToArray();
        var wrong = Array.IndexOf(classes, -1);
        return wrong < 0 ? new Samples { Rows = rows, Labels = classes } : throw new DatasetException(
            $"{place}: sample {wrong}: label {labels[wrong]} is none of the {encoding.Classes} classes of the training data ({string.Join(", ", encoding.Names.Take(10))}).");
    }

    private static string[] Texts(float[] labels) => Array.ConvertAll(labels, label => label.ToString("R", CultureInfo.InvariantCulture));

    private static NpyArray? Find(ZipArchive archive, string path, params string[] names)
    {
        var entry = names.Select(name => archive.GetEntry(name + ".npy")).FirstOrDefault(found => found is not null);
        if (entry is null)
        {
            return null;
        }

        using var stream = entry.Open();
        return NpyArray.Read(stream, Math.Min(entry.Length, entry.CompressedLength * MostCompression), $"{path}: {entry.FullName}");
    }
}
