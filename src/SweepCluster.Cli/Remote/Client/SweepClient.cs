using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SweepCluster.Node;
using SweepCluster.Node.Http.Documents;

namespace SweepCluster.Cli.Remote.Client;

/// <summary>
/// The HTTP API of a node, typed. Whatever may be done twice without harm is repeated when nobody answers. Every
/// call throws a <see cref="NodeException"/> when nobody answers, and a <see cref="RefusedException"/> when the node
/// refuses.
/// </summary>
internal sealed class SweepClient(NodeChannel channel) : IDisposable
{
    private static readonly TimeSpan ExportTime = TimeSpan.FromMinutes(10);

    // As many as a node gives at once.
    private const int PageLength = 500;

    // Shortened ids are looked up in the list; a message need not name them all.
    private const int MostNamed = 5;

    public NodeAddress Address => channel.Address;

    public static SweepClient Connect(NodeAddress address) => new(new NodeChannel(address, new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }, TimeProvider.System, Random.Shared.NextDouble));

    /// <summary>Every sweep, oldest first.</summary>
    public async Task<SweepList> ListAsync(CancellationToken cancellation)
    {
        var sweeps = new List<SweepDocument>();
        while (true)
        {
            var page = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"sweeps?offset={sweeps.Count}&limit={PageLength}"), RemoteJson.Default.SweepList, cancellation).ConfigureAwait(false);
            sweeps.AddRange(page.Sweeps);
            if (page.Sweeps.Count == 0 || sweeps.Count >= page.Total)
            {
                return new SweepList(sweeps.Count, sweeps);
            }
        }
    }

    public Task<SweepDocument> FindAsync(string id, CancellationToken cancellation) => GetAsync(PathOf(id), RemoteJson.Default.SweepDocument, cancellation);

    /// <summary>The sweep whose id is, or alone begins with, the text.</summary>
    /// <exception cref="UserException">There is none, or there are several.</exception>
    public async Task<SweepDocument> ResolveAsync(string idOrStart, CancellationToken cancellation)
    {
        try
        {
            return await FindAsync(idOrStart, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException refused) when (refused.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            var all = (await ListAsync(cancellation).ConfigureAwait(false)).Sweeps;
            var found = all.Where(sweep => sweep.Id.StartsWith(idOrStart, StringComparison.Ordinal)).ToArray();
            return found switch
            {
                [var one] => await FindAsync(one.Id, cancellation).ConfigureAwait(false),
                [] => throw new UserException($"no sweep at {Address.Text} has an id that begins with '{idOrStart}'; {(all.Count == 0 ? "there is none yet: 'sweep submit FILE' sends one." : $"there is {Names(all)}.")}", refused),
                _ => throw new UserException($"'{idOrStart}' is the beginning of several ids: {Names(found)}. Write more of it.", refused),
            };
        }
    }

    /// <summary>Sends a sweep file.</summary>
    /// <returns>The sweep, and whether it was new to the node.</returns>
    public async Task<(SweepDocument Sweep, bool IsNew)> SubmitAsync(string yaml, int? priority, CancellationToken cancellation)
    {
        var query = priority is { } value ? string.Create(CultureInfo.InvariantCulture, $"?priority={value}") : "";
        using var response = await channel.SendAsync(HttpMethod.Post, "sweeps" + query, () => new StringContent(yaml, Encoding.UTF8, "application/yaml"), mayRepeat: true, NodeChannel.AnswerTime, cancellation).ConfigureAwait(false);
        return (await ReadAsync(response, RemoteJson.Default.SweepDocument, cancellation).ConfigureAwait(false), response.StatusCode == HttpStatusCode.Created);
    }

    public Task PauseAsync(string id, CancellationToken cancellation) => PostAsync($"{PathOf(id)}/pause", cancellation);

    public Task ResumeAsync(string id, CancellationToken cancellation) => PostAsync($"{PathOf(id)}/resume", cancellation);

    public Task CancelAsync(string id, CancellationToken cancellation) => PostAsync($"{PathOf(id)}/cancel", cancellation);

    /// <summary>Changes values of a sweep's file that give it more work.</summary>
    /// <param name="set">As <c>key=value</c>.</param>
    public async Task ExtendAsync(string id, IReadOnlyList<string> set, CancellationToken cancellation)
    {
        using var response = await channel.SendAsync(HttpMethod.Post, $"{PathOf(id)}/extend", () => Json(new ExtendRequest(set), RemoteJson.Default.ExtendRequest), mayRepeat: false, NodeChannel.AnswerTime, cancellation).ConfigureAwait(false);
    }

    /// <summary>Has failed trials trained again.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RetryAsync(string id, RetryRequest which, CancellationToken cancellation)
    {
        using var response = await channel.SendAsync(HttpMethod.Post, $"{PathOf(id)}/retry", () => Json(which, RemoteJson.Default.RetryRequest), mayRepeat: false, NodeChannel.AnswerTime, cancellation).ConfigureAwait(false);
        return (await ReadAsync(response, RemoteJson.Default.RetryDocument, cancellation).ConfigureAwait(false)).Retried;
    }

    public Task<FailureList> FailuresAsync(string id, CancellationToken cancellation) => GetAsync($"{PathOf(id)}/failures", RemoteJson.Default.FailureList, cancellation);

    /// <summary>Which settings are safe; null and nothing for what the node chooses.</summary>
    /// <param name="confidence">The P(stable) that the lower confidence bound must reach.</param>
    public Task<RecommendationDocument> RecommendationAsync(string id, string? along, IReadOnlyList<string> groupBy, double confidence, CancellationToken cancellation)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"?confidence={confidence:R}")
            + (along is null ? "" : $"&along={Uri.EscapeDataString(along)}")
            + (groupBy.Count == 0 ? "" : $"&groupBy={Uri.EscapeDataString(string.Join(',', groupBy))}");
        return GetAsync($"{PathOf(id)}/recommendation{query}", RemoteJson.Default.RecommendationDocument, cancellation);
    }

    /// <summary>Which axes matter.</summary>
    public Task<ImportancesDocument> ImportanceAsync(string id, CancellationToken cancellation) => GetAsync($"{PathOf(id)}/importance", RemoteJson.Default.ImportancesDocument, cancellation);

    /// <summary>The pictures of the map.</summary>
    public Task<SliceList> SlicesAsync(string id, CancellationToken cancellation) => GetAsync($"{PathOf(id)}/slices", RemoteJson.Default.SliceList, cancellation);

    /// <summary>The labels of a picture from its corner on, as many as a node gives at once.</summary>
    public Task<LayerTile> LabelsAsync(string id, int slice, CancellationToken cancellation) =>
        GetAsync(string.Create(CultureInfo.InvariantCulture, $"{PathOf(id)}/layers/label?slice={slice}"), RemoteJson.Default.LayerTile, cancellation);

    public Task<WorkerList> WorkersAsync(CancellationToken cancellation) => GetAsync("workers", RemoteJson.Default.WorkerList, cancellation);

    /// <summary>Copies an export to a stream, byte for byte.</summary>
    /// <param name="format">Its name, as <c>png</c>.</param>
    public async Task ExportAsync(string id, string format, Stream output, CancellationToken cancellation)
    {
        using var response = await channel.SendAsync(HttpMethod.Get, $"{PathOf(id)}/export?format={Uri.EscapeDataString(format)}", null, mayRepeat: true, ExportTime, cancellation).ConfigureAwait(false);
        try
        {
            using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            await body.CopyToAsync(output, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw Refusals.Away(Address, exception);
        }
    }

    /// <summary>Whether the node is ready to work; what it says when it is not.</summary>
    public async Task<string?> NotReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await channel.SendAsync(HttpMethod.Get, "/readyz", null, mayRepeat: false, NodeChannel.AnswerTime, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (NodeException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>What happened and happens, until the node closes the stream.</summary>
    /// <param name="sweep">Null for those of all sweeps and of the cluster.</param>
    /// <param name="after">Those after this sequence that are kept come first; 0 for all of them.</param>
    public IAsyncEnumerable<EventDocument> EventsAsync(string? sweep, long after, CancellationToken cancellation) => EventStream.ReadAsync(channel, sweep, after, cancellation);

    public void Dispose() => channel.Dispose();

    private static string PathOf(string id) => $"sweeps/{Uri.EscapeDataString(id)}";

    private static string Names(IReadOnlyList<SweepDocument> sweeps) =>
        string.Join(", ", sweeps.Take(MostNamed).Select(sweep => sweep.Id)) + (sweeps.Count > MostNamed ? $" and {sweeps.Count - MostNamed} more ('sweep list')" : "");

    private static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, type)) { Headers = { ContentType = new("application/json") } };

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var response = await channel.SendAsync(HttpMethod.Get, path, null, mayRepeat: true, NodeChannel.AnswerTime, cancellation).ConfigureAwait(false);
        return await ReadAsync(response, type, cancellation).ConfigureAwait(false);
    }

    private async Task PostAsync(string path, CancellationToken cancellation)
    {
        using var response = await channel.SendAsync(HttpMethod.Post, path, null, mayRepeat: true, NodeChannel.AnswerTime, cancellation).ConfigureAwait(false);
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            return await JsonSerializer.DeserializeAsync(body, type, cancellation).ConfigureAwait(false) ?? throw new JsonException("it is empty");
        }
        catch (JsonException exception)
        {
            throw new NodeException($"{Address.Text} answers what this program does not understand ({exception.Message.TrimEnd('.')}); is it a sweep node, and of this version?", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Refusals.Away(Address, exception);
        }
    }
}
