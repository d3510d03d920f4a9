using SweepCluster.Domain.Surrogates;

namespace SweepCluster.Cli.Stored.Importances;

/// <summary>What <c>sweep importance --json</c> prints.</summary>
internal sealed record ImportanceDocument(ImportanceOf Stability, ImportanceOf Score)
{
    public static ImportanceDocument Of(Importance stability, Importance score) => new(ImportanceOf.From(stability), ImportanceOf.From(score));
}

/// <param name="OutOfBagR2">How well the forest predicts cells that it was not fitted to, at most 1; NaN if undefined.</param>
/// <param name="IsSufficient">Whether that is enough for the shares to mean something.</param>
internal sealed record ImportanceOf(int Cells, double OutOfBagR2, bool IsSufficient, IReadOnlyList<EffectShare> Effects)
{
    public static ImportanceOf From(Importance importance) => new(
        importance.Cells,
        importance.OutOfBagR2,
        importance.IsSufficient,
        [.. importance.Effects.Select(effect => new EffectShare(
            effect.Second is { } second ? [effect.First, second] : [effect.First], effect.Share.Mean, effect.Share.StandardDeviation))]);
}

/// <param name="Axes">One axis, or a pair.</param>
/// <param name="Share">Of the forest's variance, 0 to 1, the mean over its trees.</param>
/// <param name="Spread">Standard deviation over the trees.</param>
internal sealed record EffectShare(IReadOnlyList<string> Axes, double Share, double Spread);
