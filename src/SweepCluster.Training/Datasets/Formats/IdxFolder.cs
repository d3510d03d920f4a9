using SweepCluster.Training.Datasets.Sources;

namespace SweepCluster.Training.Datasets.Formats;

/// <summary>A folder of MNIST's four files, plain or gzip, with <c>-idx3-</c> or <c>.idx3-</c> in their names.</summary>
internal static class IdxFolder
{
    public static bool IsAt(string folder) => Find(folder, "train-images", 3) is not null;

    /// <param name="classes">Number of classes; null to count them in the training labels.</param>
    public static SampleSource Read(string folder, int? classes)
    {
        var trainLabels = Labels(folder, "train");
        var count = classes ?? trainLabels.Data.Max() + 1;
        var train = Pair(Images(folder, "train"), trainLabels, count);
        var testImages = Images(folder, "t10k");
        var test = Pair(testImages, Labels(folder, "t10k"), count);
        if (train.Rows.Features != test.Rows.Features)
        {
            throw new DatasetException($"{testImages.Path}: images have {test.Rows.Features} pixels; those of the training set have {train.Rows.Features}.");
        }

        return new SampleSource(folder, count, 0, train, Test: test);
    }

    private static IdxFile Images(string folder, string split) => IdxFile.Read(Require(folder, $"{split}-images", 3), 3);

    private static IdxFile Labels(string folder, string split) => IdxFile.Read(Require(folder, $"{split}-labels", 1), 1);

    private static Samples Pair(IdxFile images, IdxFile labels, int classes)
    {
        if (images.Shape[0] != labels.Shape[0])
        {
            throw new DatasetException($"{labels.Path}: {labels.Shape[0]} labels for the {images.Shape[0]} images of {images.Path}. The counts must match.");
        }

        var wrong = Array.FindIndex(labels.Data, label => label >= classes);
        if (wrong >= 0)
        {
            throw new DatasetException($"{labels.Path}: label {wrong} (byte {8 + wrong}) is {labels.Data[wrong]}; labels must be 0 … {classes - 1}.");
        }

        var pixels = images.Shape[1] * images.Shape[2];
        return new Samples
        {
            Rows = new PixelRows(images.Shape[0], pixels, images.Data, 0, pixels),
            Labels = Array.ConvertAll(labels.Data, label => (int)label),
        };
    }

    private static string Require(string folder, string part, int rank) =>
        Find(folder, part, rank) ?? throw new DatasetException($"{folder}: '{part}-idx{rank}-ubyte' or '{part}-idx{rank}-ubyte.gz' is missing beside the other files of the data set.");

    private static string? Find(string folder, string part, int rank)
    {
        string[] names = [$"{part}-idx{rank}-ubyte", $"{part}.idx{rank}-ubyte"];
        return names.SelectMany(name => new[] { name, name + ".gz" })
            .Select(name => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
