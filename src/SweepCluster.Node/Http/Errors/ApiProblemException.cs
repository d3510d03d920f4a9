using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using SweepCluster.Node.Configuration;

namespace SweepCluster.Node.Http.Errors;

/// <summary>A request that is refused; what it says is shown to the caller.</summary>
public sealed class ApiProblemException : Exception
{
    public ApiProblemException(int status, string detail, ImmutableArray<ApiMistake> mistakes = default)
        : base(detail)
    {
        Status = status;
        Mistakes = mistakes.IsDefault ? [] : mistakes;
    }

    public ApiProblemException()
    {
    }

    public ApiProblemException(string message)
        : base(message)
    {
    }

    public ApiProblemException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>The status of the answer.</summary>
    public int Status { get; } = StatusCodes.Status400BadRequest;

    /// <summary>What is wrong, place by place; empty where the detail says all.</summary>
    public ImmutableArray<ApiMistake> Mistakes { get; } = [];

    internal static ApiProblemException BadQuery(string name, string wanted) => new(StatusCodes.Status400BadRequest, $"The query's {name} must be {wanted}.");

    internal static ApiProblemException TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {ApiLimits.MostBodyBytes} bytes, the most that is allowed.");
}
