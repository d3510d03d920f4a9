using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Event;
using Akka.Remote.Transport;

namespace SweepCluster.Cluster.Akka.Secrets;

/// <summary>The secret that the transport needs; Akka makes the transport itself.</summary>
internal sealed class SigningSetup(ClusterSecret secret) : Setup
{
    public ClusterSecret Secret => secret;
}

/// <summary>Makes the transport for Akka, which finds it by its name.</summary>
internal sealed class SigningTransportProvider : ITransportAdapterProvider
{
    public Transport Create(Transport wrappedTransport, ExtendedActorSystem system) =>
        new SigningTransport(wrappedTransport, system.Settings.Setup.Get<SigningSetup>().Value.Secret, Logging.GetLogger(system, typeof(SigningTransport)));
}

/// <summary>
/// Signs everything that leaves, and ends the connection of whoever sends what is not signed, before a byte of it is
/// read as a message of Akka.
/// </summary>
internal sealed class SigningTransport(Transport inner, ClusterSecret secret, ILoggingAdapter log) : AbstractTransportAdapter(inner), IAssociationEventListener
{
    /// <summary>Before the transport's own name in addresses.</summary>
    public const string Scheme = "signed";

    private static readonly SchemeAugmenter Augmenter = new(Scheme);

    private volatile IAssociationEventListener? _upstream;

    public override long MaximumPayloadBytes => base.MaximumPayloadBytes - ClusterSecret.SignatureBytes;

    protected override SchemeAugmenter SchemeAugmenter => Augmenter;

    public void Notify(IAssociationEvent ev) =>
        _upstream?.Notify(ev is InboundAssociation inbound ? new InboundAssociation(new SigningHandle(inbound.Association, secret, log)) : ev);

    protected override Task<IAssociationEventListener> InterceptListen(Address listenAddress, Task<IAssociationEventListener> listenerTask)
    {
        _ = RememberAsync(listenerTask);
        return Task.FromResult<IAssociationEventListener>(this);
    }

    protected override void InterceptAssociate(Address remoteAddress, TaskCompletionSource<AssociationHandle> statusPromise) => _ = AssociateAsync(remoteAddress, statusPromise);

    private async Task RememberAsync(Task<IAssociationEventListener> listener) => _upstream = await listener.ConfigureAwait(false);

    private async Task AssociateAsync(Address remoteAddress, TaskCompletionSource<AssociationHandle> promise)
    {
        try
        {
            promise.TrySetResult(new SigningHandle(await WrappedTransport.Associate(remoteAddress).ConfigureAwait(false), secret, log));
        }
        catch (Exception failure)
        {
            promise.TrySetException(failure);
        }
    }
}
