namespace SweepCluster.EndToEnd.Tests;

/// <summary>Sweeps of every shape end with a map.</summary>
public sealed class ShapeTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("no axes", "", 1)]
    [InlineData("one axis", "axes: [{parameter: B, values: [1, 2, 4]}]", 3)]
    [InlineData("three axes", "axes: [{parameter: B, values: [1, 2]}, {parameter: degree, values: [2, 4]}, {parameter: lambda, values: [0, 1]}]", 8)]
    [InlineData("names for an axis", "axes: [{parameter: boundary, values: [off, exponential]}, {parameter: clip, values: [standard, none]}]", 4)]
    [InlineData("random", "axes: [{parameter: B, log: {from: 1, to: 64, count: 3}}, {parameter: alpha, linear: {from: 0.1, to: 1, count: 3}}]\nstrategy: {kind: random, cells: 12}", 12)]
    public async Task A_sweep_has_a_picture(string shape, string axes, int cells)
    {
        var ended = await _place.RunAsync("run", _place.Write("shape.yaml", Sweeps.WithAxes(axes)), "--out", "o");
        Assert.True(ended.ExitCode == 0 && ended.Error.Length == 0, shape + ": " + ended.Error);
        Assert.Equal(cells, File.ReadLines(_place.File("o", "cells.csv")).Count() - 1);
        Assert.True(new FileInfo(_place.File("o", "map.png")).Length > 1000);
    }
}
