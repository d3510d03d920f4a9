namespace SweepCluster.Training.Datasets.Download;

/// <summary>A file of a known data set.</summary>
/// <param name="Name">Its name on the mirrors and on disk.</param>
/// <param name="Md5">Published checksum, lower-case hexadecimal.</param>
/// <param name="Unpack">A .tar.gz archive to unpack beside itself.</param>
public sealed record KnownFile(string Name, string Md5, bool Unpack = false);

/// <summary>A public data set that can be downloaded.</summary>
/// <param name="Mirrors">Addresses that file names are appended to, in the order in which they are tried.</param>
public sealed record KnownDataset(string Name, string Description, int Classes, IReadOnlyList<Uri> Mirrors, IReadOnlyList<KnownFile> Files);

/// <summary>The data sets that <c>sweep data get</c> knows.</summary>
public static class KnownDatasets
{
    public static IReadOnlyList<KnownDataset> All { get; } =
    [
        new(
            "mnist",
            "Handwritten digits, 28 × 28, 60,000 + 10,000.",
            10,
            [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")],
            [
                new("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
                new("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432"),
                new("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3"),
                new("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c"),
            ]),
        new(
            "fashion-mnist",
            "Articles of clothing, 28 × 28, 60,000 + 10,000.",
            10,
            [
                new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
                new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
            ],
            [
                new("train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                new("train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe"),
                new("t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79"),
                new("t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310"),
            ]),
        new(
            "cifar-10",
            "Colour photographs in 10 classes, 32 × 32, 50,000 + 10,000.",
            10,
            [new("https://www.cs.toronto.edu/~kriz/")],
            [new("cifar-10-binary.tar.gz", "c32a1d4ab5d03f1284b67883e8d87530", Unpack: true)]),
        new(
            "cifar-100",
            "Colour photographs in 100 classes (20 coarse), 32 × 32, 50,000 + 10,000.",
            100,
            [new("https://www.cs.toronto.edu/~kriz/")],
            [new("cifar-100-binary.tar.gz", "03b5dce01913d631647c71ecec9e9cb8", Unpack: true)]),
    ];

    public static IEnumerable<string> Names => All.Select(dataset => dataset.Name);

    /// <summary>Null when no known data set has this name.</summary>
    public static KnownDataset? Find(string name) => All.FirstOrDefault(dataset => dataset.Name == name);

    /// <exception cref="DatasetException">No known data set has this name.</exception>
    public static KnownDataset Get(string name) => Find(name) ?? throw new DatasetException(
        $"no data set '{name}' can be downloaded. {DidYouMean.Sentence(name, Names)}Known are {string.Join(", ", Names)}.");
}
