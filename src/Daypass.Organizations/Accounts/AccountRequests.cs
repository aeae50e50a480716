namespace Daypass.Organizations.Accounts;

/// <summary>The requests for accounts that an organisation keeps: a bounded number, for a bounded time.</summary>
internal static class AccountRequests
{
    /// <summary>More are looked at when the next one is made.</summary>
    private const int Batch = 1000;

    /// <summary>Removes what is too old, and the oldest of what is too many with one more.</summary>
    public static async ValueTask MakeRoom(
        IDirectoryTransaction transaction, string organizationId, OrganizationServices services, CancellationToken cancelled)
    {
        var kept = await transaction.List<AccountRequest>(organizationId, "/", "", Batch, cancelled);
        var (surplus, oldest) = (kept.Count + 1 - services.Quotas.AccountRequests, services.Now - services.Quotas.AccountRequestLifetime);
        foreach (var request in kept.OrderBy(static request => request.RequestedAt))
        {
            if (surplus-- > 0 || request.RequestedAt <= oldest)
            {
                OrganizationServices.Expect(await transaction.TryDelete(request, cancelled));
            }
        }
    }
}
