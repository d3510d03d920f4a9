using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.Serialization;

namespace SweepCluster.Cluster.Akka.Messages;

/// <summary>Writes messages under short manifests that carry a version, so that nodes of two versions understand each other.</summary>
internal sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The longest message in bytes; what is longer belongs in the store.</summary>
    public const int LongestBytes = 32 * 1024;

    private static readonly Dictionary<string, JsonTypeInfo> Read = new(StringComparer.Ordinal)
    {
        ["wake-1"] = WireJson.Default.SweepWake,
        ["topic-1"] = WireJson.Default.TopicChanged,
    };

    private static readonly Dictionary<Type, string> Written = new()
    {
        [typeof(SweepWake)] = "wake-1",
        [typeof(TopicChanged)] = "topic-1",
    };

    /// <summary>Known to every node; never changes.</summary>
    public override int Identifier => 7300;

    public override string Manifest(object o) => Written.TryGetValue(o.GetType(), out var manifest)
        ? manifest
        : throw new SerializationException($"{o.GetType().Name} has no manifest.");

    /// <exception cref="SerializationException">The message is unknown, or too long for the wire.</exception>
    public override byte[] ToBinary(object obj)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(obj, Read[Manifest(obj)]);
        return bytes.Length <= LongestBytes
            ? bytes
            : throw new SerializationException($"{obj.GetType().Name} has {bytes.Length} bytes; at most {LongestBytes} go over the wire, and what is longer belongs in the store.");
    }

    /// <exception cref="SerializationException">The manifest is that of a newer version.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => Read.TryGetValue(manifest, out var type)
        ? JsonSerializer.Deserialize(bytes, type)!
        : throw new SerializationException($"'{manifest}' is no manifest that this version knows; it knows {string.Join(", ", Read.Keys)}.");
}
