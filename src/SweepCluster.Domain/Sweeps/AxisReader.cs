using System.Collections.Immutable;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Reads the axes of a sweep.</summary>
internal static class AxisReader
{
    /// <summary>The most cells of a sweep, and so the most values of an axis.</summary>
    public const int MostCells = 10_000_000;

    /// <summary>What a list of numbers may be drawn along.</summary>
    public static readonly (string Name, AxisScale Value)[] ListScales = [("log", AxisScale.Log), ("linear", AxisScale.Linear)];

    private static readonly string[] Spacings = ["values", "log", "linear", "int"];

    public static ImmutableArray<Axis> Read(FileNode? node, FamilyDefinition family, IReadOnlyDictionary<string, ParameterValue> fixedValues, FileErrors errors)
    {
        if (node is null)
        {
            return [];
        }

        if (node is not SequenceNode list)
        {
            errors.Add(node.At, "axes", $"found {node.Found}, but it must be a list of axes, each with a parameter and its values");
            return [];
        }

        var axes = ImmutableArray.CreateBuilder<Axis>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, item) in list.Items.Index())
        {
            var path = $"axes[{i}]";
            if (item is not MappingNode group)
            {
                errors.Add(item.At, path, $"found {item.Found}, but it must be a group with a parameter and its values");
            }
            else if (Axis(new GroupReader(group, path, errors), family, fixedValues, seen) is { } axis)
            {
                axes.Add(axis);
            }
        }

        return axes.ToImmutable();
    }

    /// <summary>The parameters that the file lists as axes, whether or not the axes can be read.</summary>
    public static ImmutableArray<string> Listed(FileNode? node) => node is SequenceNode list
        ? [.. list.Items.OfType<MappingNode>().Select(axis => axis.Find("parameter")?.Value).OfType<ScalarNode>().Select(name => name.Text)]
        : [];

    private static Axis? Axis(GroupReader group, FamilyDefinition family, IReadOnlyDictionary<string, ParameterValue> fixedValues, HashSet<string> seen)
    {
        group.Required("parameter", "the name of a parameter");
        var name = group.Text("parameter", "the name of a parameter");
        var given = Spacings.Where(spacing => group.Find(spacing) is not null).ToArray();
        var scale = group.Choice("scale", ListScales);
        group.Finish();
        if (name is null)
        {
            return null;
        }

        if (!family.TryFind(name, out var parameter))
        {
            group.Errors.Add(group.Group.Find("parameter")!.Value.At, group.Name("parameter"), $"'{name}': {ParameterReader.Unknown(name, family)}");
            return null;
        }

        if (!seen.Add(name))
        {
            group.Error("parameter", $"there is already an axis '{name}'");
        }

        if (fixedValues.ContainsKey(name))
        {
            group.Error("parameter", $"'{name}' has a fixed value as well, under parameters or as budget.batch; leave out one of them");
        }

        if (given.Length != 1)
        {
            group.Error("parameter", $"an axis has exactly one of {string.Join(", ", Spacings)}; found {(given.Length == 0 ? "none" : string.Join(" and ", given))}");
            return null;
        }

        if (scale is not null && given[0] != "values")
        {
            group.Error("scale", $"is for values: [...] only; {given[0]} says it already");
        }

        return given[0] switch
        {
            "values" => Listed(group, parameter, scale),
            "int" => Stepped(group, parameter),
            _ => Divided(group, parameter, given[0] == "log" ? AxisScale.Log : AxisScale.Linear, given[0]),
        };
    }

    private static Axis? Listed(GroupReader group, ParameterDefinition parameter, AxisScale? scale)
    {
        var node = group.Find("values")!;
        if (node is not SequenceNode { Items.IsEmpty: false } list)
        {
            return group.Refuse<Axis>("values", node, node is SequenceNode ? "a list of at least one value, not an empty one" : "a list of values");
        }

        var values = ImmutableArray.CreateBuilder<ParameterValue>();
        var seen = new HashSet<ParameterValue>();
        foreach (var (i, item) in list.Items.Index())
        {
            var key = $"{group.Name("values")}[{i}]";
            if (ParameterReader.Value(item, parameter, key, group.Errors) is not { } value)
            {
                continue;
            }

            values.Add(value);
            if (!seen.Add(value))
            {
                group.Errors.Add(item.At, key, $"the value {value.Text} is already in this list");
            }
        }

        if (scale is not null)
        {
            CheckScale(group, parameter, values, scale == AxisScale.Log);
        }

        return new Axis(parameter.Name, scale ?? AxisScale.Category, values.ToImmutable());
    }

    /// <summary>Reports a list that cannot be drawn along a scale.</summary>
    private static void CheckScale(GroupReader group, ParameterDefinition parameter, IEnumerable<ParameterValue> values, bool isLog)
    {
        if (parameter.Kind is not (ParameterKind.Real or ParameterKind.Integer))
        {
            group.Error("scale", $"is for numbers, but '{parameter.Name}' is {parameter.Allowed}; leave it out");
            return;
        }

        var before = isLog ? 0 : double.NegativeInfinity;
        foreach (var value in values)
        {
            var number = value.AsReal();
            if (!(number > before) || !double.IsFinite(number))
            {
                group.Error("scale", $"needs finite values{(isLog ? " above 0" : "")} in ascending order, but {value.Text} is not; sort the list, or leave out the scale");
                return;
            }

            before = number;
        }
    }

    private static Axis? Stepped(GroupReader group, ParameterDefinition parameter)
    {
        if (!Takes(group, "int", parameter, parameter.Kind == ParameterKind.Integer))
        {
            return null;
        }

        var range = group.Inner("int");
        Require(range, "from", "to");
        var from = range.Integer("from", int.MinValue, int.MaxValue);
        var to = range.Integer("to", int.MinValue, int.MaxValue);
        var step = range.Integer("step", 1, int.MaxValue) ?? 1;
        range.Finish();
        if (!InOrder(range, from, to))
        {
            return null;
        }

        var count = ((to!.Value - from!.Value) / step) + 1;
        if (count > MostCells)
        {
            range.Error("to", $"makes {count} values; the most is {MostCells}");
            return null;
        }

        return Bounded(range, parameter, AxisScale.Linear, new AxisRange(from.Value, to.Value, (int)count, (int)step));
    }

    private static Axis? Divided(GroupReader group, ParameterDefinition parameter, AxisScale scale, string key)
    {
        if (!Takes(group, key, parameter, parameter.Kind is ParameterKind.Integer or ParameterKind.Real))
        {
            return null;
        }

        var positive = scale == AxisScale.Log;
        var finite = new NumberRange(positive ? 0 : double.NegativeInfinity, double.PositiveInfinity, MinimumIsExclusive: positive);
        var range = group.Inner(key);
        Require(range, "from", "to", "count");
        var from = range.Real("from", finite);
        var to = range.Real("to", finite);
        var count = range.Integer("count", 1, MostCells);
        range.Finish();
        if (!InOrder(range, from, to) || count is null)
        {
            return null;
        }

        if (double.IsInfinity(positive ? to!.Value / from!.Value : to!.Value - from!.Value))
        {
            range.Error("to", "is too far from 'from' for the arithmetic of the axis");
            return null;
        }

        return Bounded(range, parameter, scale, new AxisRange(from.Value, to.Value, (int)count.Value));
    }

    /// <summary>Whether a spacing makes values of the parameter's kind.</summary>
    private static bool Takes(GroupReader group, string spacing, ParameterDefinition parameter, bool takes)
    {
        if (!takes)
        {
            group.Error(spacing, $"cannot make values of '{parameter.Name}', which is {parameter.Allowed}; use values: [...]{(parameter.Kind == ParameterKind.Real ? " or linear" : "")}");
        }

        return takes;
    }

    private static void Require(GroupReader range, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            range.Required(key, "a number");
        }
    }

    private static bool InOrder(GroupReader range, double? from, double? to)
    {
        if (from is null || to is null)
        {
            return false;
        }

        if (from >= to)
        {
            range.Error("from", FormattableString.Invariant($"found from {from} to {to}, but 'from' must be less than 'to'"));
        }

        return from < to;
    }

    /// <summary>The axis, when both ends are values that the parameter may have: its range is an interval, so all between are.</summary>
    private static Axis? Bounded(GroupReader range, ParameterDefinition parameter, AxisScale scale, AxisRange interval)
    {
        var allowed = true;
        foreach (var (key, end) in (ReadOnlySpan<(string, double)>)[("from", interval.From), ("to", interval.To)])
        {
            if (!parameter.Allows(end))
            {
                allowed = false;
                range.Error(key, FormattableString.Invariant($"found {end}, but '{parameter.Name}' must be {parameter.Allowed}"));
            }
        }

        return allowed ? new Axis(parameter.Name, scale, AxisPoints.Grid(scale, interval, parameter.Kind), interval) : null;
    }
}
