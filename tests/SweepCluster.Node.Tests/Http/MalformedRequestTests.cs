using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SweepCluster.Node.Http;
using Xunit.Abstractions;

namespace SweepCluster.Node.Tests.Http;

/// <summary>SWEEP_MALFORMED sets how many requests are tried.</summary>
public class MalformedRequestTests(ITestOutputHelper output)
{
    // Generous, because other tests of this process hold memory of their own meanwhile.
    private const long MostGrowth = 256L << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Fragments =
    [
        "", " ", "\n", "\n  ", "\t", ":", ": ", "- ", "{", "}", "[", "]", ",", "\"", "'", "\\", "&a ", "*a", "!!int ", "|", "? ", "%YAML 9.9\n", "---\n", "inf", "-1", "1e999",
        "99999999999999999999", "null", "\0", "\uFEFF", "\uD800", "<<: *a", "é", "\"\\U00110000\"", "/etc/passwd", "../", "%2e%2e%2f", "%00", "' OR 1=1 --", "replicates.max=", "[[[[[[[[[[[[[[[[[[[[", "9007199254740993",
    ];

    private static readonly string[] Bodies =
    [
        ApiHost.File, """{"set": ["replicates.count=4"], "revision": 0}""", """{"priority": 3}""", """{"cells": ["B=1"], "cause": "memory"}""",
        """{"set": ["strategy.kind=sobol", "strategy.cells=10"]}""", "",
    ];

    private static int Requests => int.TryParse(Environment.GetEnvironmentVariable("SWEEP_MALFORMED"), CultureInfo.InvariantCulture, out var requests) ? requests : 1000;

    [Fact]
    public async Task No_malformed_request_or_sweep_file_breaks_the_node()
    {
        await using var api = await ApiHost.StartAsync();
        var id = await api.TrainedAsync();
        var number = 0;
        var halfway = 0L;
        foreach (var attempt in Attempts(id).Sample(Requests, 1))
        {
            using var request = attempt.ToRequest();
            using var limit = new CancellationTokenSource(Patience);
            using var response = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            Assert.True((int)response.StatusCode < 500, $"Request {number}, {attempt}: {(int)response.StatusCode}\n{string.Join('\n', api.Log.Errors)}");
            if ((int)response.StatusCode >= 400)
            {
                var text = await response.Content.ReadAsStringAsync(limit.Token);
                Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
                Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
                Assert.DoesNotContain(api.Folder, text, StringComparison.Ordinal);
            }

            number++;
            halfway = number == Requests / 2 ? GC.GetTotalMemory(forceFullCollection: true) : halfway;
        }

        var atEnd = GC.GetTotalMemory(forceFullCollection: true);
        output.WriteLine($"{number} requests; {halfway >> 10} KiB are alive after half of them, {atEnd >> 10} KiB after all");
        Assert.InRange(atEnd - halfway, long.MinValue, MostGrowth);
        Assert.Empty(api.Log.Errors);
    }

    [Fact]
    public async Task Files_made_to_exhaust_the_reader_are_refused()
    {
        await using var api = await ApiHost.StartAsync();
        var laughs = "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat("bcdefghi".Select(c => $"{c}: &{c} [{string.Join(", ", Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n"));

        Assert.Contains("anchors", (await RefusedAsync(laughs)).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("nested", (await RefusedAsync("a: " + new string('[', 500_000))).ToJsonString(), StringComparison.Ordinal);
        await RefusedAsync(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"k{i}: 1\n")));
        await RefusedAsync(ApiHost.File.Replace("values: [1, 2, 4, 8]", "log: {from: 1, to: 64, count: 2000000000}", StringComparison.Ordinal));

        Task<System.Text.Json.Nodes.JsonNode> RefusedAsync(string file) => api.JsonAsync(422, "POST", "/api/v1/sweeps", file, "application/yaml");
    }

    private static Gen<Attempt> Attempts(string id)
    {
        var routes = Gen.Elements(ApiRoutes.All.Where(route => !route.IsStream && route.Name != "cancelSweep"));
        var method = Gen.Frequency((6, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "NONSENSE")));
        var segment = Gen.Frequency((4, Gen.Constant(id)), (1, Text()));
        var layer = Gen.Frequency((3, Gen.Elements("p", "label", "cost")), (1, Text()));
        var number = Gen.Frequency((3, Gen.Elements("0", "1", "-1", "255", "99999999999999999999", "1e3", "NaN", "0.5")), (1, Text()));
        var body = Gen.Elements(Bodies).SelectMany(text => Mutations().Select(mutate => mutate(text)));
        var media = Gen.Elements("application/json", "application/yaml", "text/yaml", "text/plain", "application/json; charset=utf-16", "nonsense");
        var tag = Gen.Elements<string?>(null, null, "*", "\"0-30-0\"", "nonsense", "W/\"x\"", "\"");
        return from route in routes
               from verb in method
               from sweep in segment
               from picture in layer
               from replicate in number
               from query in number.ListOf(route.Query.Count)
               from text in body
               from type in media
               from known in tag
               select new Attempt(
                   verb ?? route.Method,
                   route.Path.Replace("{id}", Escaped(sweep), StringComparison.Ordinal).Replace("{cell}", Escaped(picture), StringComparison.Ordinal)
                       .Replace("{replicate}", Escaped(replicate), StringComparison.Ordinal).Replace("{layer}", Escaped(picture), StringComparison.Ordinal)
                       + "?" + string.Join('&', route.Query.Zip(query, (parameter, value) => $"{parameter.Name}={Escaped(parameter.Name == "format" ? "json" : value)}")),
                   text,
                   type,
                   known);
    }

    private static Gen<string> Text() => Gen.Elements(Fragments).ListOf(3).Select(string.Concat);

    /// <summary>Up to four cuts and insertions.</summary>
    private static Gen<Func<string, string>> Mutations()
    {
        var one = from fragment in Gen.Elements(Fragments)
                  from at in Gen.Choose(0, 1_000_000)
                  from cut in Gen.Choose(0, 12)
                  select new Func<string, string>(text =>
                  {
                      var place = (int)((long)at * text.Length / 1_000_001);
                      return text[..place] + fragment + text[Math.Min(text.Length, place + cut)..];
                  });
        return Gen.Choose(0, 4).SelectMany(count => one.ListOf(count)).Select(mutations => new Func<string, string>(text => mutations.Aggregate(text, (changed, mutate) => mutate(changed))));
    }

    // What a client cannot send at all: half a character, and the null that servers refuse before any route.
    private static string Escaped(string text) => Uri.EscapeDataString(text.Replace('\uD800', '?').Replace('\0', '\x01')) is { Length: > 0 } escaped ? escaped : "%20";

    private sealed record Attempt(string Method, string Path, string Body, string MediaType, string? Tag)
    {
        public HttpRequestMessage ToRequest()
        {
            var request = ApiHost.Request(Method, Path);
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", MediaType);
            if (Tag is not null)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", Tag);
            }

            return request;
        }
    }
}
