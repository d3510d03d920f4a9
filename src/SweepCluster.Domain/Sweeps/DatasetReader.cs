using System.Collections.Immutable;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Reads the <c>dataset</c> group.</summary>
internal static class DatasetReader
{
    public static readonly (string Name, Normalisation Value)[] Normalisations =
    [
        ("none", Normalisation.None),
        ("range", Normalisation.Range),
        ("standard", Normalisation.Standard),
        ("global", Normalisation.Global),
    ];

    public static DatasetReference Read(GroupReader group, FamilyDefinition? family)
    {
        const string Name = "the name of a data set, such as mnist or spirals";
        group.Required("name", Name);
        var dataset = new DatasetReference
        {
            Name = group.Text("name", Name) ?? "",
            Path = group.Text("path", "the path of a file or folder"),
            Train = (int?)group.Integer("train", 1, int.MaxValue),
            Validation = (int?)group.Integer("validation", 1, int.MaxValue),
            Test = (int?)group.Integer("test", 1, int.MaxValue),
            Normalise = group.Choice("normalise", Normalisations) ?? family?.Normalisation ?? Normalisation.None,
            Seed = group.Seed("seed") ?? 1,
            Label = group.Text("label", "the name of a column, or its number counted from 0"),
            Options = Options(group),
        };
        group.Finish();
        return dataset;
    }

    private static ImmutableSortedDictionary<string, double> Options(GroupReader dataset)
    {
        var group = dataset.Inner("options");
        var options = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var entry in group.Group.Entries)
        {
            if (group.Real(entry.Key, new NumberRange(double.NegativeInfinity, double.PositiveInfinity)) is { } number)
            {
                options[entry.Key] = number;
            }
            else if (entry.Value.IsAbsent)
            {
                group.Error(entry.Key, "has no value; it must be a number");
            }
        }

        return options.ToImmutable();
    }
}
