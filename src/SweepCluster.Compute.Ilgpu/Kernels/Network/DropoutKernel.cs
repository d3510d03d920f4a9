using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

internal readonly struct DropoutArguments<T>
    where T : unmanaged
{
    public Operand<ulong> Keys { get; init; }

    public Operand<T> Rate { get; init; }

    public Operand<T> Values { get; init; }

    public uint Step { get; init; }

    public uint Layer { get; init; }

    public int Length { get; init; }

    public int Parts { get; init; }
}

/// <summary>Each thread draws one block of four words: the bits of every other device.</summary>
internal static class DropoutKernel
{
    [DeviceKernel]
    public static void Run<T, R, S>(Frame frame, DropoutArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Parts);
        if (work.IsRetired)
        {
            return;
        }

        var rate = a.Rate.Of(work)[0];
        if (!(rate > T.Zero))
        {
            return;
        }

        var key = a.Keys.Of(work)[0];
        var threshold = (ulong)(R.Wide(rate) * 4294967296.0);
        var kept = T.One / (T.One - rate);
        var values = a.Values.Of(work);
        for (var block = work.First<S>(); block * 4 < a.Length; block += work.Step<S>())
        {
            var words = Philox.Block(key, new PhiloxBlock((uint)block, a.Layer, (uint)RandomPurpose.Dropout, a.Step));
            Drop(values, (block * 4) + 0, a.Length, words.X0, threshold, kept);
            Drop(values, (block * 4) + 1, a.Length, words.X1, threshold, kept);
            Drop(values, (block * 4) + 2, a.Length, words.X2, threshold, kept);
            Drop(values, (block * 4) + 3, a.Length, words.X3, threshold, kept);
        }
    }

    private static void Drop<T>(ArrayView<T> values, int at, int length, uint word, ulong threshold, T kept)
        where T : unmanaged, INumber<T>
    {
        if (at < length)
        {
            values[at] = word < threshold ? T.Zero : values[at] * kept;
        }
    }
}
