using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using SweepCluster.Domain.Sweeps;

namespace SweepCluster.Node.Http.Errors;

/// <summary>Mistakes of sweep files as problem details.</summary>
internal static class SweepMistakes
{
    private const int MostShown = 100;

    /// <summary>The sweep.</summary>
    /// <exception cref="ApiProblemException">422 with all mistakes where there is none.</exception>
    public static Sweep SweepOf(SweepFileResult read) => read.Sweep
        ?? throw Problem([.. read.Errors.Take(MostShown).Select(error => new ApiMistake(error.Line, error.Key, error.Message))]);

    public static ApiProblemException Problem(ImmutableArray<ApiMistake> mistakes) =>
        new(StatusCodes.Status422UnprocessableEntity, "The sweep file has mistakes.", mistakes);
}
