namespace SweepCluster.Domain.Map;

/// <summary>What a point of a contour lies on.</summary>
internal enum ContourPointKind
{
    /// <summary>A place of the grid.</summary>
    Corner,

    /// <summary>Between a place and the next column.</summary>
    Across,

    /// <summary>Between a place and the next row.</summary>
    Upwards,
}

/// <summary>Names a point of a contour, so that neighbouring squares agree on it.</summary>
/// <param name="Corner">The index of the place.</param>
internal readonly record struct ContourPoint(int Corner, ContourPointKind Kind);

/// <summary>A directed piece of a contour, the inside on its left.</summary>
internal readonly record struct ContourStep(ContourPoint From, ContourPoint To);

/// <summary>
/// Four neighbouring places. Corners and sides are numbered anticlockwise from the lower left and from below: side s
/// runs from corner s to corner s + 1.
/// </summary>
internal readonly struct ContourSquare
{
    private readonly int _columns;

    public ContourSquare(double[] field, int columns, int column, int row, double level)
    {
        _columns = columns;
        Column = column;
        Row = row;
        for (var corner = 0; corner < 4; corner++)
        {
            var value = field[Index(corner)];
            Inside |= value >= level ? 1 << corner : 0;
            Mean += value / 4;
        }
    }

    public int Column { get; }

    public int Row { get; }

    /// <summary>One bit per corner that is inside.</summary>
    public int Inside { get; }

    public double Mean { get; }

    public bool IsSaddle => Inside is 5 or 10;

    /// <summary>Whether a walk along the side goes from inside to outside.</summary>
    public bool Leaves(int side) => IsInside(side) && !IsInside(side + 1);

    public ContourPoint Crossing(int side) => side switch
    {
        0 => new ContourPoint(Index(0), ContourPointKind.Across),
        1 => new ContourPoint(Index(1), ContourPointKind.Upwards),
        2 => new ContourPoint(Index(3), ContourPointKind.Across),
        _ => new ContourPoint(Index(0), ContourPointKind.Upwards),
    };

    /// <summary>The side at which the line that leaves through a side comes back in.</summary>
    /// <param name="joins">Whether the inside corners of a saddle are one region.</param>
    public int EntryFor(int side, bool joins)
    {
        // Around a joined region the next entry follows, cutting off an outside corner; else it came before.
        var step = joins ? 1 : 3;
        var entry = side;
        do
        {
            entry = (entry + step) & 3;
        }
        while (IsInside(entry) || !IsInside(entry + 1));

        return entry;
    }

    /// <summary>The lower corner of the square beyond a side.</summary>
    public (int Column, int Row) Neighbour(int side) => side switch
    {
        0 => (Column, Row - 1),
        1 => (Column + 1, Row),
        2 => (Column, Row + 1),
        _ => (Column - 1, Row),
    };

    /// <summary>The inside part of a side; null where all of it is outside.</summary>
    public ContourStep? Border(int side) => (IsInside(side), IsInside(side + 1)) switch
    {
        (true, true) => new ContourStep(Corner(side), Corner(side + 1)),
        (true, false) => new ContourStep(Corner(side), Crossing(side)),
        (false, true) => new ContourStep(Crossing(side), Corner(side + 1)),
        _ => null,
    };

    private ContourPoint Corner(int corner) => new(Index(corner & 3), ContourPointKind.Corner);

    private bool IsInside(int corner) => (Inside & (1 << (corner & 3))) != 0;

    private int Index(int corner) => ((Row + (corner >> 1)) * _columns) + Column + (corner is 1 or 2 ? 1 : 0);
}
