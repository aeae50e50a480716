using System.Globalization;
using Daypass.Core.Authorization;
using Daypass.Core.Operations;
using Daypass.Core.Outbound;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>A signed statement of who the caller is, which any OpenID Connect verifier outside can check.</summary>
internal sealed class GetWebIdentityToken(ServiceParts parts) : IOperation<GetWebIdentityTokenRequest, GetWebIdentityTokenResponse>
{
    private const int DefaultSeconds = 300;
    private const int LargestPayload = 4096;

    public ValueTask<Result<AccessList>> Demand(GetWebIdentityTokenRequest input, OperationContext context)
    {
        var tags = input.Tags.Pairs();
        var combined = SessionTagRules.Combine(tags, [], []);
        if (!combined.Succeeded)
        {
            return new(combined.Error);
        }

        context.Keys.Add("sts:IdentityTokenAudience", input.Audience);
        context.Keys.Add("sts:SigningAlgorithm", input.SigningAlgorithm);
        context.Keys.Add("sts:DurationSeconds", (input.DurationSeconds ?? DefaultSeconds).ToString(CultureInfo.InvariantCulture));
        SessionTagRules.AddKeys(context.Keys, tags, []);
        var ask = new Access("sts:GetWebIdentityToken", "*");
        return new(tags.Count == 0 ? AccessList.Of(ask) : AccessList.Of([ask, new Access("sts:TagGetWebIdentityToken", "*")]));
    }

    public async ValueTask<Result<GetWebIdentityTokenResponse>> Handle(GetWebIdentityTokenRequest input, OperationContext context)
    {
        var caller = context.Caller;
        if (await parts.Directory.FindAccount(caller.Account, context.Cancelled) is not { OutboundFederation: true } account)
        {
            return StsErrors.OutboundFederationDisabled();
        }

        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(context.Now.ToUnixTimeSeconds());
        var expiresAt = issuedAt.AddSeconds(input.DurationSeconds ?? DefaultSeconds);
        if (caller.Session is { } session && session.ExpiresAt < expiresAt)
        {
            return StsErrors.SessionDurationEscalation();
        }

        var claims = WebIdentityClaims.Write(parts.Issuer.IssuerOf(caller.Account), input, context, issuedAt, expiresAt, account.OrganizationId);
        if (claims.Length > LargestPayload)
        {
            return StsErrors.JwtPayloadTooLarge();
        }

        var token = parts.Signer.Sign(caller.Account, input.SigningAlgorithm, claims.Span)
            ?? throw new InvalidOperationException($"Account {caller.Account} has outbound federation but no {input.SigningAlgorithm} key.");
        return new GetWebIdentityTokenResponse { WebIdentityToken = token, Expiration = expiresAt };
    }
}
