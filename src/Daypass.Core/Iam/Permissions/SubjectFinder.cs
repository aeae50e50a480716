using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Iam.Providers;
using Daypass.Core.Iam.Records;
using Daypass.Core.Mfa;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Iam.Permissions;

/// <summary>Finds the resource a request names. What does not exist is asked about by the name it would have, so that a refusal does not tell.</summary>
internal sealed class SubjectFinder(ServiceParts parts)
{
    /// <summary>The resource, or why there can be none.</summary>
    public ValueTask<Result<Subject>> Find(IamPermission permission, IamTarget target, OperationContext context)
    {
        var (account, type) = (context.Caller.Account, permission.Resource.Type);
        return permission.Scope switch
        {
            IamScope.Account => new(new Subject("*", account)),
            IamScope.Listed => new(new Subject(parts.Arns.Iam(account, type, target.Path ?? "/", ""), account)),
            IamScope.New => new(new Subject(parts.Arns.Iam(account, type, target.Path ?? "/", target.Name!), account)),
            IamScope.ByArn => ByArn(permission, target.Arn!, context),
            _ when permission.Resource == IamResource.User => OfUser(target, context),
            _ => Named(permission.Resource, target.Name!, target.Path, context),
        };
    }

    /// <summary>The access a role that is handed to a service needs.</summary>
    public async ValueTask<Access> FindPassed(string action, PassedRole passed, OperationContext context)
    {
        var role = await Named(IamResource.Role, passed.RoleName, null, context);
        return new Access(action, role.Value!.Arn) { ResourceAccount = role.Value.Account, Keys = role.Value.TagKeys() };
    }

    private async ValueTask<Result<Subject>> OfUser(IamTarget target, OperationContext context)
    {
        if (target.AccessKeyId is { } key)
        {
            return await OfKey(key, context);
        }

        if (target.Name is { } name)
        {
            return await Named(IamResource.User, name, null, context);
        }

        if (target.IsSelf && context.Caller.Role is { } role)
        {
            return Of(role.Role);
        }

        var owner = await Owners.Find(parts.Store, null, context);
        return owner.Succeeded ? Of(owner.Value) : owner.Error;
    }

    private async ValueTask<Result<Subject>> OfKey(string accessKeyId, OperationContext context)
    {
        var account = context.Caller.Account;
        if (await parts.Store.Find<AccessKey>("", accessKeyId, context.Cancelled) is not { } key || key.OwnerAccount != account)
        {
            return new Subject(parts.Arns.Iam(account, "user", "/", "*"), account);
        }

        return key.UserId is { } id && await parts.Store.FindById<User>(id, context.Cancelled) is { } user ? Of(user) : Of(new Owner(account, null));
    }

    private async ValueTask<Result<Subject>> Named(IamResource resource, string name, string? formerPath, OperationContext context)
    {
        var (store, account, cancelled) = (parts.Store, context.Caller.Account, context.Cancelled);
        var found = resource.Type switch
        {
            "user" => await store.Find<User>(account, name, cancelled) is { } user ? Of(user) : null,
            "group" => await store.Find<Group>(account, name, cancelled) is { } group ? Of(group.Account, parts.Arns.Of(group), group.Path, group.Name) : null,
            "role" => await store.Find<Role>(account, name, cancelled) is { } role ? Of(role) : null,
            "instance-profile" => await store.Find<InstanceProfile>(account, name, cancelled) is { } profile ? Of(profile) : null,
            _ => null,
        };
        return found ?? Of(account, parts.Arns.Iam(account, resource.Type, formerPath ?? "/", name), "/", name);
    }

    private async ValueTask<Result<Subject>> ByArn(IamPermission permission, string text, OperationContext context)
    {
        if (!Arn.TryParse(text, out var arn))
        {
            return IamErrors.UnreadableArn;
        }

        // The shared policies are everybody's to read and nobody's to change.
        var owner = arn.Account.ToString();
        var subject = new Subject(text, owner == EntityArns.SharedAccount && permission.OnlyReads ? context.Caller.Account : owner);
        return permission.Resource.IsTagged ? subject with { Tags = await TagsOf(permission.Resource, arn, context.Cancelled) } : subject;
    }

    /// <summary>The tags of a resource that requests name by its ARN; a new kind of such resources is a line here.</summary>
    private async ValueTask<IReadOnlyList<EntityTag>> TagsOf(IamResource resource, Arn arn, CancellationToken cancelled) => resource.Type switch
    {
        "oidc-provider" => await ProviderArns.Find<OidcProvider>(parts.Store, arn, resource.Type, parts.Arns.Of, cancelled) is { } oidc ? oidc.Tags : [],
        "saml-provider" => await ProviderArns.Find<SamlProvider>(parts.Store, arn, resource.Type, parts.Arns.Of, cancelled) is { } saml ? saml.Tags : [],
        "policy" => (await ManagedPolicies.Find(parts.Store, parts.Arns, arn, cancelled))?.Tags ?? [],
        "mfa" => (await MfaSerials.Find(parts.Store, parts.Arns, arn.Account.ToString(), arn.Text, cancelled))?.Tags ?? [],
        _ => [],
    };

    private Subject Of(Owner owner) => owner.User is { } user ? Of(user) : new Subject(parts.Arns.Root(owner.Account), owner.Account);

    private Subject Of(User user) => Of(user.Account, parts.Arns.Of(user), user.Path, user.Name) with { Tags = user.Tags, HasIamTags = true, Boundary = user.Grants.Boundary };

    private Subject Of(Role role) => Of(role.Account, parts.Arns.Of(role), role.Path, role.Name) with { Tags = role.Tags, HasIamTags = true, Boundary = role.Grants.Boundary };

    private Subject Of(InstanceProfile profile) => Of(profile.Account, parts.Arns.Of(profile), profile.Path, profile.Name) with { Tags = profile.Tags };

    private static Subject Of(string account, string arn, string path, string name) => new(arn, account) { Path = path, Name = name };
}
