using Daypass.Iam.Tags;

namespace Daypass.Iam.Policies;

/// <summary>Lists the tags of a managed policy.</summary>
internal sealed class ListPolicyTags(IamServices iam)
    : ListTagsByArn<ListPolicyTagsRequest, ManagedPolicy>(iam, PolicyResource.Instance, static input => input.PolicyArn);
