using Daypass.Core.Directory;
using Daypass.Protocol;

namespace Daypass.Iam.Policies;

/// <summary>A user, group or role of the caller's account, named by its ARN.</summary>
internal class PrincipalResource() : ArnResource<PolicyHolder>(IamResource.Principal)
{
    /// <summary>The only one.</summary>
    public static PrincipalResource Instance { get; } = new();

    /// <inheritdoc/>
    public override async ValueTask<PolicyHolder?> Find(IDirectoryReader reader, EntityArns arns, Arn arn, CancellationToken cancelled) =>
        await FindByName(reader, arns, arn, cancelled) is { } holder && holder.Arn == arn.Text ? holder : null;

    /// <summary>None: permissions on principals named by ARN do not depend on tags.</summary>
    public override IReadOnlyList<EntityTag> TagsOf(PolicyHolder found) => [];

    /// <inheritdoc/>
    public override AwsError? Validate(PolicyHolder? found, Arn arn, string account) =>
        KindOf(arn) is not { } kind ? IamErrors.InvalidInput($"ARN {arn.Text} is not valid.")
        : found is not null && arn.Account.SequenceEqual(account) ? null
        : EntityMessages.Unknown(kind, arn.ResourceName.ToString());

    /// <summary>The principal of the ARN's kind, account and name, whatever its path.</summary>
    protected static async ValueTask<PolicyHolder?> FindByName(IDirectoryReader reader, EntityArns arns, Arn arn, CancellationToken cancelled)
    {
        if (KindOf(arn) is not { } kind)
        {
            return null;
        }

        var (account, name) = (arn.Account.ToString(), arn.ResourceName.ToString());
        return kind switch
        {
            EntityKind.User => await reader.Find<User>(account, name, cancelled) is { } user
                ? new PolicyHolder(kind, user.Name, arns.For(user), user.Grants) { User = user }
                : null,
            EntityKind.Group => await reader.Find<Group>(account, name, cancelled) is { } group
                ? new PolicyHolder(kind, group.Name, arns.For(group), group.Grants)
                : null,
            _ => await reader.Find<Role>(account, name, cancelled) is { } role
                ? new PolicyHolder(kind, role.Name, arns.For(role), role.Grants) { Role = role }
                : null,
        };
    }

    /// <summary>The kind of principal an ARN names, or null.</summary>
    protected static EntityKind? KindOf(Arn arn) => !arn.Service.SequenceEqual("iam") ? null : arn.ResourceType switch
    {
        "user" => EntityKind.User,
        "group" => EntityKind.Group,
        "role" => EntityKind.Role,
        _ => null,
    };
}
