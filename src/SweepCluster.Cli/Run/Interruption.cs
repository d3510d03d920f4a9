using System.Runtime.InteropServices;

namespace SweepCluster.Cli.Run;

/// <summary>
/// Turns the first Ctrl-C or SIGTERM into a request to stop in order; a second one ends the process at once, as
/// it would without us.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="onFirst">Told once, so that the user sees that stopping is under way.</param>
    public Interruption(Action onFirst, CancellationToken outer)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            if (!_source.IsCancellationRequested)
            {
                context.Cancel = true;
                onFirst();
                _source.Cancel();
            }
        }))];
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _source.Dispose();
    }
}
