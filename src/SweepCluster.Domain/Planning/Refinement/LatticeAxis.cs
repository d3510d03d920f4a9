namespace SweepCluster.Domain.Planning.Refinement;

/// <summary>
/// The places of a mapped axis' values, 0 … count − 1, as nested levels of intervals. Level 0 cuts them into a few
/// intervals of nearly equal length; each level halves those of the one before, until none is longer than one place.
/// Node k of a level with s intervals is at k·(count − 1)/s, rounded to a place, so any count will do.
/// </summary>
internal sealed class LatticeAxis
{
    private readonly int[][] _nodes;

    /// <param name="count">Values of the axis, at least 1.</param>
    /// <param name="coarse">Intervals of level 0, at least 1; fewer where there are not as many.</param>
    public LatticeAxis(int count, int coarse)
    {
        Count = count;
        var intervals = (long)Math.Clamp(count - 1, 1, coarse);
        var nodes = new List<int[]>();
        do
        {
            nodes.Add(Nodes(count, intervals));
            intervals *= 2;
        }
        while (intervals < 2L * (count - 1));

        _nodes = [.. nodes];
    }

    public int Count { get; }

    /// <summary>How often the intervals are halved.</summary>
    public int Levels => _nodes.Length - 1;

    public bool Splits(int level) => level < Levels;

    public int Intervals(int level) => Level(level).Length - 1;

    /// <summary>The place of a node; interval i lies between nodes i and i + 1.</summary>
    public int Node(int level, int node) => Level(level)[node];

    /// <summary>The first interval of level 0 that holds a place, at an end or between.</summary>
    public int FirstAt(int place)
    {
        var found = Array.BinarySearch(_nodes[0], place);
        return found < 0 ? ~found - 1 : Math.Max(0, found - 1);
    }

    /// <summary>The last interval of level 0 that holds a place.</summary>
    /// <param name="first">The first one.</param>
    public int LastAt(int place, int first)
    {
        var last = first;
        while (last + 1 < Intervals(0) && Node(0, last + 1) <= place)
        {
            last++;
        }

        return last;
    }

    /// <summary>The first level with a node at a place.</summary>
    public int LevelOf(int place)
    {
        var level = 0;
        while (Array.BinarySearch(_nodes[level], place) < 0)
        {
            level++;
        }

        return level;
    }

    private int[] Level(int level) => _nodes[Math.Min(level, Levels)];

    private static int[] Nodes(int count, long intervals)
    {
        var nodes = new int[intervals + 1];
        for (var k = 0L; k <= intervals; k++)
        {
            nodes[k] = (int)(((2 * k * (count - 1)) + intervals) / (2 * intervals));
        }

        return nodes;
    }
}
