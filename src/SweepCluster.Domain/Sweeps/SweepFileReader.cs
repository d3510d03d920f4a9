using System.Collections.Immutable;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Reads and checks sweep files.</summary>
public static class SweepFileReader
{
    /// <summary>
    /// The sweep with every default filled in, or all mistakes at once with their places. Never throws for any text.
    /// </summary>
    /// <param name="text">The YAML text, at most 1 MiB.</param>
    /// <param name="fileName">What messages call the file.</param>
    /// <param name="overrides">Keys and YAML values that replace the file's, such as <c>axes.B.log.count</c> and <c>12</c>.</param>
    public static SweepFileResult Read(string text, string fileName, IReadOnlyList<KeyValuePair<string, string>> overrides)
    {
        var errors = new FileErrors();
        if (FileTree.Read(text, fileName, errors) is not { } root)
        {
            return new SweepFileResult(null, errors.Sorted());
        }

        root = FileOverrides.Apply(root.IsAbsent ? new MappingNode(root.At, []) : root, overrides, errors);
        if (root is not MappingNode group)
        {
            errors.Add(root.At, "", $"found {root.Found}, but a sweep file is a group of keys: name, family, dataset, …");
            return new SweepFileResult(null, errors.Sorted());
        }

        var sweep = Sweep(new GroupReader(group, "", errors));
        return errors.Any ? new SweepFileResult(null, errors.Sorted()) : new SweepFileResult(sweep, []);
    }

    private static Sweep? Sweep(GroupReader file)
    {
        file.Required("name", "the name of the sweep");
        var name = file.Text("name", "the name of the sweep");
        var family = FamilyOf(file);
        file.Required("dataset", "a group with the name of a data set");
        var dataset = DatasetReader.Read(file.Inner("dataset"), family);
        var parameters = file.Inner("parameters");
        var axes = file.Find("axes");
        var strategyGroup = file.Inner("strategy");
        var (strategy, resolution) = StrategyReader.Strategy(strategyGroup);
        var replicates = ReplicatesReader.Read(file.Inner("replicates"));
        var budgetGroup = file.Inner("budget");
        var (budget, batch) = BudgetReader.Read(budgetGroup);
        var labels = LabelKeys.Read(file.Inner("labels"));
        var map = file.Inner("map");
        var seed = file.Seed("seed");
        file.Finish();
        if (family is null)
        {
            return null;
        }

        var values = WithBatch(ParameterReader.Group(parameters.Group, family, "parameters", file.Errors), batch, family, file);
        var read = AxisReader.Read(axes, family, values, file.Errors);
        StrategyReader.CheckSize(strategy, read, family, file);
        var mapped = MapReader.Read(map, read, AxisReader.Listed(axes));
        var sweep = new Sweep
        {
            Name = name ?? "",
            Family = family.Family,
            Dataset = dataset,
            Parameters = family.Defaults.With(values),
            Axes = RefineReader.Resolve(strategy, resolution, read, mapped, family, strategyGroup),
            Strategy = strategy,
            Replicates = replicates,
            Budget = budget,
            Labels = labels,
            Map = mapped,
            Seed = seed ?? 1,
        };
        BudgetReader.CheckTrials(sweep, family, budgetGroup);
        return sweep;
    }

    private static FamilyDefinition? FamilyOf(GroupReader file)
    {
        var names = string.Join(" or ", FamilyCatalogue.All.Select(family => family.Name));
        file.Required("family", names);
        if (file.Text("family", names) is not { } name)
        {
            return null;
        }

        if (FamilyCatalogue.Named(name) is { } family)
        {
            return family;
        }

        file.Errors.Add(file.Group.Find("family")!.Value.At, "family", $"there is no family '{name}'{NearestName.Suggestion(name, FamilyCatalogue.All.Select(known => known.Name))}");
        return null;
    }

    /// <summary><c>budget.batch</c> is another place to write the parameter <c>batch</c>.</summary>
    private static ImmutableDictionary<string, ParameterValue> WithBatch(
        ImmutableDictionary<string, ParameterValue> values, FileNode? batch, FamilyDefinition family, GroupReader file)
    {
        if (batch is null || ParameterReader.Value(batch, family["batch"], "budget.batch", file.Errors) is not { } value)
        {
            return values;
        }

        if (values.ContainsKey("batch"))
        {
            file.Errors.Add(batch.At, "budget.batch", "parameters.batch says it already; leave out one of them");
        }

        return values.SetItem("batch", value);
    }
}
