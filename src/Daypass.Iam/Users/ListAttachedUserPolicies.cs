using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Users;

/// <summary>Lists the managed policies attached to a user.</summary>
internal sealed class ListAttachedUserPolicies(IamServices iam)
    : ListAttachedPolicies<ListAttachedUserPoliciesRequest, User>(iam, static input => input.UserName);
