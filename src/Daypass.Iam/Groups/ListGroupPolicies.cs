using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Groups;

/// <summary>Lists the inline policies of a group.</summary>
internal sealed class ListGroupPolicies(IamServices iam) : ListInlinePolicies<ListGroupPoliciesRequest, Group>(iam, static input => input.GroupName);
