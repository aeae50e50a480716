using Daypass.Iam.Tags;

namespace Daypass.Iam.Policies;

/// <summary>Takes tags from a managed policy.</summary>
internal sealed class UntagPolicy(IamServices iam)
    : UntagByArn<UntagPolicyRequest, ManagedPolicy>(iam, PolicyResource.Instance, static input => input.PolicyArn);
