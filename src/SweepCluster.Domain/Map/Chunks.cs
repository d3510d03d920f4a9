namespace SweepCluster.Domain.Map;

/// <summary>Shares out a range of numbers among the processors.</summary>
internal static class Chunks
{
    /// <summary>Below this a chunk is done before another thread has begun.</summary>
    private const int Least = 16384;

    /// <summary>Does 0 … count − 1 in pieces <c>(from, to)</c>, <c>to</c> not included, which must not touch each other's places.</summary>
    public static void Do(int count, Action<int, int> piece)
    {
        var pieces = Math.Clamp(count / Least, 1, Environment.ProcessorCount);
        Parallel.For(0, pieces, i => piece(At(i), At(i + 1)));

        int At(int border) => (int)((long)count * border / pieces);
    }
}
