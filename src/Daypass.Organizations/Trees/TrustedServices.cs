namespace Daypass.Organizations.Trees;

/// <summary>The services that have access to an organisation.</summary>
internal static class TrustedServices
{
    /// <summary>Those that have access. What was stored before this could be said has let IAM in.</summary>
    public static IReadOnlyList<TrustedService> Of(Organization organization) =>
        organization.TrustedServices ?? [new TrustedService(Organization.IamService, organization.CreatedAt)];

    /// <summary>Lets a service in.</summary>
    public static ValueTask<Result<NoOutput>> Add(
        OrganizationServices services, OrganizationTarget target, string service, CancellationToken cancelled) => Change(
        services, target, service,
        known => known.Any(trusted => trusted.Service == service) ? known : [.. known, new TrustedService(service, services.Now)], cancelled);

    /// <summary>Lets a service out.</summary>
    public static ValueTask<Result<NoOutput>> Remove(
        OrganizationServices services, OrganizationTarget target, string service, CancellationToken cancelled) => Change(
        services, target, service, known => [.. known.Where(trusted => trusted.Service != service)], cancelled);

    private static ValueTask<Result<NoOutput>> Change(
        OrganizationServices services, OrganizationTarget target, string service,
        Func<IReadOnlyList<TrustedService>, IReadOnlyList<TrustedService>> change, CancellationToken cancelled) => services.Write<NoOutput>(
        target,
        async (transaction, organization) =>
        {
            if (!service.Contains('.', StringComparison.Ordinal))
            {
                return OrganizationsErrors.InvalidInput("UNRECOGNIZED_SERVICE_PRINCIPAL", "You specified an unrecognized service principal.");
            }

            OrganizationServices.Expect(
                await transaction.TryUpdate(organization, organization with { TrustedServices = change(Of(organization)) }, cancelled));
            return NoOutput.Instance;
        },
        cancelled);
}
