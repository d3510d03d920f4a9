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
    // Two buffers for each operand, each a slice of 16 × (64 + 4).
    private const int SharedLength = 2 * 2 * 16 * 68;

    /// <summary>Steps in depth between two looks whether a slice has been multiplied; every group's edge is a multiple.</summary>
    private const int Unrolled = 4;

    /// <summary>Rows and columns of a group's tile.</summary>
    public static int Span<S>()
        where S : struct, IGroupShape => 4 * S.Edge;

    /// <summary>
    /// Shared memory for the slices of a product. It must be all that the kernel has: what is alone begins where the
    /// group's memory does, and so at a quad, which neither ILGPU nor PTX would promise otherwise.
    /// </summary>
    public static ArrayView<T> AllocateSlices<T>()
        where T : unmanaged => SharedMemory.Allocate<T>(SharedLength);

    public static Tile<T> Sum<T, S>(Side<T> left, int firstRow, Side<T> right, int firstColumn, int depth, ArrayView<T> slices)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var sum = default(Tile<T>);
        var length = S.Edge * Slice.Stride<S>();
        var leftSlice = Slice<T>.Of<S>(left, firstRow);
        var rightSlice = Slice<T>.Of<S>(right, firstColumn);
        var nextLeft = leftSlice.Fetch<S>(depth);
        var nextRight = rightSlice.Fetch<S>(depth);
        var buffer = 0;
        for (var start = 0; start < depth; start += S.Edge)
        {
            // Nobody reads this buffer any more: all have met at the barrier of the slice between.
            leftSlice.Stage<S>(nextLeft, slices, buffer);
            rightSlice.Stage<S>(nextRight, slices, buffer + (2 * length));
            Group.Barrier();
            nextLeft = leftSlice.Fetch<S>(depth);
            nextRight = rightSlice.Fetch<S>(depth);
            for (var k = 0; k < S.Edge; k += Unrolled)
            {
                // From these on all are at constant distances, which loads take as they are.
                var row = buffer + (k * Slice.Stride<S>());
                var leftRow = slices.SubView(row + Slice.Column(k, 4 * InGroup.Row<S>()));
                var rightRow = slices.SubView(row + (2 * length) + Slice.Column(k, 4 * InGroup.Column<S>()));
                sum.Add(Quad.At(leftRow, 0), Quad.At(rightRow, 0));
                sum.Add(Quad.At(leftRow, Slice.Stride<S>()), Quad.At(rightRow, Slice.Stride<S>()));
                sum.Add(Quad.At(leftRow, 2 * Slice.Stride<S>()), Quad.At(rightRow, 2 * Slice.Stride<S>()));
                sum.Add(Quad.At(leftRow, 3 * Slice.Stride<S>()), Quad.At(rightRow, 3 * Slice.Stride<S>()));
            }

            buffer = length - buffer;
        }

        // The buffers may be used again at once.
        Group.Barrier();
        return sum;
    }
}
