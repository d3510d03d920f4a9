using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SweepCluster.Compute.Cpu.Matrix;

/// <summary>
/// Copies a block of an operand into panels that the micro-kernel reads from one end to the other: panel after
/// panel, each [depth, width], zero where the block ends before the panel.
/// </summary>
internal static unsafe class Packing
{
    /// <param name="across">Elements of the block across; the last panel may be part empty.</param>
    public static void Pack<T>(Operand<T> source, int across, int depth, int width, T* panels)
        where T : unmanaged
    {
        for (var first = 0; first < across; first += width)
        {
            var panel = panels + ((long)first * depth);
            var filled = Math.Min(width, across - first);
            if (filled < width)
            {
                new Span<T>(panel, width * depth).Clear();
            }

            if (source.Across == 1)
            {
                CopyRows(source.At(first, 0), filled, depth, width, panel);
            }
            else
            {
                Transpose(source.At(first, 0), filled, depth, width, panel);
            }
        }
    }

    private static void CopyRows<T>(Operand<T> source, int filled, int depth, int width, T* panel)
        where T : unmanaged
    {
        var from = source.Data;
        var bytes = (uint)(filled * sizeof(T));
        for (var l = 0; l < depth; l++, from += source.Depth, panel += width)
        {
            Unsafe.CopyBlockUnaligned(panel, from, bytes);
        }
    }

    private static void Transpose<T>(Operand<T> source, int filled, int depth, int width, T* panel)
        where T : unmanaged
    {
        var i = 0;
        if (sizeof(T) == sizeof(float) && source.Depth == 1 && Sse.IsSupported)
        {
            for (; i + 4 <= filled; i += 4)
            {
                Transpose4((float*)source.Data + (i * source.Across), source.Across, depth, width, (float*)panel + i);
            }
        }

        for (; i < filled; i++)
        {
            var from = source.Data + (i * source.Across);
            var to = panel + i;
            for (var l = 0; l < depth; l++, from += source.Depth, to += width)
            {
                *to = *from;
            }
        }
    }

    private static void Transpose4(float* from, nint row, int depth, int width, float* to)
    {
        var l = 0;
        for (; l + 4 <= depth; l += 4, from += 4, to += 4 * width)
        {
            var r0 = Vector128.Load(from);
            var r1 = Vector128.Load(from + row);
            var r2 = Vector128.Load(from + (2 * row));
            var r3 = Vector128.Load(from + (3 * row));
            var low01 = Sse.UnpackLow(r0, r1);
            var low23 = Sse.UnpackLow(r2, r3);
            var high01 = Sse.UnpackHigh(r0, r1);
            var high23 = Sse.UnpackHigh(r2, r3);
            Sse.MoveLowToHigh(low01, low23).Store(to);
            Sse.MoveHighToLow(low23, low01).Store(to + width);
            Sse.MoveLowToHigh(high01, high23).Store(to + (2 * width));
            Sse.MoveHighToLow(high23, high01).Store(to + (3 * width));
        }

        for (; l < depth; l++, from++, to += width)
        {
            to[0] = from[0];
            to[1] = from[row];
            to[2] = from[2 * row];
            to[3] = from[3 * row];
        }
    }
}
