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
        var bytes = filled * sizeof(T);
        if (bytes == 128)
        {
            for (var l = 0; l < depth; l++, from += source.Depth, panel += width)
            {
                Vector512.Load((byte*)from).Store((byte*)panel);
                Vector512.Load((byte*)from + 64).Store((byte*)panel + 64);
            }

            return;
        }

        if (bytes == 48)
        {
            for (var l = 0; l < depth; l++, from += source.Depth, panel += width)
            {
                Vector256.Load((byte*)from).Store((byte*)panel);
                Vector128.Load((byte*)from + 32).Store((byte*)panel + 32);
            }

            return;
        }

        for (var l = 0; l < depth; l++, from += source.Depth, panel += width)
        {
            Unsafe.CopyBlockUnaligned(panel, from, (uint)bytes);
        }
    }

    private static void Transpose<T>(Operand<T> source, int filled, int depth, int width, T* panel)
        where T : unmanaged
    {
        var i = 0;
        if (sizeof(T) == sizeof(float) && source.Depth == 1 && Sse.IsSupported)
        {
            for (; Avx512F.IsSupported && (i + 16 <= filled || filled - i == 12); i += 16)
            {
                Transpose16((float*)source.Data + (i * source.Across), source.Across, depth, width, (float*)panel + i, Math.Min(16, filled - i));
            }

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

    // Four blocks of 4 × 4 side by side, or three: row i of each block is in lane i of the quarter that loads put
    // it in.
    private static void Transpose16(float* from, nint row, int depth, int width, float* to, int rows)
    {
        var mask = rows == 16 ? Vector512<float>.AllBitsSet : Vector512.Create(Vector256<float>.AllBitsSet, Vector256.Create(Vector128<float>.AllBitsSet, default));
        var last = rows == 16 ? 12 * row : 8 * row;
        var l = 0;
        for (; l + 4 <= depth; l += 4, from += 4, to += 4 * width)
        {
            var r0 = Quarters(from, row, last);
            var r1 = Quarters(from + row, row, last);
            var r2 = Quarters(from + (2 * row), row, last);
            var r3 = Quarters(from + (3 * row), row, last);
            var low01 = Avx512F.UnpackLow(r0, r1).AsDouble();
            var low23 = Avx512F.UnpackLow(r2, r3).AsDouble();
            var high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
            var high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
            Avx512F.MaskStore(to, mask, Avx512F.UnpackLow(low01, low23).AsSingle());
            Avx512F.MaskStore(to + width, mask, Avx512F.UnpackHigh(low01, low23).AsSingle());
            Avx512F.MaskStore(to + (2 * width), mask, Avx512F.UnpackLow(high01, high23).AsSingle());
            Avx512F.MaskStore(to + (3 * width), mask, Avx512F.UnpackHigh(high01, high23).AsSingle());
        }

        for (; l < depth; l++, from++, to += width)
        {
            for (var i = 0; i < rows; i++)
            {
                to[i] = from[i * row];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float* from, nint row, nint last)
    {
        var low = Vector256.Create(Vector128.Load(from), Vector128.Load(from + (4 * row)));
        var high = Vector256.Create(Vector128.Load(from + (8 * row)), Vector128.Load(from + last));
        return Vector512.Create(low, high);
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
