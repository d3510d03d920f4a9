using System.Net;
using System.Net.Sockets;

namespace SweepCluster.EndToEnd.Tests.Cluster;

/// <summary>Stands between a node and the database, and can be the network that fails them.</summary>
internal sealed class StoreProxy : IAsyncDisposable
{
    private const int BufferSize = 64 << 10;

    private readonly int _target;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Socket> _open = [];
    private readonly Task _accepting;
    private TaskCompletionSource _flows = Opened();
    private bool _refuses;

    /// <param name="target">The port of the server on this machine.</param>
    /// <param name="address">Where nodes reach the proxy; this machine alone by default.</param>
    public StoreProxy(int target, IPAddress? address = null)
    {
        _target = target;
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Resets every connection, and each new one at once.</summary>
    public void Cut()
    {
        Volatile.Write(ref _refuses, true);
        Reset();
    }

    /// <summary>Nothing passes and nobody is told, as when a cable is pulled.</summary>
    public void Freeze()
    {
        if (Volatile.Read(ref _flows).Task.IsCompleted)
        {
            Volatile.Write(ref _flows, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    /// <summary>What was held back arrives now, or is lost with its connection.</summary>
    /// <param name="keepConnections">Whether it arrives.</param>
    public void Mend(bool keepConnections = true)
    {
        if (!keepConnections)
        {
            Reset();
        }

        Volatile.Write(ref _refuses, false);
        Volatile.Read(ref _flows).TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Reset();
        await _accepting;
        _stop.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var node = await _listener.AcceptSocketAsync(_stop.Token);
                if (Volatile.Read(ref _refuses))
                {
                    Close(node);
                    continue;
                }

                _ = ServeAsync(node);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }

    private async Task ServeAsync(Socket node)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        node.NoDelay = true;
        try
        {
            lock (_open)
            {
                _open.UnionWith([node, server]);
            }

            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAny(PumpAsync(node, server), PumpAsync(server, node)).Unwrap();
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Either side is gone, and the other is told below.
        }

        lock (_open)
        {
            _open.ExceptWith([node, server]);
        }

        Close(node);
        Close(server);
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[BufferSize];
        while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var received)
        {
            await Volatile.Read(ref _flows).Task.WaitAsync(_stop.Token);
            for (var sent = 0; sent < received;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, received - sent), _stop.Token);
            }
        }
    }

    private void Reset()
    {
        Socket[] open;
        lock (_open)
        {
            open = [.. _open];
            _open.Clear();
        }

        Array.ForEach(open, Close);
    }

    private static void Close(Socket socket)
    {
        try
        {
            // A reset, not a farewell.
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
    }
}
