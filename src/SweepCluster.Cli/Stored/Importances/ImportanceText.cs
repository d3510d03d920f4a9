using System.Globalization;
using SweepCluster.Node.Http.Documents;

namespace SweepCluster.Cli.Stored.Importances;

/// <summary>Importance for people: a table per question, or why there is none.</summary>
internal static class ImportanceText
{
    public static string Of(string sweep, ImportancesDocument document) => string.Join(
        Environment.NewLine,
        [
            $"{sweep}: shares of the variance between cells that each axis explains, alone and with another",
            .. Lines("for P(stable)", document.Stability),
            "",
            .. Lines("for the score of stable trials", document.Score),
        ]);

    private static IEnumerable<string> Lines(string question, ImportanceShares importance)
    {
        if (!importance.IsSufficient)
        {
            return [$"{question}: insufficient evidence, {Reason(importance)}"];
        }

        var rows = importance.Effects
            .OrderByDescending(effect => effect.Share)
            .Select(effect => new[] { Name(effect), Invariant($"{effect.Share:0.00}"), Invariant($"± {effect.Spread:0.00}") });
        return Table.Lines(rows.Prepend(["axis", "share", "over trees"]))
            .Prepend(Invariant($"{question}, from {importance.Cells} cells; a forest predicts unseen cells with R² = {importance.OutOfBagR2:0.00}"));
    }

    private static string Reason(ImportanceShares importance) => importance.Effects.Count == 0
        ? $"{importance.Cells} cells are too few or all alike"
        : Invariant($"a forest over {importance.Cells} cells predicts unseen ones with R² = {importance.OutOfBagR2:0.00} only");

    private static string Name(ImportanceEffect effect) => string.Join(" × ", effect.Axes);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
