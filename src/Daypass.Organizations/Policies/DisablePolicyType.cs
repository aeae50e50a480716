namespace Daypass.Organizations.Policies;

/// <summary>Takes policies of a type out of force, and detaches all of them, so that enabling the type again begins with AWS's.</summary>
internal sealed class DisablePolicyType(OrganizationServices services)
    : OrganizationOperation<DisablePolicyTypeRequest, DisablePolicyTypeResponse>(
        services, ResourceNames.Root, KeyNames.ShownResourceTag, KeyNames.PolicyType)
{
    private const int Batch = 500;

    protected override IReadOnlyList<string> Named(DisablePolicyTypeRequest input) => [input.RootId];

    protected override string? PolicyTypeOf(DisablePolicyTypeRequest input) => input.PolicyType;

    protected override async ValueTask<Result<DisablePolicyTypeResponse>> Handle(
        DisablePolicyTypeRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var disabled = await Services.Write<Organization>(
            target, (transaction, organization) => Disable(transaction, organization, input, context.Cancelled), context.Cancelled);
        return disabled.Succeeded ? new DisablePolicyTypeResponse { Root = Services.Answers.RootOf(disabled.Value) } : disabled.Error;
    }

    private static async ValueTask<Result<Organization>> Disable(
        IDirectoryTransaction transaction, Organization organization, DisablePolicyTypeRequest input, CancellationToken cancelled)
    {
        var type = input.PolicyType;
        if (input.RootId != organization.RootId)
        {
            return OrganizationsErrors.RootNotFound;
        }

        if (!organization.Enables(type))
        {
            return OrganizationsErrors.TypeNotEnabled;
        }

        var changed = organization with
        {
            PolicyTypes = [.. organization.PolicyTypes.Where(other => other != type)],
            Controls = organization.Controls.With(type, null),
        };
        OrganizationServices.Expect(await transaction.TryUpdate(organization, changed, cancelled));
        await DetachFromUnits(transaction, organization, type, cancelled);
        await DetachFromAccounts(transaction, organization, type, cancelled);
        return changed;
    }

    private static async ValueTask DetachFromUnits(IDirectoryTransaction transaction, Organization organization, string type, CancellationToken cancelled)
    {
        for (var after = ""; await transaction.List<OrganizationalUnit>(organization.Id, "/", after, Batch, cancelled) is { Count: > 0 } units;)
        {
            foreach (var unit in units)
            {
                if (unit.Controls.IsOwn(type))
                {
                    OrganizationServices.Expect(await transaction.TryUpdate(unit, unit with { Controls = unit.Controls.With(type, null) }, cancelled));
                }
            }

            after = units[^1].Id;
        }
    }

    private static async ValueTask DetachFromAccounts(IDirectoryTransaction transaction, Organization organization, string type, CancellationToken cancelled)
    {
        for (var after = "";
            await transaction.Referrers<Account>("", Relation.MemberAccount, organization.Id, "/", after, Batch, cancelled) is { Count: > 0 } accounts;)
        {
            foreach (var account in accounts)
            {
                if (account.Controls?.IsOwn(type) == true)
                {
                    OrganizationServices.Expect(await transaction.TryUpdate(account, account with { Controls = account.Controls.With(type, null) }, cancelled));
                }
            }

            after = accounts[^1].Id;
        }
    }
}
