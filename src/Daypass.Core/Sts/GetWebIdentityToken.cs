using Daypass.Core.Authorization;
using Daypass.Core.Operations;
using Daypass.Core.Outbound;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>A signed statement of who the caller is, or who is behind it, which any OpenID Connect verifier outside can check.</summary>
internal sealed class GetWebIdentityToken(IdentityTokens tokens) : Operation<GetWebIdentityTokenRequest, IdentityStatement, GetWebIdentityTokenResponse>
{
    private const int DefaultSeconds = 300;

    /// <summary>What it is asked about: the caller itself, in the words of policies.</summary>
    public override Permission Permission => new SelfPermission("sts:GetWebIdentityToken");

    protected override ValueTask<Result<Demand<IdentityStatement>>> Resolve(GetWebIdentityTokenRequest input, OperationContext context)
    {
        var statement = new IdentityStatement
        {
            Audience = input.Audience,
            Algorithm = input.SigningAlgorithm,
            Seconds = input.DurationSeconds ?? DefaultSeconds,
            Tags = input.Tags.Pairs(),
            NamesOrigin = input.SubjectMode == "OriginIdentity",
            Scope = input.Scope,
        };
        return new((IdentityTokens.Validate(statement) ?? IdentityTokens.ValidateOrigin(statement, context.Caller.Session)) is { } refusal
            ? refusal
            : new Demand<IdentityStatement>(tokens.Demand(statement, context.Caller.Account, context.Keys), statement));
    }

    protected override async ValueTask<Result<GetWebIdentityTokenResponse>> Handle(
        GetWebIdentityTokenRequest input, IdentityStatement target, OperationContext context)
    {
        var issued = await tokens.Issue(target, context);
        return issued.Succeeded
            ? new GetWebIdentityTokenResponse { WebIdentityToken = issued.Value.Text, Expiration = issued.Value.ExpiresAt }
            : issued.Error;
    }
}
