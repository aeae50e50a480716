namespace Daypass.Iam.InstanceProfiles;

/// <summary>Describes an instance profile and the role in it.</summary>
internal sealed class GetInstanceProfile(IamServices iam)
    : EntityOperation<GetInstanceProfileRequest, InstanceProfile, InstanceProfileResponse>(iam, static input => input.InstanceProfileName)
{
    protected override async ValueTask<Result<InstanceProfileResponse>> Handle(GetInstanceProfileRequest input, InstanceProfile profile,
        OperationContext context) =>
        new InstanceProfileResponse { InstanceProfile = await Iam.Show(profile, context.Cancelled) with { Tags = profile.Tags.ToWire() } };
}
