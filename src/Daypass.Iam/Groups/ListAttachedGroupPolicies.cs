using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Groups;

/// <summary>Lists the managed policies attached to a group.</summary>
internal sealed class ListAttachedGroupPolicies(IamServices iam)
    : ListAttachedPolicies<ListAttachedGroupPoliciesRequest, Group>(iam, static input => input.GroupName);
