using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace SweepCluster.Compute.Ilgpu.Kernels;

/// <summary>Four numbers side by side in memory, read and written by as few instructions as there are.</summary>
internal static class Quad
{
    /// <summary>Bytes of the widest load that a GPU has.</summary>
    public const int Alignment = 16;

    /// <summary>The four from an element on that begins a quad.</summary>
    public static ref Quad<T> At<T>(ArrayView<T> data, long at)
        where T : unmanaged => ref data.SubView(at).Cast<Quad<T>>().AsAligned(Alignment)[0];

    /// <summary>sum + factor · values.</summary>
    public static Quad<T> Add<T>(Quad<T> sum, T factor, Quad<T> values)
        where T : unmanaged, INumber<T> => new()
        {
            X = sum.X + (factor * values.X),
            Y = sum.Y + (factor * values.Y),
            Z = sum.Z + (factor * values.Z),
            W = sum.W + (factor * values.W),
        };

    public static Quad<T> Product<T>(Quad<T> a, Quad<T> b)
        where T : unmanaged, INumber<T> => new() { X = a.X * b.X, Y = a.Y * b.Y, Z = a.Z * b.Z, W = a.W * b.W };

    public static Quad<T> Sum<T>(Quad<T> a, Quad<T> b)
        where T : unmanaged, INumber<T> => new() { X = a.X + b.X, Y = a.Y + b.Y, Z = a.Z + b.Z, W = a.W + b.W };
}

/// <summary>Four numbers in registers.</summary>
internal struct Quad<T>
    where T : unmanaged
{
    public T X;
    public T Y;
    public T Z;
    public T W;
}
