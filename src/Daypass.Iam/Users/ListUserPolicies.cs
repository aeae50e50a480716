using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Users;

/// <summary>Lists the inline policies of a user.</summary>
internal sealed class ListUserPolicies(IamServices iam) : ListInlinePolicies<ListUserPoliciesRequest, User>(iam, static input => input.UserName);
