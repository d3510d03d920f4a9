using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Node.Http.Errors;

/// <summary>Mistakes of sweep files as problem details.</summary>
internal static class SweepMistakes
{
    /// <summary>What the text of a request is called where a name is wanted.</summary>
    public const string FileName = "sweep.yaml";

    private const int MostShown = 100;

    /// <summary>The sweep.</summary>
    /// <exception cref="ApiProblemException">422 with all mistakes where there is none.</exception>
    public static Sweep SweepOf(SweepFileResult read) => read.Sweep
        ?? throw Problem([.. read.Errors.Take(MostShown).Select(error => ApiMistake.Of(error, FileName))]);

    public static ApiProblemException Problem(ImmutableArray<ApiMistake> mistakes) =>
        new(StatusCodes.Status422UnprocessableEntity, "The sweep file has mistakes.", mistakes);
}
