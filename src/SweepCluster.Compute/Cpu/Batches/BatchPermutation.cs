using System.Runtime.Intrinsics;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Compute.Cpu;

/// <summary>Consecutive entries of a <see cref="KeyedPermutation"/>, eight at a time and bit for bit the same.</summary>
internal static unsafe class BatchPermutation
{
    // Below this base eight consecutive positions could wrap twice.
    private const uint SmallestBase = 8;

    /// <summary>Entries first … first + count − 1 of the permutation of 0 … rows − 1.</summary>
    public static void Fill(ulong key, uint epoch, int first, int rows, int* indices, int count)
    {
        const uint purpose = (uint)RandomPurpose.BatchOrder;
        var permutation = new KeyedPermutation(key, RandomPurpose.BatchOrder, epoch, rows);
        var a = Philox.Block(key, new PhiloxBlock(0, 0, purpose, epoch));
        var b = Philox.Block(key, new PhiloxBlock(1, 0, purpose, epoch));
        var radix = (uint)Math.Ceiling(Math.Sqrt(rows));
        var (i, lanes) = (0, Vector256<uint>.Count);
        for (; radix > SmallestBase && i + lanes <= count; i += lanes)
        {
            var (left, right) = Split((uint)(first + i), radix);
            (left, right) = (right, Round(left, right, a.X0, radix));
            (left, right) = (right, Round(left, right, a.X1, radix));
            (left, right) = (right, Round(left, right, a.X2, radix));
            (left, right) = (right, Round(left, right, a.X3, radix));
            (left, right) = (right, Round(left, right, b.X0, radix));
            (left, right) = (right, Round(left, right, b.X1, radix));
            (left, right) = (right, Round(left, right, b.X2, radix));
            (left, right) = (right, Round(left, right, b.X3, radix));
            var entries = (left * radix) + right;
            entries.AsInt32().Store(indices + i);
            if (Vector256.GreaterThanOrEqualAny(entries, Vector256.Create((uint)rows)))
            {
                Walk(permutation, first + i, (uint)rows, indices + i, lanes);
            }
        }

        for (; i < count; i++)
        {
            indices[i] = permutation[first + i];
        }
    }

    // Entries beyond the rows are walked on along their cycle; few are.
    private static void Walk(KeyedPermutation permutation, int position, uint rows, int* indices, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if ((uint)indices[i] >= rows)
            {
                indices[i] = permutation[position + i];
            }
        }
    }

    private static (Vector256<uint> Left, Vector256<uint> Right) Split(uint position, uint radix)
    {
        var digit = position / radix;
        var right = Vector256.Create(position - (digit * radix)) + Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        var wraps = Vector256.GreaterThanOrEqual(right, Vector256.Create(radix));

        // A set lane is −1.
        return (Vector256.Create(digit) - wraps, right - (wraps & Vector256.Create(radix)));
    }

    // One round of KeyedPermutation; the high word of hash·radix from two 16-bit halves.
    private static Vector256<uint> Round(Vector256<uint> left, Vector256<uint> right, uint key, uint radix)
    {
        var hash = ((right + Vector256<uint>.One) * 0x9E3779B1) ^ Vector256.Create(key);
        hash = (hash ^ (hash >>> 15)) * 0x85EBCA77;
        hash = (hash ^ (hash >>> 13)) * 0xC2B2AE3D;
        hash ^= hash >>> 16;
        var high = (((hash >>> 16) * radix) + (((hash & Vector256.Create(0xFFFFu)) * radix) >>> 16)) >>> 16;
        var sum = left + high;
        return Vector256.Min(sum, sum - Vector256.Create(radix));
    }
}
