using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Roles;

/// <summary>Lists the managed policies attached to a role.</summary>
internal sealed class ListAttachedRolePolicies(IamServices iam)
    : ListAttachedPolicies<ListAttachedRolePoliciesRequest, Role>(iam, static input => input.RoleName);
