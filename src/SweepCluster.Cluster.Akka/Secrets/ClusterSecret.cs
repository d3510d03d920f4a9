using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace SweepCluster.Cluster.Akka.Secrets;

/// <summary>What the nodes of a cluster share, and strangers do not: each message is signed with it.</summary>
internal sealed class ClusterSecret(string text)
{
    /// <summary>Bytes that a signature adds to a message.</summary>
    public const int SignatureBytes = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>The message behind its signature.</summary>
    public ByteString Sign(ByteString message)
    {
        var signed = new byte[SignatureBytes + message.Length];
        HMACSHA256.HashData(_key, message.Span, signed);
        message.Span.CopyTo(signed.AsSpan(SignatureBytes));
        return UnsafeByteOperations.UnsafeWrap(signed);
    }

    /// <summary>The message that was signed; null when it was not signed with this secret.</summary>
    public ByteString? Read(ByteString signed)
    {
        if (signed.Length < SignatureBytes)
        {
            return null;
        }

        Span<byte> expected = stackalloc byte[SignatureBytes];
        HMACSHA256.HashData(_key, signed.Span[SignatureBytes..], expected);
        return CryptographicOperations.FixedTimeEquals(expected, signed.Span[..SignatureBytes])
            ? UnsafeByteOperations.UnsafeWrap(signed.Memory[SignatureBytes..])
            : null;
    }
}
