using System.Globalization;
using System.Security.Cryptography;
using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Verification;

/// <summary>
/// Hands a service the derived key of one caller of its own account for one day, region and service name, with what is needed to decide for that caller.
/// Of callers of another account nothing is told: whoever has the key could act as them. Such requests are decided by <see cref="CheckAccess"/>.
/// </summary>
public sealed class GetSigningKey(Authenticator authenticator, Authorizer authorizer, EntityDirectory directory, ChangeNames names, FollowedChanges followed)
    : Operation<GetSigningKeyRequest, NoTarget, GetSigningKeyResponse>
{
    /// <inheritdoc/>
    public override Permission Permission =>
        new VerificationPermission("GetSigningKey", "arn:${Partition}:daypass:${Region}:${Account}:service/${SigningName}");

    /// <inheritdoc/>
    protected override ValueTask<Result<Demand<NoTarget>>> Resolve(GetSigningKeyRequest input, OperationContext context)
    {
        if (Validate(input, context.Now) is { } refusal)
        {
            return new(refusal);
        }

        var arn = $"arn:{directory.Arns.Partition}:daypass:{input.Region}:{context.Caller.Account}:service/{input.SigningName}";
        return new(new Demand<NoTarget>([new Access(Permission.Action, arn)], default));
    }

    /// <inheritdoc/>
    protected override async ValueTask<Result<GetSigningKeyResponse>> Handle(GetSigningKeyRequest input, NoTarget target, OperationContext context)
    {
        // Read before everything else: what changes afterwards is heard of, even when it is in this answer already.
        var named = names.Now;
        var mark = ChangeMark.Of(followed.Last, named).ToString();
        var elsewhere = new GetSigningKeyResponse { DecideBy = "checkAccess", Mark = mark };
        if (AccessKeyId.TryGetAccount(input.AccessKeyId, out var owner) && owner.ToString() != context.Caller.Account)
        {
            // Not looked up: not even whether there is such a key is told.
            return elsewhere;
        }

        var asked = new OperationContext { Now = context.Now, RequestId = context.RequestId, Cancelled = context.Cancelled };
        var key = new byte[DerivedKey.Length];
        try
        {
            var found = await authenticator.Find(
                input.AccessKeyId, input.SessionToken, secret => DerivedKey.Derive(secret, input.Date, input.Region, input.SigningName, key), asked);
            if (!found.Succeeded)
            {
                return found.Error;
            }

            // Whoever holds the key signs as the caller, at every service of that name, in whichever account.
            if (found.Value.Account != context.Caller.Account)
            {
                return elsewhere;
            }

            asked.Caller = found.Value;
            return await Describe(mark, key, named, asked);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private async ValueTask<GetSigningKeyResponse> Describe(string mark, byte[] key, KeyedNames named, OperationContext asked)
    {
        await authorizer.GatherForOwn(asked);
        GlobalConditionKeys.FillIdentity(asked);
        var (caller, principal) = (asked.Caller, asked.Caller.Principal);
        return new GetSigningKeyResponse
        {
            DecideBy = "documents",
            SigningKey = Convert.ToBase64String(key),
            Mark = mark,
            MadeOf = await new CallerSources(directory, named).Find(caller, asked.Cancelled),
            ExpiresAt = caller.Session?.ExpiresAt,
            Caller = new SigningCaller
            {
                Arn = caller.Arn,
                UserId = caller.UserId,
                Account = caller.Account,
                Kind = principal.Kind.ToString(),
                UniqueId = principal.UniqueId,
                IssuerArn = principal.IssuerArn,
                IssuerUniqueId = principal.IssuerUniqueId,
                MfaAt = caller.Session?.Grant.MfaAt,
            },
            Policies = CallerPolicies.Write(asked.Policies),
            ServiceControlLevels = asked.Policies.ServiceControlLevels?.Count,
            ResourceControlLevels = asked.Policies.ResourceControlLevels?.Count,
            Keys =
            [
                // The age of MFA grows, so the service counts it from MfaAt.
                .. asked.Keys.Entries().Where(static entry => entry.Key != "aws:MultiFactorAuthAge").Select(entry => new CallerKey
                {
                    Name = entry.Key,
                    Values = entry.Value,
                    IsList = asked.Keys.IsMultivalued(entry.Key),
                }),
            ],
        };
    }

    private static AwsError? Validate(GetSigningKeyRequest input, DateTimeOffset now)
    {
        if (ReservedServices.Contains(input.SigningName))
        {
            return CommonErrors.ValidationError($"Requests signed for {input.SigningName} are decided by this service alone.");
        }

        if (!RegionRule.Any.Allows(input.Region))
        {
            return CommonErrors.ValidationError("Region is not the name of a region.");
        }

        return DateTimeOffset.TryParseExact(input.Date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
            && Math.Abs((day - now.UtcDateTime.Date).TotalDays) <= 1
            ? null
            : CommonErrors.ValidationError("Date is neither today nor the day before or after, in UTC, as yyyymmdd.");
    }
}
