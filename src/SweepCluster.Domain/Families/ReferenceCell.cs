using SweepCluster.Domain.Cells;

namespace SweepCluster.Domain.Families;

/// <summary>The setting that <c>degraded</c> is judged against.</summary>
public static class ReferenceCell
{
    /// <inheritdoc cref="FamilyDefinition.ReferenceFor"/>
    public static Cell For(Cell cell) => FamilyCatalogue.Of(cell.Parameters.Family).ReferenceFor(cell);
}
