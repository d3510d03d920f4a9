using System.Numerics;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

/// <summary>
/// One thread's 4 × 4 elements of a group's tile. They lie an edge apart, so that neighbouring threads read and write
/// neighbouring words.
/// </summary>
internal struct Tile<T>
    where T : unmanaged, INumber<T>
{
    public Quad<T> Row0;
    public Quad<T> Row1;
    public Quad<T> Row2;
    public Quad<T> Row3;

    /// <summary>this += column · rowᵀ.</summary>
    public void Add(Quad<T> column, Quad<T> row)
    {
        Row0.Add(column.X, row);
        Row1.Add(column.Y, row);
        Row2.Add(column.Z, row);
        Row3.Add(column.W, row);
    }

    public static Tile<T> Product(Tile<T> a, Tile<T> b) => new()
    {
        Row0 = Quad<T>.Product(a.Row0, b.Row0),
        Row1 = Quad<T>.Product(a.Row1, b.Row1),
        Row2 = Quad<T>.Product(a.Row2, b.Row2),
        Row3 = Quad<T>.Product(a.Row3, b.Row3),
    };

    public static Tile<T> Sum(Tile<T> a, Tile<T> b) => new()
    {
        Row0 = Quad<T>.Sum(a.Row0, b.Row0),
        Row1 = Quad<T>.Sum(a.Row1, b.Row1),
        Row2 = Quad<T>.Sum(a.Row2, b.Row2),
        Row3 = Quad<T>.Sum(a.Row3, b.Row3),
    };
}
