using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Daypass.AspNetCore.Permissions;

/// <summary>Lets an application start only when each of its endpoints can name what its permissions are about.</summary>
internal sealed class EndpointChecks(EndpointDataSource? endpoints = null) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var endpoint in endpoints?.Endpoints ?? [])
        {
            foreach (var permission in endpoint.Metadata.GetOrderedMetadata<RequirePermissionAttribute>())
            {
                permission.Requirement.Check(endpoint);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
