using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using SweepCluster.Cluster.Akka.Messages;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Storage;

namespace SweepCluster.Cluster.Akka.Tests.Messages;

public class WireSerializerTests : TestKit
{
    private static readonly Dictionary<string, (WireMessage Message, string Bytes)> Golden = new()
    {
        ["wake-1"] = (new SweepWake(new SweepId("spirals-1")), """{"sweep":{"text":"spirals-1"}}"""),
        ["topic-1"] = (new TopicChanged(StoreTopic.Chunks), """{"topic":"Chunks"}"""),
    };

    private WireSerializer Serializer => new((ExtendedActorSystem)Sys);

    [Fact]
    public void Every_message_has_golden_bytes_under_a_manifest_of_its_own()
    {
        var messages = typeof(WireMessage).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(WireMessage)));
        Assert.Equal(messages.OrderBy(type => type.Name, StringComparer.Ordinal), Golden.Values.Select(golden => golden.Message.GetType()).OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.All(messages, type => Assert.True(type.IsSealed));
        foreach (var (manifest, (message, bytes)) in Golden)
        {
            Assert.Equal(manifest, Serializer.Manifest(message));
            Assert.Equal(bytes, Encoding.UTF8.GetString(Serializer.ToBinary(message)));
            Assert.Equal(message, Serializer.FromBinary(Encoding.UTF8.GetBytes(bytes), manifest));
        }
    }

    [Fact]
    public void A_message_that_is_too_long_for_the_wire_is_refused_where_it_is_sent()
    {
        var failure = Assert.Throws<SerializationException>(() => Serializer.ToBinary(new SweepWake(new SweepId(new string('x', WireSerializer.LongestBytes)))));
        Assert.Contains("at most 32768", failure.Message, StringComparison.Ordinal);
        Assert.Contains("SweepWake", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_of_another_version_is_refused_by_name() =>
        Assert.Contains("'wake-2'", Assert.Throws<SerializationException>(() => Serializer.FromBinary("{}"u8.ToArray(), "wake-2")).Message, StringComparison.Ordinal);
}
