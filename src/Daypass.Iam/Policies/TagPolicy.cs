using Daypass.Iam.Tags;

namespace Daypass.Iam.Policies;

/// <summary>Adds tags to a managed policy.</summary>
internal sealed class TagPolicy(IamServices iam) : TagByArn<TagPolicyRequest, ManagedPolicy>(iam, PolicyResource.Instance, static input => input.PolicyArn);
