using System.Net;

namespace SweepCluster.Cli.Remote.Client;

/// <summary>When a request that may be repeated is repeated, and after how long.</summary>
/// <param name="MostAttempts">The first included.</param>
/// <param name="First">The longest wait before the second attempt; each further one doubles it.</param>
/// <param name="Longest">No wait is longer, whatever the node asks for.</param>
internal sealed record RetryRule(int MostAttempts, TimeSpan First, TimeSpan Longest)
{
    public static RetryRule Default { get; } = new(5, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

    /// <summary>Whether the node may answer otherwise in a moment.</summary>
    public static bool IsTransient(HttpStatusCode status) => status
        is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>The wait after a failed attempt; null when it was the last one.</summary>
    /// <param name="attempt">Counted from 1.</param>
    /// <param name="asked">What the node said in <c>Retry-After</c>.</param>
    /// <param name="jitter">From 0 to below 1, so that clients that failed together do not come back together.</param>
    public TimeSpan? After(int attempt, TimeSpan? asked, double jitter)
    {
        if (attempt >= MostAttempts)
        {
            return null;
        }

        var doubled = First * Math.Pow(2, attempt - 1);
        var wait = (doubled < Longest ? doubled : Longest) * (0.5 + (jitter / 2));
        var longer = asked > wait ? asked.Value : wait;
        return longer < Longest ? longer : Longest;
    }
}
