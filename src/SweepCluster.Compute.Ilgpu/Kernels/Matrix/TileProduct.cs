using System.Numerics;
using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

/// <summary>
/// The product of two blocks by one group. A slice of each operand, as deep as the group's edge, is staged in shared
/// memory; the next slice is fetched into registers while one is multiplied, into the other of two buffers. Every
/// element is summed along the whole depth by one thread, in order: its bits depend on nothing else.
/// </summary>
internal static class TileProduct
{
    /// <summary>Elements of shared memory for one operand: two buffers of 16 × (64 + 1).</summary>
    public const int SharedLength = 2 * 16 * 65;

    /// <summary>Rows and columns of a group's tile.</summary>
    public static int Span<S>()
        where S : struct, IGroupShape => 4 * S.Edge;

    public static Tile<T> Sum<T, S>(
        Side<T> left, int firstRow, Side<T> right, int firstColumn, int depth, ArrayView<T> leftBuffer, ArrayView<T> rightBuffer)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var sum = default(Tile<T>);
        var (x, y) = (Group.IdxX % S.Edge, Group.IdxX / S.Edge);
        var stride = (4 * S.Edge) + 1;
        var length = S.Edge * stride;
        var nextLeft = Fetch<T, S>(left, firstRow, 0, depth);
        var nextRight = Fetch<T, S>(right, firstColumn, 0, depth);
        var buffer = 0;
        for (var start = 0; start < depth; start += S.Edge)
        {
            // Nobody reads this buffer any more: all have met at the barrier of the slice between.
            Stage<T, S>(left, nextLeft, leftBuffer, buffer);
            Stage<T, S>(right, nextRight, rightBuffer, buffer);
            Group.Barrier();
            nextLeft = Fetch<T, S>(left, firstRow, start + S.Edge, depth);
            nextRight = Fetch<T, S>(right, firstColumn, start + S.Edge, depth);
            for (var k = 0; k < S.Edge; k++)
            {
                var at = buffer + (k * stride);
                sum.Add(Read<T, S>(leftBuffer, at + y), Read<T, S>(rightBuffer, at + x));
            }

            buffer = length - buffer;
        }

        // The buffers may be used again at once.
        Group.Barrier();
        return sum;
    }

    private static Quad<T> Read<T, S>(ArrayView<T> buffer, int at)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape => new()
        {
            X = buffer[at],
            Y = buffer[at + S.Edge],
            Z = buffer[at + (2 * S.Edge)],
            W = buffer[at + (3 * S.Edge)],
        };

    // Each thread's four elements of a slice: a quad where they are aligned, else neighbours read what lies side by side.
    private static Quad<T> Fetch<T, S>(Side<T> side, int first, int start, int depth)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var place = SlicePlace.Of<S>(side.Transposed, side.Aligned);
        var (across, at) = (first + place.Across, start + place.Depth);
        if (side.Aligned != 0)
        {
            // Rows are whole quads: one is in the matrix or is not.
            return across < side.Count && at < depth ? side.QuadAt(across, at) : default;
        }

        return new Quad<T>
        {
            X = Guarded(side, across, at, depth),
            Y = Guarded(side, across + place.AcrossStep, at + place.DepthStep, depth),
            Z = Guarded(side, across + (2 * place.AcrossStep), at + (2 * place.DepthStep), depth),
            W = Guarded(side, across + (3 * place.AcrossStep), at + (3 * place.DepthStep), depth),
        };
    }

    private static void Stage<T, S>(Side<T> side, Quad<T> values, ArrayView<T> shared, int buffer)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var stride = (4 * S.Edge) + 1;
        var from = SlicePlace.Of<S>(side.Transposed, side.Aligned);
        var place = buffer + (from.Depth * stride) + from.Across;
        var step = (from.DepthStep * stride) + from.AcrossStep;
        shared[place] = values.X;
        shared[place + step] = values.Y;
        shared[place + (2 * step)] = values.Z;
        shared[place + (3 * step)] = values.W;
    }

    private static T Guarded<T>(Side<T> side, int across, int at, int depth)
        where T : unmanaged, INumber<T> => across < side.Count && at < depth ? side.At(across, at) : T.Zero;
}
