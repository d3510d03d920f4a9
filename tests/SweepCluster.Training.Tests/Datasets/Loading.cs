using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Training.Tests.Datasets;

/// <summary>Short ways to load for tests.</summary>
internal static class Loading
{
    public static DatasetReference Reference(string name) => new() { Name = name, Normalise = Normalisation.None };

    public static Dataset Load(DatasetReference reference) => DatasetLoader.Load(reference, new DatasetLocator("/nowhere", "/nowhere"));

    public static Dataset LoadAt(string path, Func<DatasetReference, DatasetReference>? with = null)
    {
        var reference = Reference("mine") with { Path = path };
        return Load(with is null ? reference : with(reference));
    }

    /// <summary>The message for the user.</summary>
    public static string Refusal(Action load) => Assert.Throws<DatasetException>(load).Message;

    public static DatasetReference With(this DatasetReference reference, string option, double value) =>
        reference with { Options = reference.Options.SetItem(option, value) };
}
