using Daypass.Core.Authorization;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Toolbox;

/// <summary>The half of a denied request that an account may see: the principal's, the resource's, or both when they are of one account.</summary>
/// <param name="Request">The request.</param>
/// <param name="OfPrincipal">Whether the principal's half is in it.</param>
/// <param name="OfResource">Whether the resource's half is in it.</param>
internal sealed record DeniedHalf(DeniedRequest Request, bool OfPrincipal, bool OfResource)
{
    /// <summary>The same for an id that was never given, one that has expired and one of other accounts.</summary>
    private static readonly AwsError NotFound = new(ErrorCode.ResourceNotFound, "No authorization details were found for this authorization id.");

    /// <summary>What an account may see of the request with an id.</summary>
    public static async ValueTask<Result<DeniedHalf>> Find(
        DeniedRequests denied, string id, string account, DateTimeOffset now, CancellationToken cancelled)
    {
        if (await denied.Find(id, now, cancelled) is not { } request)
        {
            return NotFound;
        }

        var half = new DeniedHalf(request, request.Account == account, request.ResourceAccount == account);
        return half.OfPrincipal || half.OfResource ? half : NotFound;
    }

    /// <summary>Whether a policy is in it.</summary>
    public bool Has(DeniedPolicy policy) => policy.IsOfResource ? OfResource : OfPrincipal;

    /// <summary>Whether an account may read the document of a policy. A control policy is its organisation's management account's, whose id is in its ARN: the
    /// accounts it binds learn that it denied, and by which statement.</summary>
    public bool Opens(DeniedPolicy policy, string account) =>
        policy.IsControl ? Arn.TryParse(policy.Uri, out var arn) && arn.Account.SequenceEqual(account) : Has(policy);

    /// <summary>Whether a condition key of the request is in it. What the resource's service says of it, and what it is, is the resource's.</summary>
    public bool Has(DeniedKey key)
    {
        var action = Request.Evaluations[0].Action;
        var isOfResource = key.Name.StartsWith("aws:Resource", StringComparison.OrdinalIgnoreCase)
            || key.Name.StartsWith(action[..(action.IndexOf(':', StringComparison.Ordinal) + 1)], StringComparison.OrdinalIgnoreCase);
        return isOfResource ? OfResource : OfPrincipal;
    }
}
