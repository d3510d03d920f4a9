using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SweepCluster.Node.Http;

/// <summary>Bytes that are sent to many callers: packed once, for those that take gzip.</summary>
internal sealed class KeptBody
{
    // Less than what a packet holds is not worth packing.
    private const int LeastPacked = 1024;

    private readonly byte[] _plain;
    private readonly Lazy<byte[]> _packed;
    private readonly string _tag;

    public KeptBody(byte[] plain)
    {
        _plain = plain;
        _packed = new Lazy<byte[]>(() => Pack(plain));
        _tag = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 12));
    }

    /// <summary>A document as JSON.</summary>
    public static KeptBody Of<T>(T document, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(document, type));

    /// <summary>Whether a request's headers allow an answer in gzip.</summary>
    public static bool WantsGzip(IHeaderDictionary headers) =>
        StringWithQualityHeaderValue.TryParseList(headers.AcceptEncoding, out var accepted)
        && accepted.Any(encoding => encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && encoding.Quality is not 0);

    /// <summary>Packs at once what callers would wait for.</summary>
    public void Prepare() => _ = IsPackable && _packed.Value.Length > 0;

    /// <summary>Equal for equal bytes in the same encoding; without quotes.</summary>
    public string TagFor(HttpRequest request) => IsPackedFor(request) ? _tag + "-gzip" : _tag;

    /// <summary>Sends the bytes, or only says how many they are where the caller asks by HEAD.</summary>
    public async Task SendAsync(HttpContext context)
    {
        var isPacked = IsPackedFor(context.Request);
        if (IsPackable)
        {
            context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        }

        if (isPacked)
        {
            context.Response.Headers.ContentEncoding = "gzip";
        }

        var bytes = isPacked ? _packed.Value : _plain;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private bool IsPackable => _plain.Length >= LeastPacked;

    private bool IsPackedFor(HttpRequest request) => IsPackable && WantsGzip(request.Headers);

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }
}
