using Akka.Event;
using Akka.Remote.Transport;
using Google.Protobuf;

namespace SweepCluster.Cluster.Akka.Secrets;

/// <summary>One connection on which everything is signed.</summary>
internal sealed class SigningHandle : AbstractTransportAdapterHandle, IHandleEventListener
{
    private readonly ClusterSecret _secret;
    private readonly ILoggingAdapter _log;
    private IHandleEventListener? _reader;

    public SigningHandle(AssociationHandle wrapped, ClusterSecret secret, ILoggingAdapter log)
        : base(wrapped, SigningTransport.Scheme)
    {
        (_secret, _log) = (secret, log);
        _ = ReadAsync();
    }

    public override bool Write(ByteString payload) => WrappedHandle.Write(_secret.Sign(payload));

    [Obsolete("As in the base class: the other overload says why.")]
    public override void Disassociate() => WrappedHandle.Disassociate();

    public void Notify(IHandleEvent ev)
    {
        if (ev is not InboundPayload inbound)
        {
            _reader!.Notify(ev);
        }
        else if (_secret.Read(inbound.Payload) is { } message)
        {
            _reader!.Notify(new InboundPayload(message));
        }
        else
        {
            _log.Warning("A connection with {0} is refused: what it says is not signed with this cluster's secret", OriginalRemoteAddress);
            WrappedHandle.Disassociate("it does not know the secret", _log);
        }
    }

    private async Task ReadAsync()
    {
        _reader = await ReadHandlerSource.Task.ConfigureAwait(false);
        WrappedHandle.ReadHandlerSource.TrySetResult(this);
    }
}
