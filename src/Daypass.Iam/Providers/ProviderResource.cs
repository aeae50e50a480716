using Daypass.Core.Directory;
using Daypass.Protocol;

namespace Daypass.Iam.Providers;

/// <summary>An identity provider of the caller's account, named by its ARN.</summary>
/// <typeparam name="T">The kind of provider.</typeparam>
/// <param name="kind">The kind of resource.</param>
/// <param name="unknown">IAM's sentence for a provider that is not there.</param>
internal abstract class ProviderResource<T>(IamResource kind, Func<string, string> unknown) : ArnResource<T>(kind) where T : class, ITagged<T>
{
    public sealed override async ValueTask<T?> Find(IDirectoryReader reader, EntityArns arns, Arn arn, CancellationToken cancelled) =>
        NameIn(arn) is { } name && await reader.Find<T>(arn.Account.ToString(), name, cancelled) is { } provider
        && arns.Iam(provider.Account, Kind.Type, "/", provider.Name) == arn.Text
            ? provider
            : null;

    public sealed override IReadOnlyList<EntityTag> TagsOf(T found) => found.Tags;

    public sealed override AwsError? Validate(T? found, Arn arn, string account) => Validate(found, arn, account, unknown);

    /// <summary>The same, with another sentence for a provider that is not there.</summary>
    public AwsError? Validate(T? found, Arn arn, string account, Func<string, string> sentence) =>
        NameIn(arn) is null ? IamErrors.InvalidInput($"Invalid ARN: {arn.Text}")
        : found?.Account == account ? null
        : IamErrors.NoSuchEntity(sentence(arn.Text));

    // The name behind the resource type is all of it, for an issuer has slashes and colons of its own. Null for an ARN of something else.
    private string? NameIn(Arn arn) =>
        arn.Service.SequenceEqual("iam") && arn.Resource.Length > Kind.Type.Length + 1
        && arn.Resource.StartsWith(Kind.Type, StringComparison.Ordinal) && arn.Resource[Kind.Type.Length] == '/'
            ? arn.Resource[(Kind.Type.Length + 1)..].ToString()
            : null;
}
