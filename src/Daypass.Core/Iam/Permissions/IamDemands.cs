using Daypass.Core.Authorization;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Policy.Requests;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Iam.Permissions;

/// <summary>Turns a row of the table and what a request names into the question put to the policy engine. Every IAM operation asks through here.</summary>
internal sealed class IamDemands(ServiceParts parts)
{
    private readonly SubjectFinder _subjects = new(parts);

    /// <summary>What the caller must be allowed; the condition keys are put into the context.</summary>
    public async ValueTask<Result<AccessList>> For(IamPermission permission, IamTarget target, OperationContext context)
    {
        var found = await _subjects.Find(permission, target, context);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var subject = found.Value;
        var accesses = new List<Access> { Ask(permission.Action, subject) };
        if (target.Renamed is { } renamed)
        {
            // Whoever may rename into a path or name must be trusted with it, not only with the old one (API reference, UpdateUser).
            accesses.Add(Ask(permission.Action, subject with { Arn = subject.Renamed(renamed, parts.Arns, permission.Resource) }));
        }

        if (permission.TagAction is { } tagging && target.Tags.Count > 0)
        {
            accesses.Add(Ask(tagging, subject));
        }

        if (permission.AlsoAction is { } also && target.Passed is { } passed)
        {
            accesses.Add(await _subjects.FindPassed(also, passed, context));
        }

        AddKeys(permission, target, subject, context.Keys);
        return AccessList.Of(accesses);
    }

    private static Access Ask(string action, Subject subject) => new(action, subject.Arn) { ResourceAccount = subject.Account, Keys = subject.TagKeys() };

    private static void AddKeys(IamPermission permission, IamTarget target, Subject subject, RequestContext keys)
    {
        keys.Add(PermissionKeyNames.ResourceAccount, subject.Account);
        if ((permission.Keys & PermissionKeys.RequestTags) != 0 && target.Tags.Count > 0)
        {
            foreach (var tag in target.Tags)
            {
                keys.Add(PermissionKeyNames.RequestTag, tag.Key, tag.Value);
            }

            keys.Add(PermissionKeyNames.TagKeys, [.. target.Tags.Select(static tag => tag.Key)]);
        }

        if ((permission.Keys & PermissionKeys.TagKeys) != 0 && target.TagKeys.Count > 0)
        {
            keys.Add(PermissionKeyNames.TagKeys, target.TagKeys);
        }

        Add(PermissionKeys.Boundary, PermissionKeyNames.Boundary, target.Boundary ?? subject.Boundary);
        Add(PermissionKeys.PolicyArn, PermissionKeyNames.PolicyArn, target.PolicyArn);
        Add(PermissionKeys.ServiceName, PermissionKeyNames.ServiceName, target.Service);
        Add(PermissionKeys.PassedToService, PermissionKeyNames.PassedToService, target.Passed?.Service);

        void Add(PermissionKeys key, string name, string? value)
        {
            if ((permission.Keys & key) != 0 && value is not null)
            {
                keys.Add(name, value);
            }
        }
    }
}
