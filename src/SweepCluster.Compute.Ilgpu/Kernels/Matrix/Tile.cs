using System.Numerics;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

/// <summary>
/// One thread's 4 × 4 elements of a group's tile: rows of quads that lie side by side, so that neighbouring threads read
/// and write neighbouring quads.
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
        Row0 = Quad.Add(Row0, column.X, row);
        Row1 = Quad.Add(Row1, column.Y, row);
        Row2 = Quad.Add(Row2, column.Z, row);
        Row3 = Quad.Add(Row3, column.W, row);
    }

    public static Tile<T> Product(Tile<T> a, Tile<T> b) => new()
    {
        Row0 = Quad.Product(a.Row0, b.Row0),
        Row1 = Quad.Product(a.Row1, b.Row1),
        Row2 = Quad.Product(a.Row2, b.Row2),
        Row3 = Quad.Product(a.Row3, b.Row3),
    };

    public static Tile<T> Sum(Tile<T> a, Tile<T> b) => new()
    {
        Row0 = Quad.Sum(a.Row0, b.Row0),
        Row1 = Quad.Sum(a.Row1, b.Row1),
        Row2 = Quad.Sum(a.Row2, b.Row2),
        Row3 = Quad.Sum(a.Row3, b.Row3),
    };
}
