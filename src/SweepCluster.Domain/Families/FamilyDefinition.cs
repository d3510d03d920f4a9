using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Families;

/// <summary>A family as sweep files see it: its name, its parameters, its defaults and its reference setting.</summary>
public sealed class FamilyDefinition
{
    private readonly Dictionary<string, ParameterDefinition> _byName;

    /// <param name="name">The family's name in sweep files.</param>
    /// <param name="normalisation">How data are scaled when a sweep is silent.</param>
    /// <param name="reference">What the reference setting fixes, whatever the cell.</param>
    internal FamilyDefinition(
        Family family,
        string name,
        Normalisation normalisation,
        ImmutableArray<ParameterDefinition> parameters,
        ImmutableArray<KeyValuePair<string, ParameterValue>> reference)
    {
        Family = family;
        Name = name;
        Normalisation = normalisation;
        Parameters = parameters;
        Reference = reference;
        _byName = parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        Defaults = new ParameterSet(family, parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Default)));
    }

    public Family Family { get; }

    /// <summary>The name in sweep files, for example <c>polynomial-network</c>.</summary>
    public string Name { get; }

    /// <summary>How data are scaled when a sweep is silent.</summary>
    public Normalisation Normalisation { get; }

    /// <summary>In the order in which documents list them.</summary>
    public ImmutableArray<ParameterDefinition> Parameters { get; }

    /// <summary>What the reference setting fixes, whatever the cell.</summary>
    public ImmutableArray<KeyValuePair<string, ParameterValue>> Reference { get; }

    /// <summary>Every parameter at its default.</summary>
    public ParameterSet Defaults { get; }

    /// <summary>Samples of a batch when a sweep is silent.</summary>
    public int DefaultBatch => Defaults.Integer("batch");

    /// <exception cref="KeyNotFoundException">The family has no such parameter.</exception>
    public ParameterDefinition this[string name] =>
        _byName.TryGetValue(name, out var found) ? found : throw new KeyNotFoundException($"The family {Name} has no parameter '{name}'.");

    public bool TryFind(string name, [NotNullWhen(true)] out ParameterDefinition? parameter) => _byName.TryGetValue(name, out parameter);

    /// <summary>
    /// The setting that a cell's score is compared with: the cell's values of the parameters that affect the
    /// reference, defaults for the others, and <see cref="Reference"/> over both. Cells that differ in nothing that
    /// affects the reference share one.
    /// </summary>
    public Cell ReferenceFor(Cell cell)
    {
        bool Affects(string name) => _byName[name].AffectsReference;
        var parameters = Defaults.With(cell.Parameters.Values.Where(pair => Affects(pair.Key))).With(Reference);
        var id = new CellId($"{CellId.ReferencePrefix}{Name}|{cell.Parameters.Canonical(Affects)}");
        return new Cell(id, [], parameters, IsReference: true);
    }
}
