using SweepCluster.Domain.Cells;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Map;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Tests.Map;

public sealed class ReferenceLookupTests
{
    [Theory]
    [InlineData("  - {parameter: B, values: [1, 2]}\n  - {parameter: lambda, values: [0, 1]}")]
    [InlineData("  - {parameter: B, values: [1, 2]}\n  - {parameter: clip, values: [none, standard]}")]
    [InlineData("  - {parameter: head, values: [0, 8]}\n  - {parameter: clip, values: [none, standard]}\n  - {parameter: B, values: [1, 2]}")]
    public void A_cells_reference_is_found_as_if_worked_out_anew(string axes)
    {
        var read = SweepFileReader.Read(
            $"name: x\nfamily: polynomial-network\ndataset: {{name: spirals}}\naxes:\n{axes}\nstrategy: {{kind: grid}}\nreplicates: {{kind: fixed, count: 1}}\nbudget: {{epochs: 1}}\n",
            "x.yaml",
            []);
        Assert.Empty(read.Errors);
        var lookup = new ReferenceLookup(read.Sweep!);

        Assert.All(read.Sweep!.Cells(), cell => Assert.Equal(ReferenceCell.For(cell).Id, lookup.Of(cell)));
    }
}
