using SweepCluster.Domain.Surrogates;

namespace SweepCluster.Node.Http.Documents;

/// <summary>Which axes matter, as <c>sweep importance --json</c> prints it.</summary>
public sealed record ImportancesDocument(ImportanceShares Stability, ImportanceShares Score)
{
    public static ImportancesDocument Of(Importance stability, Importance score) => new(ImportanceShares.Of(stability), ImportanceShares.Of(score));
}

/// <param name="OutOfBagR2">How well the forest predicts cells that it was not fitted to, at most 1; null if undefined.</param>
/// <param name="IsSufficient">Whether that is enough for the shares to mean something.</param>
public sealed record ImportanceShares(int Cells, double OutOfBagR2, bool IsSufficient, IReadOnlyList<ImportanceEffect> Effects)
{
    public static ImportanceShares Of(Importance importance) => new(
        importance.Cells,
        importance.OutOfBagR2,
        importance.IsSufficient,
        [.. importance.Effects.Select(effect => new ImportanceEffect(
            effect.Second is { } second ? [effect.First, second] : [effect.First], effect.Share.Mean, effect.Share.StandardDeviation))]);
}

/// <param name="Axes">One axis, or a pair.</param>
/// <param name="Share">Of the forest's variance, 0 to 1, the mean over its trees.</param>
/// <param name="Spread">Standard deviation over the trees.</param>
public sealed record ImportanceEffect(IReadOnlyList<string> Axes, double Share, double Spread);
