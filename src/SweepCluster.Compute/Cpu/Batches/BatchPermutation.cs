using System.Runtime.Intrinsics;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Compute.Cpu;

/// <summary>
/// Consecutive entries of a <see cref="KeyedPermutation"/>, bit for bit the same. The eight rounds of an entry wait
/// for each other, so two vectors are worked on at once: neither then waits alone.
/// </summary>
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
        Span<uint> keys = [a.X0, a.X1, a.X2, a.X3, b.X0, b.X1, b.X2, b.X3];
        var (i, lanes) = (0, Vector256<uint>.Count);
        for (; radix > SmallestBase && i + (2 * lanes) <= count; i += 2 * lanes)
        {
            var (left0, right0) = Split((uint)(first + i), radix);
            var (left1, right1) = Split((uint)(first + i + lanes), radix);
            foreach (var roundKey in keys)
            {
                (left0, right0) = (right0, Round(left0, right0, roundKey, radix));
                (left1, right1) = (right1, Round(left1, right1, roundKey, radix));
            }

            var entries0 = (left0 * radix) + right0;
            var entries1 = (left1 * radix) + right1;
            entries0.AsInt32().Store(indices + i);
            entries1.AsInt32().Store(indices + i + lanes);
            if (Vector256.GreaterThanOrEqualAny(Vector256.Max(entries0, entries1), Vector256.Create((uint)rows)))
            {
                Walk(permutation, first + i, (uint)rows, indices + i, 2 * lanes);
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
