using Daypass.Iam.Tags;

namespace Daypass.Iam.InstanceProfiles;

/// <summary>Adds tags to an instance profile.</summary>
internal sealed class TagInstanceProfile(IamServices iam)
    : TagEntity<TagInstanceProfileRequest, InstanceProfile>(iam, static input => input.InstanceProfileName);
