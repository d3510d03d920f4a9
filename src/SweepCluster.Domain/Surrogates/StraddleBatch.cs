namespace SweepCluster.Domain.Surrogates;

/// <summary>
/// Chooses points near the boundary of which least is known: the straddle heuristic 0.7σ − |μ| (Bryan et al., "Active
/// learning for identifying function threshold boundaries", NIPS 2005). Within a batch, σ is what it will be once the
/// points chosen before are in, their results taken to be the mean (Desautels, Krause and Burdick, JMLR 2014).
/// </summary>
internal static class StraddleBatch
{
    /// <summary>The variance is computed for so many candidates, those whose mean is next to the boundary.</summary>
    public const int Shortlist = 1024;

    /// <summary>Bryan et al. take 1.96; less keeps to the boundary, which pays where the latent stability is steep.</summary>
    private const double Width = 0.7;

    /// <param name="model">What is known.</param>
    /// <param name="candidates">Points of the unit cube.</param>
    /// <param name="count">How many to choose; fewer when there are no more candidates.</param>
    /// <param name="replicates">Trials that a chosen point gets: on the boundary each tells with a variance of 4.</param>
    /// <returns>Indices of candidates, the most wanted first.</returns>
    public static IReadOnlyList<int> Choose(StabilityModel model, IReadOnlyList<double[]> candidates, int count, int replicates)
    {
        Candidate[] listed =
        [
            .. candidates.Select((point, index) => (Index: index, Mean: Math.Abs(model.Mean(point))))
                .OrderBy(candidate => candidate.Mean).ThenBy(candidate => candidate.Index)
                .Take(Math.Max(Shortlist, count))
                .Select(candidate => new Candidate(model, candidate.Index, candidates[candidate.Index], candidate.Mean, count)),
        ];
        var chosen = new List<int>();
        while (chosen.Count < Math.Min(count, listed.Length))
        {
            var next = listed.Where(candidate => !candidate.IsChosen)
                .MaxBy(candidate => (Width * Math.Sqrt(Math.Max(0, candidate.Variance))) - candidate.Mean)!;
            chosen.Add(next.Index);
            Hallucinate(model, listed, next, 4.0 / replicates);
        }

        return chosen;
    }

    /// <summary>Conditions all candidates on a further point: one more row of the factor, so one more entry each.</summary>
    private static void Hallucinate(StabilityModel model, Candidate[] listed, Candidate chosen, double noise)
    {
        chosen.IsChosen = true;
        var scale = 1 / Math.Sqrt(Math.Max(0, chosen.Variance) + noise);
        double[] known = [.. chosen.Known];
        foreach (var candidate in listed)
        {
            var covariance = model.Kernel.At(candidate.Point, chosen.Point) - Triangle.Dot(candidate.Known, known);
            candidate.Learn(covariance * scale);
        }
    }

    private sealed class Candidate
    {
        private readonly double[] _whitened;
        private int _count;

        public Candidate(StabilityModel model, int index, double[] point, double mean, int further)
        {
            (Index, Point, Mean) = (index, point, mean);
            _whitened = new double[model.Count + further];
            model.Whitened(point).CopyTo(_whitened, 0);
            _count = model.Count;
            Variance = model.Kernel.Variance - Triangle.Dot(Known, Known);
        }

        public int Index { get; }

        public double[] Point { get; }

        /// <summary>How far the mean is from the boundary.</summary>
        public double Mean { get; }

        public double Variance { get; private set; }

        public bool IsChosen { get; set; }

        public ReadOnlySpan<double> Known => _whitened.AsSpan(0, _count);

        public void Learn(double entry)
        {
            _whitened[_count++] = entry;
            Variance -= entry * entry;
        }
    }
}
