using Daypass.Iam.Tags;

namespace Daypass.Iam.InstanceProfiles;

/// <summary>Takes tags from an instance profile.</summary>
internal sealed class UntagInstanceProfile(IamServices iam)
    : UntagEntity<UntagInstanceProfileRequest, InstanceProfile>(iam, static input => input.InstanceProfileName);
