using Google.Protobuf;
using SweepCluster.Cluster.Akka.Secrets;

namespace SweepCluster.Cluster.Akka.Tests.Secrets;

public class ClusterSecretTests
{
    private static readonly ClusterSecret Ours = new("what we share");
    private static readonly ByteString Message = ByteString.CopyFromUtf8("look");

    [Fact]
    public void What_is_signed_with_the_secret_is_read_by_all_who_share_it() =>
        Assert.Equal(Message, new ClusterSecret("what we share").Read(Ours.Sign(Message)));

    [Fact]
    public void What_is_signed_with_another_secret_or_not_at_all_is_not_read()
    {
        Assert.Null(Ours.Read(new ClusterSecret("what they share").Sign(Message)));
        Assert.Null(Ours.Read(Message));
        Assert.Null(Ours.Read(ByteString.CopyFrom(new byte[100])));
    }

    [Fact]
    public void What_was_changed_on_its_way_is_not_read()
    {
        var signed = Ours.Sign(Message).ToByteArray();
        for (var i = 0; i < signed.Length; i++)
        {
            var changed = signed.ToArray();
            changed[i] ^= 1;
            Assert.Null(Ours.Read(ByteString.CopyFrom(changed)));
        }
    }
}
