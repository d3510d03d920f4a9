using System.Collections.Immutable;

namespace SweepCluster.Domain.Families;

/// <summary>One hyperparameter of a family: what it means, what it may be, and what it is when a sweep is silent.</summary>
public sealed record ParameterDefinition
{
    /// <summary>The name in sweep files, for example <c>learningRate</c>.</summary>
    public required string Name { get; init; }

    public required ParameterKind Kind { get; init; }

    public required ParameterValue Default { get; init; }

    /// <summary>One sentence with the meaning, the unit if there is one, and the equation's symbol.</summary>
    public required string Description { get; init; }

    /// <summary>Smallest allowed number (of each element of a list).</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Whether <see cref="Minimum"/> itself is refused.</summary>
    public bool MinimumIsExclusive { get; init; }

    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Whether <see cref="Maximum"/> itself is refused.</summary>
    public bool MaximumIsExclusive { get; init; }

    /// <summary>Whether <c>inf</c> is a value of this parameter.</summary>
    public bool AllowsInfinity { get; init; }

    /// <summary>The most elements of a <see cref="ParameterKind.IntegerList"/>; the least is 1.</summary>
    public int MaximumLength { get; init; } = 1;

    /// <summary>The allowed names of a <see cref="ParameterKind.Choice"/>.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>
    /// Whether another value needs arrays of other shapes or another program: trials that differ in such a
    /// parameter train in separate populations. All other parameters are data of a population's members.
    /// </summary>
    public bool ChangesShape { get; init; }

    /// <summary>
    /// Whether the parameter also applies to the reference that <c>degraded</c> is judged against. For polynomial
    /// networks that is the same network with its exact activation, to which B, degree or λ mean nothing.
    /// </summary>
    public bool AffectsReference { get; init; }

    /// <summary>What a value may be, as the end of a sentence: <c>an integer from 1 to 22</c>.</summary>
    public string Allowed => Kind switch
    {
        ParameterKind.Choice => "one of " + string.Join(", ", Choices),
        ParameterKind.Flag => "true or false",
        ParameterKind.IntegerList => $"a list of 1 to {MaximumLength} integers{Interval}",
        ParameterKind.Integer => "an integer" + Interval,
        _ => "a number" + Interval + (AllowsInfinity ? ", or inf" : ""),
    };

    private NumberRange Range => new(Minimum, Maximum, MinimumIsExclusive, MaximumIsExclusive);

    private string Interval => Range.ToString();

    /// <summary>Whether the number is in range; for a list, of one element.</summary>
    public bool Allows(double number) => double.IsFinite(number) ? Range.Contains(number) : AllowsInfinity && double.IsPositiveInfinity(number);

    /// <summary>Whether the value has this parameter's kind and is in range.</summary>
    public bool Allows(ParameterValue value) => value.Kind == Kind && Kind switch
    {
        ParameterKind.Choice => Choices.Contains(value.Text),
        ParameterKind.Flag => true,
        ParameterKind.IntegerList => value.AsIntegers() is { IsEmpty: false } list
            && list.Length <= MaximumLength && list.All(item => Allows(item)),
        _ => Allows(value.AsReal()),
    };
}
