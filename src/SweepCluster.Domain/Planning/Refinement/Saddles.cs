namespace SweepCluster.Domain.Planning.Refinement;

/// <summary>
/// Finds the squares of the dense grid of which two diagonal corners reach the threshold and the other two do not.
/// The contour cannot say there which pair is joined; the cell at the centre can.
/// </summary>
internal readonly struct Saddles(RefineLattice lattice, SaddleCells cells, double threshold)
{
    /// <summary>The centres of the saddles among decided cells, by slice and from the lower left.</summary>
    public IEnumerable<int> Centres(RefineState state)
    {
        var open = new Stack<Quad>();
        for (var slice = 0; slice < lattice.Slices; slice++)
        {
            foreach (var coarse in new QuadBlock(slice, 0, 0, lattice.X.Intervals(0) - 1, 0, lattice.Y.Intervals(0) - 1))
            {
                open.Push(coarse);
                while (open.TryPop(out var quad))
                {
                    if (quad.Level < lattice.Levels && state.Quads[lattice.Number(quad)].HasFlag(QuadMark.Split))
                    {
                        foreach (var child in lattice.Children(quad))
                        {
                            open.Push(child);
                        }
                    }
                    else if (CentreOf(quad, state.Ledger.Cells) is { } centre)
                    {
                        yield return centre;
                    }
                }
            }
        }
    }

    private int? CentreOf(Quad quad, PersistentArray<CellTally> tallies)
    {
        var (left, right, bottom, top) = lattice.Bounds(quad);
        if (right - left != 1 || top - bottom != 1)
        {
            return null;
        }

        var lower = Reaches(quad.Slice, left, bottom, tallies);
        var isSaddle = lower is not null
            && lower == Reaches(quad.Slice, right, top, tallies)
            && !lower == Reaches(quad.Slice, right, bottom, tallies)
            && !lower == Reaches(quad.Slice, left, top, tallies);
        return isSaddle ? cells.Centre(quad.Slice, left, bottom) : null;
    }

    /// <summary>Whether a cell's P(stable) is at least the threshold; null while it is not decided.</summary>
    private bool? Reaches(int slice, int x, int y, PersistentArray<CellTally> tallies) =>
        tallies[lattice.Cell(slice, x, y)] is { IsDecided: true } tally ? tally.StableProportion.Estimate >= threshold : null;
}
