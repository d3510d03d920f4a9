using System.Collections.Immutable;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>Reads values of a family's parameters.</summary>
internal static class ParameterReader
{
    /// <summary>The values given in a group of parameters; those that are wrong are reported and left out.</summary>
    public static ImmutableDictionary<string, ParameterValue> Group(MappingNode group, FamilyDefinition family, string path, FileErrors errors)
    {
        var values = ImmutableDictionary.CreateBuilder<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var entry in group.Entries)
        {
            var key = $"{path}.{entry.Key}";
            if (!family.TryFind(entry.Key, out var parameter))
            {
                errors.Add(entry.KeyAt, key, Unknown(entry.Key, family));
            }
            else if (Value(entry.Value, parameter, key, errors) is { } value)
            {
                values[entry.Key] = value;
            }
        }

        return values.ToImmutable();
    }

    /// <summary>The parameter's value; null, with an error, when the file's value has another kind or is out of range.</summary>
    public static ParameterValue? Value(FileNode node, ParameterDefinition parameter, string key, FileErrors errors)
    {
        if (Convert(node, parameter) is { } value && parameter.Allows(value))
        {
            return value;
        }

        var hint = parameter.Kind == ParameterKind.Choice && node is ScalarNode scalar ? NearestName.Suggestion(scalar.Text, parameter.Choices, orKnown: false) : "";
        errors.Add(node.At, key, $"found {FoundIn(node, parameter)}, but it must be {parameter.Allowed}{hint}");
        return null;
    }

    /// <summary>The message for a name that the family does not have.</summary>
    public static string Unknown(string name, FamilyDefinition family)
    {
        var other = FamilyCatalogue.All.FirstOrDefault(candidate => candidate != family && candidate.TryFind(name, out _));
        return other is null
            ? "unknown parameter" + NearestName.Suggestion(name, family.Parameters.Select(parameter => parameter.Name))
            : $"unknown parameter: it belongs to the family {other.Name}, and this sweep is of {family.Name}{NearestName.Suggestion(name, family.Parameters.Select(parameter => parameter.Name), orKnown: false)}";
    }

    private static ParameterValue? Convert(FileNode node, ParameterDefinition parameter) => parameter.Kind switch
    {
        ParameterKind.Real when YamlNumber.TryReal(node, out var number) && !double.IsNaN(number) => ParameterValue.Real(number),
        ParameterKind.Integer when YamlNumber.TryInteger(node, out var number) => ParameterValue.Integer(number),
        ParameterKind.Choice when node is ScalarNode scalar => ParameterValue.Choice(scalar.Text),
        ParameterKind.Flag when node is ScalarNode { IsPlain: true, Text: "true" or "false" } scalar => ParameterValue.Flag(scalar.Text == "true"),
        ParameterKind.IntegerList when node is SequenceNode list => List(list),
        _ => null,
    };

    private static ParameterValue? List(SequenceNode list)
    {
        var integers = new List<int>(list.Items.Length);
        foreach (var item in list.Items)
        {
            if (!YamlNumber.TryInteger(item, out var integer) || integer is < int.MinValue or > int.MaxValue)
            {
                return null;
            }

            integers.Add((int)integer);
        }

        return ParameterValue.IntegerList(integers);
    }

    private static string FoundIn(FileNode node, ParameterDefinition parameter) =>
        parameter.Kind == ParameterKind.IntegerList && node is SequenceNode list && List(list) is { } value && list.Items.Length <= 16
            ? value.Text
            : node.Found;
}
