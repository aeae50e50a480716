using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Roles;

/// <summary>Lists the inline policies of a role.</summary>
internal sealed class ListRolePolicies(IamServices iam) : ListInlinePolicies<ListRolePoliciesRequest, Role>(iam, static input => input.RoleName);
