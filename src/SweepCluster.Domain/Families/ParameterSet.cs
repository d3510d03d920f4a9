using System.Collections.Immutable;

namespace SweepCluster.Domain.Families;

/// <summary>
/// A complete setting of a family's parameters: every parameter has a value. The cells of a sweep share one base and
/// differ in a few values over it, so that a million of them fit in memory.
/// </summary>
public sealed class ParameterSet : IEquatable<ParameterSet>
{
    private readonly ImmutableSortedDictionary<string, ParameterValue> _base;
    private readonly ImmutableArray<string> _names;
    private readonly ImmutableArray<ParameterValue> _over;

    public ParameterSet(Family family, IEnumerable<KeyValuePair<string, ParameterValue>> values)
        : this(family, values.ToImmutableSortedDictionary(StringComparer.Ordinal), [], [])
    {
    }

    private ParameterSet(
        Family family,
        ImmutableSortedDictionary<string, ParameterValue> shared,
        ImmutableArray<string> names,
        ImmutableArray<ParameterValue> over)
    {
        Family = family;
        _base = shared;
        _names = names;
        _over = over;
    }

    public Family Family { get; }

    /// <summary>Every parameter with its value, sorted by name.</summary>
    public IEnumerable<KeyValuePair<string, ParameterValue>> Values =>
        _names.IsEmpty ? _base : _base.Select(pair => KeyValuePair.Create(pair.Key, Over(pair.Key) ?? pair.Value));

    /// <exception cref="KeyNotFoundException">The family has no such parameter.</exception>
    public ParameterValue this[string name] =>
        Over(name) ?? (_base.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"No parameter '{name}'."));

    public double Real(string name) => this[name].AsReal();

    public int Integer(string name) => this[name].AsInteger();

    public bool Flag(string name) => this[name].AsFlag();

    public string Choice(string name) => this[name].Text;

    public ImmutableArray<int> Integers(string name) => this[name].AsIntegers();

    /// <summary>The same set with some values replaced.</summary>
    public ParameterSet With(params IEnumerable<KeyValuePair<string, ParameterValue>> replaced) =>
        new(Family, Flat().SetItems(replaced), [], []);

    /// <summary>The same set with some values replaced, which shares all others with this one.</summary>
    /// <param name="names">Different parameters of the family.</param>
    /// <param name="values">One value per name.</param>
    /// <exception cref="ArgumentException">A name is unknown, or there are more or fewer values than names.</exception>
    public ParameterSet Over(ImmutableArray<string> names, ImmutableArray<ParameterValue> values)
    {
        if (names.Length != values.Length || !names.All(_base.ContainsKey))
        {
            throw new ArgumentException($"There must be one value for each name, and every name must be a parameter: {string.Join(", ", names)}.", nameof(names));
        }

        return new ParameterSet(Family, Flat(), names, values);
    }

    /// <summary><c>name=value</c> for the named parameters, sorted by name: equal settings have equal texts.</summary>
    public string Canonical(Func<string, bool> included) =>
        string.Join(';', Values.Where(pair => included(pair.Key)).Select(pair => $"{pair.Key}={pair.Value.Text}"));

    public bool Equals(ParameterSet? other) => other is not null && Family == other.Family && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as ParameterSet);

    public override int GetHashCode() => Canonical(_ => true).GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Canonical(_ => true);

    private ImmutableSortedDictionary<string, ParameterValue> Flat() => _names.IsEmpty
        ? _base
        : _base.SetItems(_names.Zip(_over, KeyValuePair.Create));

    private ParameterValue? Over(string name)
    {
        var at = _names.IndexOf(name);
        return at < 0 ? null : _over[at];
    }
}
