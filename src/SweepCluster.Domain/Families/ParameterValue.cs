using System.Collections.Immutable;
using System.Globalization;

namespace SweepCluster.Domain.Families;

/// <summary>What kind of value a parameter takes.</summary>
public enum ParameterKind
{
    Real,
    Integer,
    Choice,
    Flag,
    IntegerList,
}

/// <summary>
/// One value of a hyperparameter. <see cref="Text"/> is its canonical form: equal values have equal texts, and
/// cells, random keys and exports are named by it.
/// </summary>
public sealed class ParameterValue : IEquatable<ParameterValue>
{
    private readonly double _number;
    private readonly ImmutableArray<int> _integers;

    private ParameterValue(ParameterKind kind, string text, double number = double.NaN, ImmutableArray<int> integers = default)
    {
        Kind = kind;
        Text = text;
        _number = number;
        _integers = integers;
    }

    public ParameterKind Kind { get; }

    public string Text { get; }

    /// <summary>A real number; infinity is written <c>inf</c>, and −0 is 0.</summary>
    public static ParameterValue Real(double value)
    {
        var number = value == 0 ? 0 : value;
        var text = double.IsPositiveInfinity(number) ? "inf" : number.ToString("R", CultureInfo.InvariantCulture);
        return new ParameterValue(ParameterKind.Real, text, number);
    }

    public static ParameterValue Integer(long value) =>
        new(ParameterKind.Integer, value.ToString(CultureInfo.InvariantCulture), value);

    public static ParameterValue Choice(string name) => new(ParameterKind.Choice, name);

    public static ParameterValue Flag(bool value) => new(ParameterKind.Flag, value ? "true" : "false", value ? 1 : 0);

    public static ParameterValue IntegerList(IEnumerable<int> values)
    {
        var integers = values.ToImmutableArray();
        return new ParameterValue(ParameterKind.IntegerList, "[" + string.Join(", ", integers) + "]", integers: integers);
    }

    /// <summary>The value as a number; integers and flags (0 or 1) convert.</summary>
    /// <exception cref="InvalidOperationException">The value is a name or a list.</exception>
    public double AsReal() => Kind is ParameterKind.Real or ParameterKind.Integer or ParameterKind.Flag ? _number : throw Wrong("a number");

    public int AsInteger() => Kind is ParameterKind.Integer ? checked((int)_number) : throw Wrong("an integer");

    public bool AsFlag() => Kind is ParameterKind.Flag ? _number != 0 : throw Wrong("true or false");

    public ImmutableArray<int> AsIntegers() => Kind is ParameterKind.IntegerList ? _integers : throw Wrong("a list of integers");

    public bool Equals(ParameterValue? other) => other is not null && Kind == other.Kind && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as ParameterValue);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private InvalidOperationException Wrong(string wanted) => new($"'{Text}' is not {wanted}.");
}
