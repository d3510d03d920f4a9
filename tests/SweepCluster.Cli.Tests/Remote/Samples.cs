namespace SweepCluster.Cli.Tests.Remote;

/// <summary>What nodes answer.</summary>
internal static class Samples
{
    public const string Id = "quick-0123456789abcdef";
    public const string Path = "/api/v1/sweeps/" + Id;

    public static string Sweep(string state = "running", int finished = 3, int failed = 0, int open = 4, int leased = 2, string id = Id) => $$"""
        {"id":"{{id}}","name":"quick","state":"{{state}}","priority":5,"revision":2,"createdAt":"2026-01-02T03:04:05Z",
         {{(state is "finished" or "cancelled" ? "\"endedAt\":\"2026-01-02T03:05:05Z\"," : "")}}
         "progress":{"finished":{{finished}},"failed":{{failed}},"openTrials":{{open}},"leasedTrials":{{leased}},"openChunks":1,"leasedChunks":1} }
        """;

    /// <summary>The question for all sweeps.</summary>
    public const string List = "GET /api/v1/sweeps?offset=0&limit=500";

    public static string Listed(params string[] sweeps) => $$"""{"total":{{sweeps.Length}},"offset":0,"sweeps":[{{string.Join(',', sweeps)}}]}""";

    public static string Event(int sequence, string text) =>
        $$"""
        id: {{sequence}}
        event: chunk-done
        data: {"sequence":{{sequence}},"sweep":"{{Id}}","kind":"chunk-done","text":"{{text}}","at":"2026-01-02T03:04:06Z"}


        """;
}
