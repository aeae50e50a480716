using Daypass.Iam.Tags;
using Daypass.Protocol;

namespace Daypass.Iam.InstanceProfiles;

/// <summary>Makes an instance profile, which holds at most one role.</summary>
internal sealed class CreateInstanceProfile(IamServices iam) : CreateOperation<CreateInstanceProfileRequest, InstanceProfileResponse>(
    iam, IamResource.InstanceProfile, static input => (input.Path, input.InstanceProfileName), PermissionKeys.RequestTags, "iam:TagInstanceProfile")
{
    protected override IamRequestKeys KeysOf(CreateInstanceProfileRequest input) => new() { Tags = input.Tags };

    protected override ValueTask<Result<InstanceProfileResponse>> Handle(CreateInstanceProfileRequest input, OperationContext context)
    {
        var tags = EntityTags.Create<InstanceProfile>(input.Tags, Iam.Quotas);
        if (!tags.Succeeded)
        {
            return new(tags.Error);
        }

        return Iam.Store.Write<InstanceProfile>(
            transaction => transaction.Add(
                () => new InstanceProfile
                {
                    Account = context.Caller.Account,
                    Name = input.InstanceProfileName,
                    Id = UniqueId.New(UniqueIdKind.InstanceProfile, AccountId.Parse(context.Caller.Account)),
                    Path = input.Path ?? "/",
                    CreatedAt = Iam.Now,
                    Tags = tags.Value,
                },
                ("InstanceProfilesPerAccount", Iam.Quotas.InstanceProfiles),
                context.Cancelled),
            context.Cancelled).Then(profile => new InstanceProfileResponse
            {
                InstanceProfile = profile.ToWire(Iam.Arns, []) with { Tags = profile.Tags.OrNone() },
            });
    }
}
