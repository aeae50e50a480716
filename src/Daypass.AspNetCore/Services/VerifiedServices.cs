using Daypass.AspNetCore.Options;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Daypass.AspNetCore.Services;

/// <summary>The services of all schemes: they follow the server's changes from the start of the application to its end.</summary>
internal sealed partial class VerifiedServices(
    IEnumerable<DaypassScheme> schemes, IOptionsMonitor<DaypassOptions> options, ILogger<VerifiedServices> log) : IHostedService, IAsyncDisposable
{
    private readonly Lock _making = new();
    private volatile VerifiedService[] _services = [];
    private bool _isStopped;

    /// <summary>Those that were made.</summary>
    public IReadOnlyList<VerifiedService> All => _services;

    /// <summary>The service of a scheme.</summary>
    public VerifiedService Find(string scheme)
    {
        foreach (var service in _services)
        {
            if (service.Scheme == scheme)
            {
                return service;
            }
        }

        return Make(scheme);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var scheme in schemes)
        {
            Find(scheme.Name);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>At the very end: until then requests are answered.</summary>
    public async ValueTask DisposeAsync()
    {
        VerifiedService[] made;
        lock (_making)
        {
            _isStopped = true;
            (made, _services) = (_services, []);
        }

        foreach (var service in made)
        {
            await service.DisposeAsync();
        }
    }

    private VerifiedService Make(string scheme)
    {
        lock (_making)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            if (Array.Find(_services, service => service.Scheme == scheme) is { } made)
            {
                return made;
            }

            var service = new VerifiedService(scheme, options.Get(scheme));
            service.ContactChanged += away =>
            {
                if (away is null)
                {
                    LogBack(scheme);
                }
                else
                {
                    LogAway(scheme, away.Message);
                }
            };
            _services = [.. _services, service];
            return service;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The Daypass server of scheme {Scheme} cannot be reached; known callers are served for a bounded time. {Cause}")]
    private partial void LogAway(string scheme, string cause);

    [LoggerMessage(2, LogLevel.Information, "The Daypass server of scheme {Scheme} can be reached again.")]
    private partial void LogBack(string scheme);
}
