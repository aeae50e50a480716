using Daypass.Iam.Tags;

namespace Daypass.Iam.InstanceProfiles;

/// <summary>Lists the tags of an instance profile.</summary>
internal sealed class ListInstanceProfileTags(IamServices iam)
    : ListEntityTags<ListInstanceProfileTagsRequest, InstanceProfile>(iam, static input => input.InstanceProfileName);
