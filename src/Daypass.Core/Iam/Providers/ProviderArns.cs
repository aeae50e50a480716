using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol;

namespace Daypass.Core.Iam.Providers;

/// <summary>Finds identity providers by their ARNs.</summary>
internal static class ProviderArns
{
    /// <summary>The name behind the resource type: all of it, for an issuer has slashes and colons of its own. Null for an ARN of something else.</summary>
    public static string? NameIn(Arn arn, string resourceType) =>
        arn.Service.SequenceEqual("iam") && arn.Resource.Length > resourceType.Length + 1
        && arn.Resource.StartsWith(resourceType, StringComparison.Ordinal) && arn.Resource[resourceType.Length] == '/'
            ? arn.Resource[(resourceType.Length + 1)..].ToString()
            : null;

    /// <summary>The provider whose ARN is exactly this, or null.</summary>
    public static async ValueTask<T?> Find<T>(IDirectoryReader reader, Arn arn, string resourceType, Func<T, string> arnOf, CancellationToken cancelled) where T : class, IEntity<T> =>
        NameIn(arn, resourceType) is { } name && await reader.Find<T>(arn.Account.ToString(), name, cancelled) is { } provider && arnOf(provider) == arn.Text
            ? provider
            : null;
}
