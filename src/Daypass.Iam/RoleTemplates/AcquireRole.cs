using Daypass.Iam.Documents;
using Daypass.Iam.Tags;
using Daypass.Protocol;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.RoleTemplates;

/// <summary>
/// Gets the role of a template. It has no permission of its own: it needs what reading the template needs, and then what reading the role, or making it
/// with its policies, needs.
/// </summary>
internal sealed class AcquireRole(IamServices iam) : IamOperation<AcquireRoleRequest, AcquiredRole, AcquireRoleResponse>(
    iam,
    new IamPermission(GetRoleTemplateVersionRequest.Operation.Name, IamResource.RoleTemplate, IamScope.ByArn)
    {
        AlsoActions = ["iam:GetRole", "iam:CreateRole", "iam:TagRole", "iam:PutRolePermissionsBoundary", "iam:AttachRolePolicy", "iam:PutRolePolicy"],
    })
{
    protected override async ValueTask<Result<Demand<AcquiredRole>>> Resolve(AcquireRoleRequest request, OperationContext context)
    {
        if (!Arn.TryParse(request.TemplateArn, out var arn))
        {
            return IamErrors.UnreadableArn;
        }

        var accesses = new List<Access> { RoleTemplateReading.Reading(arn, "role template " + arn.Text, context) };
        var rendered = await Render(arn, request, context);
        if (!rendered.Succeeded)
        {
            return new Demand<AcquiredRole>(accesses, new AcquiredRole(null, null, rendered.Error));
        }

        var role = rendered.Value;
        var existing = await Iam.Store.Find<Role>(context.Caller.Account, role.Name, context.Cancelled);
        if (existing is not null)
        {
            accesses.Add(Dependent("iam:GetRole", PermissionSubject.From(existing, IamResource.Role, Iam.Arns), existing.Name, arn));
        }
        else
        {
            accesses.AddRange(Making(role, arn, context));
        }

        return new Demand<AcquiredRole>(accesses, new AcquiredRole(role, existing, null));
    }

    protected override ValueTask<Result<AcquireRoleResponse>> Handle(AcquireRoleRequest request, AcquiredRole target, OperationContext context)
    {
        if (target.Refusal is { } refusal)
        {
            return new(refusal);
        }

        if (target.Existing is { } existing)
        {
            return RoleComparison.Validate(existing, target.Rendered!) is { } other ? new(other) : Show(existing, context);
        }

        return Make(target.Rendered!, context).Then(made => Show(made, context));
    }

    private async ValueTask<Result<AcquireRoleResponse>> Show(Role role, OperationContext context) =>
        new AcquireRoleResponse { Role = role.ToWire(Iam.Arns, await Iam.Trust.Show(Iam.Store, role.Trust, context.Cancelled)) };

    private async ValueTask<Result<RenderedRole>> Render(Arn arn, AcquireRoleRequest request, OperationContext context)
    {
        var template = await RoleTemplateReading.Find(Iam.Store, Iam.Arns, arn, context.Cancelled);
        if (template?.FindVersion(request.TemplateMinorVersion) is not { } version)
        {
            return IamErrors.RoleTemplateNotFound(request.TemplateArn);
        }

        var rendered = RoleRendering.Render(arn.Text, version, request.ReplacementValues, Iam.Arns);
        if (!rendered.Succeeded || !(template.Enabled && version.Enabled))
        {
            return rendered.Succeeded && await Iam.Store.Find<Role>(context.Caller.Account, rendered.Value.Name, context.Cancelled) is not { Source: not null }
                ? IamErrors.RoleTemplateDisabled(arn.Text)
                : rendered;
        }

        return rendered;
    }

    /// <summary>What making the role needs, each with the key that no ordinary request has.</summary>
    private IEnumerable<Access> Making(RenderedRole role, Arn template, OperationContext context)
    {
        var account = context.Caller.Account;
        var subject = new PermissionSubject(Iam.Arns.Iam(account, "role", role.Path, role.Name), account) { Boundary = role.Boundary };
        if (role.Tags.Count > 0)
        {
            context.Keys.Add(PermissionKeyNames.TagKeys, [.. role.Tags.Select(static tag => tag.Key)]);
            foreach (var tag in role.Tags)
            {
                context.Keys.Add(PermissionKeyNames.RequestTag, tag.Key, tag.Value);
            }
        }

        yield return Dependent("iam:CreateRole", subject, role.Name, template);
        if (role.Tags.Count > 0)
        {
            yield return Dependent("iam:TagRole", subject, role.Name, template);
        }

        if (role.Boundary is not null)
        {
            yield return Dependent("iam:PutRolePermissionsBoundary", subject, role.Name, template);
        }

        foreach (var policy in role.Attached)
        {
            yield return Dependent("iam:AttachRolePolicy", subject, role.Name, template, new(PermissionKeyNames.PolicyArn, policy));
        }

        if (role.Inline.Count > 0)
        {
            yield return Dependent("iam:PutRolePolicy", subject, role.Name, template);
        }
    }

    private static Access Dependent(string action, PermissionSubject subject, string roleName, Arn template, KeyValuePair<string, string>? more = null)
    {
        var keys = new List<KeyValuePair<string, string>>(subject.TagKeys())
        {
            new(PermissionKeyNames.RoleTemplateArn, template.Text), new(PermissionKeyNames.ResourceAccount, subject.Account),
        };
        if (subject.Boundary is { } boundary && action != "iam:GetRole")
        {
            keys.Add(new(PermissionKeyNames.Boundary, boundary));
        }

        if (more is { } key)
        {
            keys.Add(key);
        }

        return On(action, subject) with { Keys = keys, WrittenAs = "role/" + roleName };
    }

    /// <summary>The role with all its policies, or nothing.</summary>
    private async ValueTask<Result<Role>> Make(RenderedRole role, OperationContext context)
    {
        var tags = EntityTags.Create<Role>([.. role.Tags.Select(static tag => new Tag { Key = tag.Key, Value = tag.Value })], Iam.Quotas);
        if ((RenderedRoleRules.Validate(role) ?? tags.Error ?? Iam.Trust.Validate(role.Trust) ?? Validate(role.Inline, role.Name)) is { } refusal)
        {
            return refusal;
        }

        TrustPolicies.Advise(role.Trust, context);
        var account = AccountId.Parse(context.Caller.Account);
        var made = await Iam.Store.Write<Role>(
            transaction => Iam.Trust.Resolve(transaction, role.Trust, context.Cancelled).Then(async trust =>
                await Validate(transaction, role, context) ?? await transaction.Add(
                    () => new Role
                    {
                        Account = context.Caller.Account,
                        Name = role.Name,
                        Id = UniqueId.New(UniqueIdKind.Role, account),
                        Path = role.Path,
                        CreatedAt = Iam.Now,
                        Trust = trust,
                        Description = role.Description,
                        MaxSessionSeconds = role.MaxSessionSeconds,
                        Tags = tags.Value!,
                        Grants = new Grants { Inline = role.Inline, Attached = role.Attached, Boundary = role.Boundary },
                        Source = role.Source,
                    },
                    ("RolesPerAccount", Iam.Quotas.Roles),
                    context.Cancelled)),
            context.Cancelled);

        // Somebody made one of that name meanwhile: then it is that one, and reading it needs another permission.
        return made.Succeeded || made.Error.Code != ErrorCode.EntityAlreadyExists ? made : IamErrors.ConcurrentModification;
    }

    private AwsError? Validate(IReadOnlyList<InlinePolicy> policies, string roleName)
    {
        foreach (var policy in policies)
        {
            if (PolicyDocuments.ValidateInline(policy.Document) is { } refusal)
            {
                return refusal;
            }
        }

        return PolicyDocuments.ValidateTogether(EntityKind.Role, roleName, policies, Iam.Quotas);
    }

    private async ValueTask<AwsError?> Validate(IDirectoryTransaction transaction, RenderedRole role, OperationContext context)
    {
        if (role.Attached.Count > Iam.Quotas.AttachedPoliciesPerRole)
        {
            return IamErrors.QuotaExceeded("PoliciesPerRole", Iam.Quotas.AttachedPoliciesPerRole);
        }

        foreach (var policy in role.Attached)
        {
            if ((await ManagedPolicies.FindAttachable(transaction, Iam.Arns, context.Caller.Account, policy, context.Cancelled)).Error is { } refusal)
            {
                return refusal;
            }
        }

        return await Boundaries.Validate(transaction, Iam.Arns, role.Boundary, context);
    }
}
