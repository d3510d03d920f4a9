using System.Collections.Immutable;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Domain.Cells;

/// <summary>
/// A Latin hypercube of n points (McKay, Beckman and Conover 1979): each axis is cut into n equal parts on its own
/// scale, and each part holds one point. The parts are paired by one keyed permutation per axis.
/// </summary>
internal static class LatinPoints
{
    public static ImmutableArray<Cell> Of(Sweep sweep)
    {
        var draw = new PointDraw(sweep);
        var key = StableHash.Combine(sweep.Seed, StableHash.Of("latin"));
        var orders = Enumerable.Range(0, draw.Dimensions)
            .Select(axis => new KeyedPermutation(key, RandomPurpose.Planning, (uint)axis, draw.Wanted))
            .ToArray();
        var cells = ImmutableArray.CreateBuilder<Cell>(draw.Wanted);
        var point = new double[draw.Dimensions];
        for (var i = 0; i < draw.Wanted; i++)
        {
            var numbers = new RandomStream(StableHash.Combine(key, (ulong)i), RandomPurpose.Planning);
            for (var axis = 0; axis < point.Length; axis++)
            {
                point[axis] = (orders[axis][i] + numbers.NextDouble()) / draw.Wanted;
            }

            // Parts of an axis of few values share them, so a combination may come twice: any other one then.
            cells.Add(draw.At(point) ?? draw.Random(i));
        }

        return cells.MoveToImmutable();
    }
}
