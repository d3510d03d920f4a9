using System.Numerics;
using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

/// <summary>How slices lie in shared memory: a row for each step in depth, with the elements across side by side.</summary>
internal static class Slice
{
    /// <summary>From one row to the next: whole quads, which shift by four banks.</summary>
    public static int Stride<S>()
        where S : struct, IGroupShape => (4 * S.Edge) + 4;

    /// <summary>
    /// Where an element across lies in its row. Quads of rows from the eighth on change places in pairs: the threads of
    /// a warp that stage quads along depth would meet in the banks of rows that are eight apart.
    /// </summary>
    public static int Column(int depth, int across) => across ^ (depth & 8);
}

/// <summary>A thread's four elements of one operand's slices: from where it fetches them, and where it stages them.</summary>
internal struct Slice<T>
    where T : unmanaged, INumber<T>
{
    private readonly Side<T> _side;
    private readonly SlicePlace _place;
    private readonly int _across;
    private readonly long _step;
    private readonly long _advance;
    private int _depth;
    private long _at;

    private Slice(Side<T> side, SlicePlace place, int first, long step, long advance)
    {
        (_side, _place, _across, _step, _advance) = (side, place, first + place.Across, step, advance);
        (_depth, _at) = (place.Depth, side.IndexOf(first + place.Across, place.Depth));
    }

    /// <param name="first">The first element across of the group's tile.</param>
    public static Slice<T> Of<S>(Side<T> side, int first)
        where S : struct, IGroupShape
    {
        var place = SlicePlace.Of<S>(side.Transposed, side.Aligned);
        return new Slice<T>(side, place, first, side.IndexOf(place.AcrossStep, place.DepthStep), side.IndexOf(0, S.Edge));
    }

    /// <summary>This thread's elements of the next slice: a quad where they are aligned; 0 beyond the operand.</summary>
    public Quad<T> Fetch<S>(int depth)
        where S : struct, IGroupShape
    {
        var values = default(Quad<T>);
        if (_side.Aligned != 0)
        {
            // Rows are whole quads: one is in the matrix or is not.
            if (_across < _side.Count && _depth < depth)
            {
                values = Quad.At(_side.Data, _at);
            }
        }
        else
        {
            values.X = Guarded(0, depth);
            values.Y = Guarded(1, depth);
            values.Z = Guarded(2, depth);
            values.W = Guarded(3, depth);
        }

        _depth += S.Edge;
        _at += _advance;
        return values;
    }

    public readonly void Stage<S>(Quad<T> values, ArrayView<T> slices, int buffer)
        where S : struct, IGroupShape
    {
        var at = buffer + (_place.Depth * Slice.Stride<S>()) + Slice.Column(_place.Depth, _place.Across);
        if (_side.Aligned != 0 && _side.Transposed != 0)
        {
            Quad.At(slices, at) = values;
            return;
        }

        StageOne<S>(values.X, slices, buffer, 0);
        StageOne<S>(values.Y, slices, buffer, 1);
        StageOne<S>(values.Z, slices, buffer, 2);
        StageOne<S>(values.W, slices, buffer, 3);
    }

    private readonly void StageOne<S>(T value, ArrayView<T> slices, int buffer, int element)
        where S : struct, IGroupShape
    {
        var depth = _place.Depth + (element * _place.DepthStep);
        var across = _place.Across + (element * _place.AcrossStep);
        slices[buffer + (depth * Slice.Stride<S>()) + Slice.Column(depth, across)] = value;
    }

    private readonly T Guarded(int element, int depth) =>
        _across + (element * _place.AcrossStep) < _side.Count && _depth + (element * _place.DepthStep) < depth
            ? _side.Data[_at + (element * _step)]
            : T.Zero;
}
