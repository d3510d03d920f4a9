using System.Numerics;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

/// <summary>Four numbers in registers.</summary>
internal struct Quad<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>Bytes of the widest load that a GPU has.</summary>
    public const int Alignment = 16;

    public T X;
    public T Y;
    public T Z;
    public T W;

    /// <summary>this += factor · values.</summary>
    public void Add(T factor, Quad<T> values)
    {
        X += factor * values.X;
        Y += factor * values.Y;
        Z += factor * values.Z;
        W += factor * values.W;
    }

    public static Quad<T> Product(Quad<T> a, Quad<T> b) => new() { X = a.X * b.X, Y = a.Y * b.Y, Z = a.Z * b.Z, W = a.W * b.W };

    public static Quad<T> Sum(Quad<T> a, Quad<T> b) => new() { X = a.X + b.X, Y = a.Y + b.Y, Z = a.Z + b.Z, W = a.W + b.W };
}
