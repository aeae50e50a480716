using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Accounts;

/// <summary>The accounts that belong together: one organisation has a management account, members, and at times administrators among the members.</summary>
public sealed class OrganizationMembers(IDirectoryStore store, TimeProvider clock)
{
    /// <summary>The organisation an account is in, or null.</summary>
    public async ValueTask<Organization?> FindFor(string account, CancellationToken cancelled) =>
        await store.Find<Account>("", account, cancelled) is { OrganizationId: { } id } ? await store.Find<Organization>("", id, cancelled) : null;

    /// <summary>The accounts of an organisation, the management account included.</summary>
    public ValueTask<IReadOnlyList<Account>> Members(Organization organization, string after, int limit, CancellationToken cancelled) =>
        store.Referrers<Account>("", Relation.MemberAccount, organization.Id, "/", after, limit, cancelled);

    /// <summary>Makes an account a member of the management account's organisation, which is made when there is none yet.</summary>
    public ValueTask<Result<Organization>> Join(string management, string member, CancellationToken cancelled) => store.Write<Organization>(
        async transaction =>
        {
            if (await transaction.Find<Account>("", management, cancelled) is not { } owner
                || await transaction.Find<Account>("", member, cancelled) is not { } joining)
            {
                return IamErrors.NoSuchEntity("Both accounts must exist.");
            }

            if (joining.OrganizationId is not null)
            {
                return IamErrors.AlreadyExists($"Account {member} is in an organisation already.");
            }

            var organization = owner.OrganizationId is { } id
                ? await transaction.Find<Organization>("", id, cancelled)
                : await Create(transaction, owner, cancelled);
            if (organization is null || organization.ManagementAccount != management)
            {
                return IamErrors.InvalidInput($"Account {management} is not the management account of its organisation.");
            }

            return await transaction.TryUpdate(joining, joining with { OrganizationId = organization.Id, JoinedAt = Now }, cancelled)
                ? organization
                : throw new InvalidOperationException("An account read in a serializable transaction was gone.");
        },
        cancelled);

    /// <summary>Lets a member administer root access for the whole organisation, or takes that back.</summary>
    public ValueTask<Result<Organization>> SetAdministrator(string member, bool administers, CancellationToken cancelled) => Change(
        member,
        organization => organization.ManagementAccount == member
            ? IamErrors.InvalidInput("The management account administers its organisation anyway.")
            : organization with
            {
                DelegatedAdministrators = administers
                    ? [.. organization.DelegatedAdministrators.Where(other => other != member), member]
                    : [.. organization.DelegatedAdministrators.Where(other => other != member)],
            },
        cancelled);

    /// <summary>Switches a root feature on or off for the organisation of an account.</summary>
    /// <param name="account">The caller's account.</param>
    /// <param name="feature">One of <see cref="OrganizationFeatures"/>.</param>
    /// <param name="enabled">On or off.</param>
    /// <param name="onlyManagement">Whether a delegated administrator may not do it.</param>
    /// <param name="cancelled">Ends the waiting for the database.</param>
    public ValueTask<Result<Organization>> SetFeature(string account, string feature, bool enabled, bool onlyManagement, CancellationToken cancelled) => Change(
        account,
        organization => ValidateAdministrator(organization, account, onlyManagement) is { } refusal
            ? refusal
            : organization with
            {
                Features = enabled
                    ? [.. organization.Features.Append(feature).Distinct().Order(StringComparer.Ordinal)]
                    : [.. organization.Features.Where(other => other != feature)],
            },
        cancelled);

    /// <summary>Whether an account may administer root access in its organisation.</summary>
    public static bool Administers(Organization organization, string account) =>
        organization.ManagementAccount == account || organization.DelegatedAdministrators.Contains(account);

    /// <summary>Why an account may not ask for or change the features, or null.</summary>
    public static AwsError? ValidateAdministrator(Organization? organization, string account, bool onlyManagement)
    {
        if (organization is null)
        {
            return IamErrors.OrganizationNotFound;
        }

        if (!organization.Trusts(Organization.IamService))
        {
            return IamErrors.ServiceAccessNotEnabled;
        }

        if (onlyManagement && organization.ManagementAccount != account)
        {
            return IamErrors.NotManagementAccount;
        }

        return Administers(organization, account) ? null : IamErrors.NotManagementOrDelegatedAdministrator;
    }

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());

    private ValueTask<Result<Organization>> Change(string account, Func<Organization, Result<Organization>> change, CancellationToken cancelled) =>
        store.Write<Organization>(
        async transaction =>
        {
            var organization = await transaction.Find<Account>("", account, cancelled) is { OrganizationId: { } id }
                ? await transaction.Find<Organization>("", id, cancelled)
                : null;
            if (organization is null)
            {
                return ValidateAdministrator(null, account, onlyManagement: false)!;
            }

            var changed = change(organization);
            return !changed.Succeeded || await transaction.TryUpdate(organization, changed.Value, cancelled)
                ? changed
                : throw new InvalidOperationException("An organisation read in a serializable transaction was gone.");
        },
        cancelled);

    private async ValueTask<Organization?> Create(IDirectoryTransaction transaction, Account owner, CancellationToken cancelled)
    {
        var organization = new Organization
        {
            Id = Organization.NewId(),
            ManagementAccount = owner.Id,
            CreatedAt = Now,
        };
        return await transaction.TryAdd(organization, cancelled)
            && await transaction.TryUpdate(owner, owner with { OrganizationId = organization.Id, JoinedAt = organization.CreatedAt }, cancelled)
            ? organization
            : throw new InvalidOperationException("A fresh organisation could not be stored.");
    }
}
