namespace SweepCluster.Domain.Families;

/// <summary>Names what must be equal for trials to train in one population: the family and its shape-changing parameters.</summary>
public readonly record struct PopulationShape(string Text)
{
    public static PopulationShape Of(ParameterSet parameters)
    {
        var family = FamilyCatalogue.Of(parameters.Family);
        return new PopulationShape($"{family.Name}|{parameters.Canonical(name => family[name].ChangesShape)}");
    }

    public override string ToString() => Text;
}
