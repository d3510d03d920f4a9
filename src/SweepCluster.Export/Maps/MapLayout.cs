using SweepCluster.Domain.Map;

namespace SweepCluster.Export.Maps;

/// <summary>
/// The axes of a map's pictures. Cells in tiles stand at the lattice's values; one that lies between them, such as
/// one that decides a saddle, makes no column of its own.
/// </summary>
/// <param name="IsScattered">Whether cells are points at random places.</param>
internal sealed record MapLayout(AxisLayout X, AxisLayout Y, bool IsScattered)
{
    public static MapLayout Of(StabilityMap map)
    {
        var isScattered = map.Sweep.Strategy.IsScattered && map.X is not null;
        var lattice = Lattice.Of(map, map.Slices[0]);
        return new MapLayout(
            AxisLayout.Of(lattice is null || map.X is null ? map.X : map.X with { Values = lattice.X }, isScattered),
            AxisLayout.Of(lattice is null || map.Y is null ? map.Y : map.Y with { Values = lattice.Y }, isScattered),
            isScattered);
    }
}
