using SweepCluster.Domain.Families;
using SweepCluster.Node.LocalRuns;

namespace SweepCluster.Node.Tests.LocalRuns;

public class EnvironmentRecordTests
{
    [Fact]
    public void The_program_knows_its_version_and_revision()
    {
        var (version, revision) = EnvironmentRecord.Program();
        Assert.Matches(@"^\d+\.\d+\.\d+$", version);
        Assert.Matches("^(unknown|[0-9a-f]{40})$", revision);
    }

    [Fact]
    public void Every_family_has_its_program() =>
        Assert.Equal(Enum.GetValues<Family>().Length, Enum.GetValues<Family>().Select(family => FamilyPrograms.Of(family).GetType()).Distinct().Count());
}
