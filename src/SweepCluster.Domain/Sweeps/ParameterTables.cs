using System.Text;
using SweepCluster.Domain.Families;

namespace SweepCluster.Domain.Sweeps;

/// <summary>The parameters of every family as Markdown tables, for the sweep file's reference.</summary>
public static class ParameterTables
{
    public static string Write()
    {
        var tables = new StringBuilder();
        foreach (var family in FamilyCatalogue.All)
        {
            tables.Append($"### {family.Name}\n\n| parameter | default | allowed | meaning | |\n|---|---|---|---|---|\n");
            foreach (var parameter in family.Parameters)
            {
                var marks = (parameter.ChangesShape ? "S" : "") + (parameter.AffectsReference ? "R" : "");
                tables.Append($"| `{parameter.Name}` | {parameter.Default} | {parameter.Allowed.Replace("|", "\\|", StringComparison.Ordinal)} | {parameter.Description} | {marks} |\n");
            }

            var fixedByReference = string.Join(", ", family.Reference.Select(pair => $"`{pair.Key}: {pair.Value}`"));
            var scaling = DatasetReader.Normalisations.First(pair => pair.Value == family.Normalisation).Name;
            tables.Append($"\nThe reference setting has {fixedByReference}. Data are scaled with `normalise: {scaling}` when a sweep is silent.\n\n");
        }

        return tables.ToString();
    }
}
