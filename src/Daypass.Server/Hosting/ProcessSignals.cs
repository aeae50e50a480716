using System.Runtime.InteropServices;

namespace Daypass.Server.Hosting;

/// <summary>What the operating system asks of the server: to stop (SIGTERM, SIGINT) or to read its files again (SIGHUP).</summary>
internal sealed class ProcessSignals : IDisposable
{
    private readonly TaskCompletionSource<bool> _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Begins to listen for them.</summary>
    /// <param name="reload">Reads files again.</param>
    public ProcessSignals(Action reload) => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, isAnnounced: true)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, isAnnounced: false)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            reload();
        }),
    ];

    /// <summary>Completes when the server has to stop; true when whoever sends it requests should hear of it first, as a service manager wants it.</summary>
    public Task<bool> Stop => _stop.Task;

    /// <summary>Completes when it is asked again, and wants no notice to be given any more.</summary>
    public Task Hurry => _hurry.Task;

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_registrations, static registration => registration.Dispose());

    /// <summary>The first signal stops the server in order, the second one without notice, a third one ends it as the system does.</summary>
    private void End(PosixSignalContext signal, bool isAnnounced) => signal.Cancel = _stop.TrySetResult(isAnnounced) || _hurry.TrySetResult();
}
