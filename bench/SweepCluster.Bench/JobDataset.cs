using System.Globalization;
using System.IO.Compression;
using SweepCluster.Domain.Randomness;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Bench;

/// <summary>
/// The data of a job. Validation and test have few samples, because training is measured and not evaluation.
/// </summary>
internal static class JobDataset
{
    private const int HeldOut = 64;

    /// <exception cref="IOException">MNIST cannot be read.</exception>
    public static Dataset Load(Job job)
    {
        var count = job.Samples + (2 * HeldOut);
        var (features, labels, width, classes) = job.Dataset == "spirals" ? Spirals(count) : Mnist(count);
        Scale(features, width, byFeature: job.Family == "polyharmonic-cascade");
        return new Dataset
        {
            Name = job.Dataset,
            Features = width,
            Classes = classes,
            Train = Split(0, job.Samples),
            Validation = Split(job.Samples, HeldOut),
            Test = Split(job.Samples + HeldOut, HeldOut),
        };

        DataSplit Split(int first, int samples) => new()
        {
            Count = samples,
            Features = features[(first * width)..((first + samples) * width)],
            Labels = labels[first..(first + samples)],
        };
    }

    private static (float[] Features, int[] Labels, int Width, int Classes) Mnist(int count)
    {
        const int pixels = 28 * 28;
        var root = Environment.GetEnvironmentVariable("SWEEP_DATA")
            ?? throw new IOException("SWEEP_DATA is not set: set it to the folder that contains mnist/train-images-idx3-ubyte.gz.");
        var images = Read(Path.Combine(root, "mnist", "train-images-idx3-ubyte.gz"), header: 16, count * pixels);
        var labels = Read(Path.Combine(root, "mnist", "train-labels-idx1-ubyte.gz"), header: 8, count);
        return (Array.ConvertAll(images, pixel => (float)pixel), Array.ConvertAll(labels, label => (int)label), pixels, 10);
    }

    private static byte[] Read(string path, int header, int length)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        stream.ReadExactly(new byte[header]);
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static (float[] Features, int[] Labels, int Width, int Classes) Spirals(int count)
    {
        var random = new RandomStream(StableHash.Of(string.Create(CultureInfo.InvariantCulture, $"spirals {count}")), default);
        var features = new float[2 * count];
        for (var i = 0; i < count; i++)
        {
            var radius = Math.Sqrt(random.NextDouble());
            var angle = Math.PI * ((3 * radius) + (i % 2));
            features[2 * i] = (float)((radius * Math.Cos(angle)) + (0.02 * random.NextNormal()));
            features[(2 * i) + 1] = (float)((radius * Math.Sin(angle)) + (0.02 * random.NextNormal()));
        }

        return (features, [.. Enumerable.Range(0, count).Select(i => i % 2)], 2, 2);
    }

    /// <summary>A cascade's features become x/(max − min) less its mean, each by itself; a network's one mean and deviation.</summary>
    private static void Scale(float[] features, int width, bool byFeature)
    {
        if (!byFeature)
        {
            var mean = features.Average();
            var deviation = (float)Math.Sqrt(features.Average(value => Math.Pow(value - mean, 2)));
            for (var i = 0; i < features.Length; i++)
            {
                features[i] = (features[i] - mean) / deviation;
            }

            return;
        }

        for (var column = 0; column < width; column++)
        {
            var (lowest, highest, sum) = (float.PositiveInfinity, float.NegativeInfinity, 0.0);
            for (var i = column; i < features.Length; i += width)
            {
                lowest = Math.Min(lowest, features[i]);
                highest = Math.Max(highest, features[i]);
                sum += features[i];
            }

            var spread = highest - lowest;
            var centre = sum * width / features.Length;
            for (var i = column; i < features.Length; i += width)
            {
                features[i] = spread == 0 ? 0 : (float)((features[i] - centre) / spread);
            }
        }
    }
}
