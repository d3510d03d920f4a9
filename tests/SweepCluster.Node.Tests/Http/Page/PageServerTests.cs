using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using SweepCluster.Node.Http.Page;

namespace SweepCluster.Node.Tests.Http.Page;

public class PageServerTests
{
    private static readonly PageFiles Files = new([File("index.html", "<!doctype html>"), File("assets/index-BGG6ja0M.js", "1")]);

    [Fact]
    public async Task The_page_lies_at_the_root_and_is_asked_for_anew_each_time()
    {
        var answer = await AskAsync(Files, "/");

        Assert.Equal((200, "text/html; charset=utf-8", "no-cache", "<!doctype html>"), (answer.StatusCode, answer.ContentType, answer.Headers.CacheControl.ToString(), Text(answer)));
        Assert.Equal("nosniff", answer.Headers.XContentTypeOptions);
        Assert.StartsWith("default-src 'none'; script-src 'self';", answer.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", answer.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_whose_name_has_a_hash_is_kept_for_good()
    {
        var answer = await AskAsync(Files, "/assets/index-BGG6ja0M.js");
        Assert.Equal(("text/javascript; charset=utf-8", "public, max-age=31536000, immutable"), (answer.ContentType, answer.Headers.CacheControl.ToString()));
    }

    [Fact]
    public async Task Who_has_the_file_is_told_that_it_is_the_same()
    {
        var tag = (await AskAsync(Files, "/")).Headers.ETag.ToString();
        var answer = await AskAsync(Files, "/", request => request.Headers.IfNoneMatch = tag);
        Assert.Equal((304, ""), (answer.StatusCode, Text(answer)));
    }

    [Theory]
    [InlineData("/../secret")]
    [InlineData("/assets/../../secret")]
    [InlineData("/assets/")]
    [InlineData("/index.htm")]
    [InlineData("/..%2fsecret")]
    public async Task No_other_address_is_a_file(string path) => Assert.Equal(404, (await AskAsync(Files, path)).StatusCode);

    [Fact]
    public async Task Only_reading_is_answered() => Assert.Equal(404, (await AskAsync(Files, "/", request => request.Method = "POST")).StatusCode);

    [Fact]
    public async Task Without_the_built_page_the_root_says_how_to_build_it()
    {
        var answer = await AskAsync(new PageFiles([]), "/");
        Assert.Equal(200, answer.StatusCode);
        Assert.Contains("src/SweepCluster.Web/build", Text(answer), StringComparison.Ordinal);
        Assert.Equal(404, (await AskAsync(new PageFiles([]), "/index.html")).StatusCode);
    }

    [Fact]
    public async Task Without_a_token_the_page_is_served_and_what_it_shows_is_not()
    {
        await using var api = await ApiHost.StartAsync();
        using var page = await api.SendAsync("GET", "/", token: null);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await api.JsonAsync(401, "GET", "/api/v1/access", token: null);
        Assert.Equal("viewer", (string)(await api.JsonAsync(200, "GET", "/api/v1/access", token: ApiHost.Viewer))["role"]!);
        Assert.Equal("operator", (string)(await api.GetAsync("/api/v1/access"))["role"]!);
        await api.JsonAsync(404, "GET", "/nothing");
    }

    private static PageFile File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    private static string Text(HttpResponse answer) => Encoding.UTF8.GetString(((MemoryStream)answer.Body).ToArray());

    private static async Task<HttpResponse> AskAsync(PageFiles files, string path, Action<HttpRequest>? change = null)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Request.Method = "GET";
        context.Request.Path = path;
        change?.Invoke(context.Request);
        await new PageServer(
            other =>
            {
                other.Response.StatusCode = 404;
                return Task.CompletedTask;
            },
            files).InvokeAsync(context);
        return context.Response;
    }
}
