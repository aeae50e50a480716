using System.Globalization;
using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Outbound;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>A signed statement of who the caller is, which any OpenID Connect verifier outside can check.</summary>
internal sealed class GetWebIdentityToken(EntityDirectory directory, WebIdentityIssuer issuer, WebIdentitySigner signer)
    : Operation<GetWebIdentityTokenRequest, NoTarget, GetWebIdentityTokenResponse>
{
    private const int DefaultSeconds = 300;
    private const int LargestPayload = 14_984;

    /// <summary>What it is asked about: the caller itself, in the words of policies.</summary>
    public override Permission Permission => new SelfPermission("sts:GetWebIdentityToken");

    protected override ValueTask<Result<Demand<NoTarget>>> Resolve(GetWebIdentityTokenRequest input, OperationContext context)
    {
        if (input.SigningAlgorithm is not ("RS256" or "ES384"))
        {
            return new(StsErrors.UnsupportedSigningAlgorithm());
        }

        var tags = input.Tags.Pairs();
        if (SessionTagRules.ValidateClaims(tags) is { } invalid)
        {
            return new(invalid);
        }

        context.Keys.Add("sts:IdentityTokenAudience", input.Audience);
        context.Keys.Add("sts:SigningAlgorithm", input.SigningAlgorithm);
        context.Keys.Add("sts:DurationSeconds", (input.DurationSeconds ?? DefaultSeconds).ToString(CultureInfo.InvariantCulture));
        SessionTagRules.AddKeys(context.Keys, tags, []);
        var ask = new Access("sts:GetWebIdentityToken", directory.Arns.Self(context.Caller.Account));
        return new(new Demand<NoTarget>(tags.Count == 0 ? [ask] : [ask, ask with { Action = "sts:TagGetWebIdentityToken" }], default));
    }

    protected override async ValueTask<Result<GetWebIdentityTokenResponse>> Handle(
        GetWebIdentityTokenRequest input, NoTarget target, OperationContext context)
    {
        var caller = context.Caller;
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(context.Now.ToUnixTimeSeconds());
        var expiresAt = issuedAt.AddSeconds(input.DurationSeconds ?? DefaultSeconds);
        if (caller.Session is { } session && session.ExpiresAt < expiresAt)
        {
            return StsErrors.SessionDurationEscalation();
        }

        if (await directory.FindAccount(caller.Account, context.Cancelled) is not { OutboundFederation: true } account)
        {
            return StsErrors.OutboundFederationDisabled();
        }

        var claims = WebIdentityClaims.Write(issuer.IssuerOf(caller.Account), input, context, issuedAt, expiresAt, account.OrganizationId);
        if (claims.Length > LargestPayload)
        {
            return StsErrors.JwtPayloadTooLarge();
        }

        var token = signer.Sign(caller.Account, input.SigningAlgorithm, claims.Span)
            ?? throw new InvalidOperationException($"Account {caller.Account} has outbound federation but no {input.SigningAlgorithm} key.");
        return new GetWebIdentityTokenResponse { WebIdentityToken = token, Expiration = expiresAt };
    }
}
