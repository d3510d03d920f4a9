using System.Collections.Immutable;

namespace SweepCluster.Domain.Families;

/// <summary>Makes definitions of each kind, so that a family's list reads as a table.</summary>
internal static class ParameterDefinitions
{
    public static ParameterDefinition Real(string name, double value, double minimum, string description) => new()
    {
        Name = name,
        Kind = ParameterKind.Real,
        Default = ParameterValue.Real(value),
        Minimum = minimum,
        Description = description,
    };

    public static ParameterDefinition Integer(string name, int value, int minimum, int maximum, string description) => new()
    {
        Name = name,
        Kind = ParameterKind.Integer,
        Default = ParameterValue.Integer(value),
        Minimum = minimum,
        Maximum = maximum,
        Description = description,
    };

    /// <summary>The first choice is the default.</summary>
    public static ParameterDefinition Choice(string name, ImmutableArray<string> choices, string description) => new()
    {
        Name = name,
        Kind = ParameterKind.Choice,
        Default = ParameterValue.Choice(choices[0]),
        Choices = choices,
        Description = description,
    };

    public static ParameterDefinition Integers(string name, int[] values, int minimum, int maximum, int length, string description) => new()
    {
        Name = name,
        Kind = ParameterKind.IntegerList,
        Default = ParameterValue.IntegerList(values),
        Minimum = minimum,
        Maximum = maximum,
        MaximumLength = length,
        Description = description,
    };
}
