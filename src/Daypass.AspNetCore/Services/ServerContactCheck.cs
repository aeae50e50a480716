using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Daypass.AspNetCore.Services;

/// <summary>Healthy while the server is heard of, degraded while known callers are served without it, unhealthy when nobody may be served.</summary>
internal sealed class ServerContactCheck(VerifiedServices services) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (var service in services.All)
        {
            if (service.Callers.IsStale)
            {
                return Task.FromResult(HealthCheckResult.Unhealthy($"The Daypass server of {service.Scheme} has been away for too long; all is refused."));
            }

            if (service.Callers.Position == 0)
            {
                return Task.FromResult(HealthCheckResult.Unhealthy($"The Daypass server of {service.Scheme} has not been heard of yet."));
            }
        }

        return Task.FromResult(services.All.Any(static service => service.Away is not null)
            ? HealthCheckResult.Degraded("The Daypass server cannot be reached; known callers are served for a bounded time.")
            : HealthCheckResult.Healthy());
    }
}
