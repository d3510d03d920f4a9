using System.Collections.Immutable;

namespace SweepCluster.Domain.Families;

/// <summary>A complete setting of a family's parameters: every parameter has a value.</summary>
public sealed class ParameterSet : IEquatable<ParameterSet>
{
    private readonly ImmutableSortedDictionary<string, ParameterValue> _values;

    public ParameterSet(Family family, IEnumerable<KeyValuePair<string, ParameterValue>> values)
    {
        Family = family;
        _values = values.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    public Family Family { get; }

    public IEnumerable<KeyValuePair<string, ParameterValue>> Values => _values;

    /// <exception cref="KeyNotFoundException">The family has no such parameter.</exception>
    public ParameterValue this[string name] =>
        _values.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"No parameter '{name}'.");

    public double Real(string name) => this[name].AsReal();

    public int Integer(string name) => this[name].AsInteger();

    public bool Flag(string name) => this[name].AsFlag();

    public string Choice(string name) => this[name].Text;

    public ImmutableArray<int> Integers(string name) => this[name].AsIntegers();

    /// <summary>The same set with some values replaced.</summary>
    public ParameterSet With(params IEnumerable<KeyValuePair<string, ParameterValue>> replaced) => new(Family, _values.SetItems(replaced));

    /// <summary><c>name=value</c> for the named parameters, sorted by name: equal settings have equal texts.</summary>
    public string Canonical(Func<string, bool> included) =>
        string.Join(';', _values.Where(pair => included(pair.Key)).Select(pair => $"{pair.Key}={pair.Value.Text}"));

    public bool Equals(ParameterSet? other) => other is not null && Family == other.Family && _values.SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as ParameterSet);

    public override int GetHashCode() => Canonical(_ => true).GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Canonical(_ => true);
}
