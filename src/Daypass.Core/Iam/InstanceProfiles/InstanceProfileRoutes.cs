using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Iam.Tags;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.InstanceProfiles;

/// <summary>The operations on instance profiles, which hold at most one role.</summary>
internal sealed class InstanceProfileRoutes(IamParts iam)
{
    /// <summary>To which service a role in a profile is passed.</summary>
    private const string Ec2 = "ec2.amazonaws.com";

    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<CreateInstanceProfileRequest, CreateInstanceProfileResponse>(
            static input => IamTarget.Make(input.Path, input.InstanceProfileName) with { Tags = input.Tags }, Create),
        iam.Route<GetInstanceProfileRequest, GetInstanceProfileResponse>(static input => IamTarget.Of(input.InstanceProfileName), Get),
        iam.Route<ListInstanceProfilesRequest, ListInstanceProfilesResponse>(static input => IamTarget.Under(input.PathPrefix), (input, context) =>
            iam.List<InstanceProfile>(PageRequest.Of(ListInstanceProfilesRequest.Operation, context, input.Marker, input.MaxItems), input.PathPrefix, context.Cancelled)
                .Then(async page => (Result<ListInstanceProfilesResponse>)new ListInstanceProfilesResponse
                {
                    InstanceProfiles = await Show(page.Items, context),
                    IsTruncated = page.IsTruncated,
                    Marker = page.Marker,
                })),
        iam.Route<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse>(static input => IamTarget.Of(input.RoleName), ListForRole),
        iam.Route<DeleteInstanceProfileRequest, NoOutput>(static input => IamTarget.Of(input.InstanceProfileName), (input, context) => iam.Store.Remove<InstanceProfile>(
            context.Caller.Account,
            input.InstanceProfileName,
            static (_, profile) => new(profile.RoleId is null ? null : IamErrors.MustFirst("remove roles from instance profile")),
            context.Cancelled)),
        iam.Route<AddRoleToInstanceProfileRequest, NoOutput>(
            static input => IamTarget.Of(input.InstanceProfileName) with { Passed = new PassedRole(input.RoleName, Ec2) },
            (input, context) => Change(input.InstanceProfileName, input.RoleName, context, (profile, role) => profile.RoleId is null
                ? profile with { RoleId = role.Id }
                : IamErrors.QuotaExceeded("InstanceSessionsPerInstanceProfile", 1))),
        iam.Route<RemoveRoleFromInstanceProfileRequest, NoOutput>(static input => IamTarget.Of(input.InstanceProfileName), (input, context) =>
            Change(input.InstanceProfileName, input.RoleName, context, (profile, role) => profile.RoleId == role.Id
                ? profile with { RoleId = null }
                : IamErrors.NoSuchEntity($"The role with name {role.Name} is not in instance profile {profile.Name}."))),
    ];

    private ValueTask<Result<CreateInstanceProfileResponse>> Create(CreateInstanceProfileRequest input, OperationContext context)
    {
        var tags = EntityTags.Of(input.Tags, iam.Quotas);
        if (!tags.Succeeded)
        {
            return new(tags.Error);
        }

        return iam.Store.Write<InstanceProfile>(
            transaction => transaction.Add(
                () => new InstanceProfile
                {
                    Account = context.Caller.Account,
                    Name = input.InstanceProfileName,
                    Id = UniqueId.New(UniqueIdKind.InstanceProfile, AccountId.Parse(context.Caller.Account)),
                    Path = input.Path ?? "/",
                    CreatedAt = iam.Now,
                    Tags = tags.Value,
                },
                ("InstanceProfilesPerAccount", iam.Quotas.InstanceProfiles),
                context.Cancelled),
            context.Cancelled).Then(profile => new CreateInstanceProfileResponse { InstanceProfile = profile.ToWire(iam.Arns, []) });
    }

    private async ValueTask<Result<GetInstanceProfileResponse>> Get(GetInstanceProfileRequest input, OperationContext context) =>
        await iam.Store.Find<InstanceProfile>(context.Caller.Account, input.InstanceProfileName, context.Cancelled) is { } profile
            ? new GetInstanceProfileResponse { InstanceProfile = (await Show([profile], context))[0] with { Tags = profile.Tags.OrNone() } }
            : EntityWords.Unknown(EntityKind.InstanceProfile, input.InstanceProfileName);

    private async ValueTask<Result<ListInstanceProfilesForRoleResponse>> ListForRole(ListInstanceProfilesForRoleRequest input, OperationContext context)
    {
        if (await iam.Store.Find<Role>(context.Caller.Account, input.RoleName, context.Cancelled) is not { } role)
        {
            return EntityWords.Unknown(EntityKind.Role, input.RoleName);
        }

        return await iam.Referrers<InstanceProfile>(
                PageRequest.Of(ListInstanceProfilesForRoleRequest.Operation, context, input.Marker, input.MaxItems), role.Account, Relation.HoldsRole, role.Id, context.Cancelled)
            .Then(async page => (Result<ListInstanceProfilesForRoleResponse>)new ListInstanceProfilesForRoleResponse
            {
                InstanceProfiles = await Show(page.Items, context),
                IsTruncated = page.IsTruncated,
                Marker = page.Marker,
            });
    }

    private ValueTask<Result<NoOutput>> Change(string profileName, string roleName, OperationContext context, Func<InstanceProfile, Role, Result<InstanceProfile>> change) =>
        iam.Store.Change<InstanceProfile>(
            context.Caller.Account,
            profileName,
            async (transaction, profile) =>
                await transaction.Find<Role>(context.Caller.Account, roleName, context.Cancelled) is not { } role ? EntityWords.Unknown(EntityKind.Role, roleName)
                : role.LinkedService is not null ? IamErrors.Protected(role.Name)
                : change(profile, role),
            context.Cancelled).Silent();

    private async ValueTask<List<InstanceProfileShape>> Show(List<InstanceProfile> profiles, OperationContext context)
    {
        var shown = new List<InstanceProfileShape>(profiles.Count);
        foreach (var profile in profiles)
        {
            shown.Add(await iam.Show(profile, context.Cancelled));
        }

        return shown;
    }
}
