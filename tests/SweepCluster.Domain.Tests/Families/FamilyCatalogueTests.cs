using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Tests.Families;

public class FamilyCatalogueTests
{
    public static TheoryData<Family> All => [.. Enum.GetValues<Family>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_default_and_every_reference_value_is_allowed(Family family)
    {
        var definition = FamilyCatalogue.Of(family);

        Assert.Equal(family, definition.Family);
        Assert.Same(definition, FamilyCatalogue.Named(definition.Name));
        Assert.All(definition.Parameters, parameter => Assert.True(parameter.Allows(parameter.Default), parameter.Name));
        Assert.All(definition.Reference, pair => Assert.True(definition[pair.Key].Allows(pair.Value), pair.Key));
        Assert.Equal(definition.Parameters.Length, definition.Parameters.Select(parameter => parameter.Name).Distinct().Count());
    }

    [Fact]
    public void The_reference_of_a_network_is_the_same_network_with_its_exact_activation()
    {
        var parameters = FamilyCatalogue.Of(Family.PolynomialNetwork).Defaults.With(
            KeyValuePair.Create("dropout", ParameterValue.Real(0.25)),
            KeyValuePair.Create("B", ParameterValue.Real(3)),
            KeyValuePair.Create("lambda", ParameterValue.Real(99)));
        var reference = ReferenceCell.For(new Cell(new CellId("B=3"), [ParameterValue.Real(3)], parameters));

        Assert.True(reference.IsReference);
        Assert.Empty(reference.Coordinates);
        Assert.Equal("exact", reference.Parameters.Choice("form"));
        Assert.Equal("off", reference.Parameters.Choice("boundary"));
        Assert.Equal(0.25, reference.Parameters.Real("dropout"));
        Assert.Equal((20.0, 10.0), (reference.Parameters.Real("B"), reference.Parameters.Real("lambda")));
        Assert.StartsWith("reference|polynomial-network|activation=relu;batch=128;beta1=0.9;", reference.Id.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lambda", reference.Id.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reference_of_a_cascade_keeps_widths_and_batch_only()
    {
        var parameters = FamilyCatalogue.Of(Family.PolyharmonicCascade).Defaults.With(
            KeyValuePair.Create("batch", ParameterValue.Integer(200)),
            KeyValuePair.Create("alpha", ParameterValue.Real(7)),
            KeyValuePair.Create("constellation", ParameterValue.Choice("random")));
        var reference = ReferenceCell.For(new Cell(new CellId("alpha=7"), [], parameters));

        Assert.Equal("reference|polyharmonic-cascade|batch=200;hidden=[100, 20, 20];precision=float32", reference.Id.Text);
        Assert.Equal(200, reference.Parameters.Integer("batch"));
        Assert.Equal(("octahedron", "trace-relative", 0.001), (reference.Parameters.Choice("constellation"), reference.Parameters.Choice("alphaRule"), reference.Parameters.Real("alpha")));
    }

    [Fact]
    public void Trials_that_differ_in_data_only_share_a_population()
    {
        var defaults = FamilyCatalogue.Of(Family.PolynomialNetwork).Defaults;
        var sameShape = defaults.With(KeyValuePair.Create("B", ParameterValue.Real(2)), KeyValuePair.Create("degree", ParameterValue.Integer(8)));
        var otherShape = defaults.With(KeyValuePair.Create("batch", ParameterValue.Integer(64)));

        Assert.Equal(PopulationShape.Of(defaults), PopulationShape.Of(sameShape));
        Assert.NotEqual(PopulationShape.Of(defaults), PopulationShape.Of(otherShape));
    }
}
