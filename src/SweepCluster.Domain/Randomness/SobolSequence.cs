using System.Collections.Immutable;
using System.Numerics;

namespace SweepCluster.Domain.Randomness;

/// <summary>
/// A Sobol sequence with the direction numbers of Joe and Kuo (2008, new-joe-kuo-6), scrambled by a random linear
/// map of each dimension's digits and a digital shift (Matoušek 1998): it stays a sequence of the same quality, and
/// every point is uniform over the unit cube.
/// </summary>
public sealed class SobolSequence
{
    private const int Digits = 32;

    /// <summary>Per dimension from the second on: the primitive polynomial's inner coefficients a, and m₁ … m_s.</summary>
    private static readonly ImmutableArray<(uint A, uint[] M)> JoeKuo =
    [
        (0, [1]),
        (1, [1, 3]),
        (1, [1, 3, 1]),
        (2, [1, 1, 1]),
        (1, [1, 1, 3, 3]),
        (4, [1, 3, 5, 13]),
        (2, [1, 1, 5, 5, 17]),
        (4, [1, 1, 5, 5, 5]),
        (7, [1, 1, 7, 11, 19]),
        (11, [1, 1, 5, 1, 1]),
        (13, [1, 1, 1, 3, 11]),
        (14, [1, 3, 5, 5, 31]),
        (1, [1, 3, 3, 9, 7, 49]),
        (13, [1, 1, 1, 15, 21, 21]),
        (16, [1, 3, 1, 13, 27, 49]),
        (19, [1, 1, 1, 15, 7, 5]),
        (22, [1, 3, 1, 15, 13, 25]),
        (25, [1, 1, 5, 5, 19, 61]),
        (1, [1, 3, 7, 11, 23, 15, 103]),
        (4, [1, 3, 7, 13, 13, 15, 69]),
    ];

    private readonly uint[][] _directions;
    private readonly uint[] _shifts;

    /// <param name="dimensions">0 … <see cref="MostDimensions"/>.</param>
    /// <param name="key">Names the scrambling; null for the sequence as it is, which begins at the origin.</param>
    public SobolSequence(int dimensions, ulong? key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimensions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, MostDimensions);
        _directions = [.. Enumerable.Range(0, dimensions).Select(Directions)];
        _shifts = new uint[dimensions];
        for (var dimension = 0; key is { } named && dimension < dimensions; dimension++)
        {
            var numbers = new RandomStream(named, RandomPurpose.Planning, (uint)dimension);
            _directions[dimension] = Scrambled(_directions[dimension], ref numbers);
            _shifts[dimension] = numbers.NextUInt32();
        }
    }

    public static int MostDimensions => JoeKuo.Length + 1;

    /// <summary>Writes the point of a number: one fraction in [0, 1) per dimension.</summary>
    public void At(uint index, Span<double> point)
    {
        // In Gray code, so that the plain sequence is in the customary order.
        var gray = index ^ (index >> 1);
        for (var dimension = 0; dimension < _directions.Length; dimension++)
        {
            var digits = _shifts[dimension];
            for (var rest = gray; rest != 0; rest &= rest - 1)
            {
                digits ^= _directions[dimension][BitOperations.TrailingZeroCount(rest)];
            }

            point[dimension] = digits / (double)(1UL << Digits);
        }
    }

    private static uint[] Directions(int dimension)
    {
        var directions = new uint[Digits];
        if (dimension == 0)
        {
            return [.. directions.Select((_, k) => 1u << (Digits - 1 - k))];
        }

        var (a, m) = JoeKuo[dimension - 1];
        var s = m.Length;
        for (var k = 0; k < Digits; k++)
        {
            if (k < s)
            {
                directions[k] = m[k] << (Digits - 1 - k);
                continue;
            }

            directions[k] = directions[k - s] ^ (directions[k - s] >> s);
            for (var j = 1; j < s; j++)
            {
                directions[k] ^= ((a >> (s - 1 - j)) & 1) * directions[k - j];
            }
        }

        return directions;
    }

    /// <summary>Multiplies each direction by a random lower triangular matrix over GF(2) with ones on its diagonal.</summary>
    private static uint[] Scrambled(uint[] directions, ref RandomStream numbers)
    {
        var scrambled = new uint[Digits];
        for (var digit = 0; digit < Digits; digit++)
        {
            // Digit 0 is the most significant: a digit of the product may draw on itself and more significant ones.
            var one = 1u << (Digits - 1 - digit);
            var row = one | (numbers.NextUInt32() & ~(one | (one - 1)));
            for (var k = 0; k < Digits; k++)
            {
                scrambled[k] |= (uint)(BitOperations.PopCount(directions[k] & row) & 1) * one;
            }
        }

        return scrambled;
    }
}
