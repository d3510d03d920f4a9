namespace SweepCluster.Domain.Sweeps;

/// <summary>Reads which axes span the picture.</summary>
internal static class MapReader
{
    /// <summary>The axes named, and the first of the others for those left out.</summary>
    /// <param name="listed">The names of all axes of the file, those with a mistake of their own included.</param>
    public static MapAxes Read(GroupReader group, IReadOnlyList<Axis> axes, IReadOnlyList<string> listed)
    {
        var names = axes.Select(axis => axis.Parameter).ToArray();
        var x = Named(group, "x", listed);
        var y = Named(group, "y", listed);
        group.Finish();
        if (x is not null && x == y)
        {
            group.Error("y", $"'{y}' is already x; name another axis");
        }

        x ??= names.FirstOrDefault(name => name != y);
        y ??= names.FirstOrDefault(name => name != x);
        return new MapAxes(x, y);
    }

    private static string? Named(GroupReader group, string key, IReadOnlyList<string> axes)
    {
        if (group.Text(key, "the parameter of an axis") is not { } name)
        {
            return null;
        }

        if (axes.Contains(name))
        {
            return name;
        }

        group.Error(key, $"there is no axis '{name}'{(axes.Count == 0 ? "; this sweep has no axes" : NearestName.Suggestion(name, axes))}");
        return null;
    }
}
