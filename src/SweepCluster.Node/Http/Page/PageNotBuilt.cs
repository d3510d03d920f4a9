using System.Text;

namespace SweepCluster.Node.Http.Page;

/// <summary>What stands at <c>/</c> when the program was built without the live page.</summary>
internal static class PageNotBuilt
{
    private const string Text = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>SweepCluster</title></head>
        <body>
        <h1>SweepCluster</h1>
        <p>This node works, but it was built without the live page, because Node.js was not found or could not install the page's packages.</p>
        <p>To have the page: install Node.js 20.19 or later with npm, run <code>src/SweepCluster.Web/build</code>, build the program again, and start this node anew. <code>./sweep</code> does the first two by itself.</p>
        <p>Everything else is there: <code>sweep list</code>, <code>sweep watch ID</code>, <code>sweep workers</code>, <code>sweep export ID</code>, and the HTTP API, which <a href="/openapi/v1.json">/openapi/v1.json</a> describes.</p>
        </body>
        </html>
        """;

    public static PageFile File { get; } = new("index.html", Encoding.UTF8.GetBytes(Text));
}
