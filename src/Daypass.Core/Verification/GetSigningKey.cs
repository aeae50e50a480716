using System.Globalization;
using System.Security.Cryptography;
using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Verification;

namespace Daypass.Core.Verification;

/// <summary>
/// Hands a service the derived key of one caller for one day, region and service name, with what is needed to decide for that caller. A caller of another
/// account is proven by it, and nothing more is told: such requests are decided by <see cref="CheckAccess"/>.
/// </summary>
public sealed class GetSigningKey(Authenticator authenticator, Authorizer authorizer, EntityDirectory directory, ChangeNames names, FollowedChanges followed)
    : Operation<GetSigningKeyRequest, NoTarget, GetSigningKeyResponse>
{
    private readonly CallerSources _sources = new(directory, names);

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
        var mark = ChangeMark.Of(followed.Last, names);
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

            asked.Caller = found.Value;
            var answer = new GetSigningKeyResponse
            {
                SigningKey = Convert.ToBase64String(key),
                Caller = Describe(found.Value),
                DecideBy = "checkAccess",
                Mark = mark.ToString(),
                MadeOf = await _sources.Find(found.Value, context.Cancelled),
                ExpiresAt = found.Value.Session?.ExpiresAt,
            };
            return found.Value.Account == context.Caller.Account ? await AddDocuments(answer, asked) : answer;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private async ValueTask<GetSigningKeyResponse> AddDocuments(GetSigningKeyResponse answer, OperationContext asked)
    {
        await authorizer.GatherForOwn(asked);
        GlobalConditionKeys.FillIdentity(asked);
        var principal = asked.Caller.Principal;
        return answer with
        {
            DecideBy = "documents",
            Caller = answer.Caller with
            {
                UniqueId = principal.UniqueId,
                IssuerArn = principal.IssuerArn,
                IssuerUniqueId = principal.IssuerUniqueId,
                MfaAt = asked.Caller.Session?.Grant.MfaAt,
            },
            Policies = CallerPolicies.Write(asked.Policies),
            Keys =
            [
                // The age of MFA grows, so the service counts it from MfaAt.
                .. asked.Keys.Entries().Where(static key => key.Key != "aws:MultiFactorAuthAge").Select(key => new CallerKey
                {
                    Name = key.Key,
                    Values = key.Value,
                    IsList = asked.Keys.IsMultivalued(key.Key),
                }),
            ],
        };
    }

    private static SigningCaller Describe(Caller caller) => new()
    {
        Arn = caller.Arn,
        UserId = caller.UserId,
        Account = caller.Account,
        Kind = caller.Principal.Kind.ToString(),
    };

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
