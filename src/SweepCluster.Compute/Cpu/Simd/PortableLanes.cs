using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SweepCluster.Compute.Cpu.Simd;

/// <summary>Whatever <see cref="Vector{T}"/> is on this machine: NEON, SSE2, or plain code.</summary>
internal readonly unsafe struct PortableLanes<T> : ILanes<Vector<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Width => Vector<T>.Count;

    public static int TileRows => 6;

    public static Vector<T> Zero => Vector<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Broadcast(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load(T* source) => Vector.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector<T> value) => Vector.Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> FirstLanes(int count) => Vector.LessThan(Vector<T>.Indices, new Vector<T>(T.CreateTruncating(count)));

    public static Vector<T> LoadMasked(T* source, Vector<T> mask)
    {
        var value = Vector<T>.Zero;
        for (var lane = 0; lane < Vector<T>.Count; lane++)
        {
            if (IsSet(mask[lane]))
            {
                value = value.WithElement(lane, source[lane]);
            }
        }

        return value;
    }

    public static void StoreMasked(T* destination, Vector<T> value, Vector<T> mask)
    {
        for (var lane = 0; lane < Vector<T>.Count; lane++)
        {
            if (IsSet(mask[lane]))
            {
                destination[lane] = value[lane];
            }
        }
    }

    // A set lane has all bits set, which as a number is not one.
    private static bool IsSet(T lane) => T.IsNaN(lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Add(Vector<T> left, Vector<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Subtract(Vector<T> left, Vector<T> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Multiply(Vector<T> left, Vector<T> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Divide(Vector<T> left, Vector<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> FusedMultiplyAdd(Vector<T> left, Vector<T> right, Vector<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector.FusedMultiplyAdd(left.As<T, float>(), right.As<T, float>(), addend.As<T, float>()).As<float, T>()
            : Vector.FusedMultiplyAdd(left.As<T, double>(), right.As<T, double>(), addend.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sqrt(Vector<T> value) => Vector.SquareRoot(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Abs(Vector<T> value) => Vector.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Min(Vector<T> left, Vector<T> right) => Vector.Min(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Max(Vector<T> left, Vector<T> right) => Vector.Max(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp(Vector<T> value) =>
        typeof(T) == typeof(float)
            ? Vector.Exp(value.As<T, float>()).As<float, T>()
            : Vector.Exp(value.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log(Vector<T> value) =>
        typeof(T) == typeof(float)
            ? Vector.Log(value.As<T, float>()).As<float, T>()
            : Vector.Log(value.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> GreaterThan(Vector<T> left, Vector<T> right) => Vector.GreaterThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Select(Vector<T> mask, Vector<T> whereSet, Vector<T> whereClear) => Vector.ConditionalSelect(mask, whereSet, whereClear);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnySet(Vector<T> mask) => Vector.AsVectorByte(mask) != Vector<byte>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector<T> value) => Vector.Sum(value);
}
