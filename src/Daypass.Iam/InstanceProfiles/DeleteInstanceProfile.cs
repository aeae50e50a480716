namespace Daypass.Iam.InstanceProfiles;

/// <summary>Deletes an instance profile without a role.</summary>
internal sealed class DeleteInstanceProfile(IamServices iam)
    : EntityOperation<DeleteInstanceProfileRequest, InstanceProfile, NoOutput>(iam, static input => input.InstanceProfileName)
{
    protected override ValueTask<Result<NoOutput>> Handle(DeleteInstanceProfileRequest input, InstanceProfile profile, OperationContext context) =>
        Iam.Store.Remove(
            profile,
            static (_, current) => new(current.RoleId is null ? null : IamErrors.MustFirst("remove roles from instance profile")),
            context.Cancelled);
}
