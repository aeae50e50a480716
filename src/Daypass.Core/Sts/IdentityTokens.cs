using System.Globalization;
using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Outbound;
using Daypass.Core.Requests;
using Daypass.Core.Sessions;
using Daypass.Policy.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Sts;

/// <summary>Issues outbound web identity tokens, whichever way they are asked for: their rules, what has to be allowed, and the token.</summary>
internal sealed class IdentityTokens(EntityDirectory directory, WebIdentityIssuer issuer, WebIdentitySigner signer)
{
    private const int LargestPayload = 14_984;

    /// <summary>The action that needs to be allowed for every token.</summary>
    public const string Get = "sts:GetWebIdentityToken";

    /// <summary>The action for one with a scope.</summary>
    public const string SetScope = "sts:SetWebIdentityTokenScope";

    /// <summary>Why nobody may have such a token, or null.</summary>
    public static AwsError? Validate(IdentityStatement statement)
    {
        if (statement.Algorithm is not ("RS256" or "ES384"))
        {
            return StsErrors.UnsupportedSigningAlgorithm();
        }

        if (SessionTagRules.ValidateClaims(statement.Tags) is { } invalid)
        {
            return invalid;
        }

        if (statement.Scope is not { } scope)
        {
            return null;
        }

        return IdentityTokenScope.Parse(scope) is null
            ? StsErrors.InvalidScope("Scope must be distinct values of printable ASCII without quotation mark, comma and backslash, separated by one space")
            : !statement.NamesOrigin ? StsErrors.InvalidScope("Scope needs SubjectMode OriginIdentity")
            : statement.Audience.Count != 1 ? StsErrors.InvalidScope("Scope needs exactly one Audience")
            : null;
    }

    /// <summary>Why a session cannot have a token in the name of who is behind it, or null.</summary>
    public static AwsError? ValidateOrigin(IdentityStatement statement, Session? session) =>
        statement.NamesOrigin && (session?.Grant.Propagated is not { } origin || string.IsNullOrWhiteSpace(origin.Subject))
            ? StsErrors.NoOriginIdentity()
            : null;

    /// <summary>What has to be allowed, and the condition keys it is asked with.</summary>
    public List<Access> Demand(IdentityStatement statement, string account, RequestContext keys)
    {
        keys.Add("sts:IdentityTokenAudience", statement.Audience);
        keys.Add("sts:SigningAlgorithm", statement.Algorithm);
        keys.Add("sts:DurationSeconds", statement.Seconds.ToString(CultureInfo.InvariantCulture));
        keys.Add("sts:SubjectMode", statement.NamesOrigin ? "OriginIdentity" : "AWSIdentity");
        if (statement.Scope is { } scope)
        {
            keys.Add("sts:IdentityTokenScope", IdentityTokenScope.Parse(scope)!);
        }

        SessionTagRules.AddKeys(keys, statement.Tags, []);
        var ask = new Access(Get, directory.Arns.Self(account));
        var accesses = new List<Access>(3) { ask };
        if (statement.Tags.Count > 0)
        {
            accesses.Add(ask with { Action = "sts:TagGetWebIdentityToken" });
        }

        if (statement.Scope is not null)
        {
            accesses.Add(ask with { Action = SetScope });
        }

        return accesses;
    }

    /// <summary>The token of a caller who may have it.</summary>
    public async ValueTask<Result<IdentityToken>> Issue(IdentityStatement statement, OperationContext context)
    {
        var caller = context.Caller;
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(context.Now.ToUnixTimeSeconds());
        var expiresAt = issuedAt.AddSeconds(statement.Seconds);
        if (caller.Session is { } session && session.ExpiresAt < expiresAt)
        {
            return StsErrors.SessionDurationEscalation();
        }

        if (statement.NamesOrigin && !IsSubject(caller.Session!.Grant.Propagated!.Subject))
        {
            return StsErrors.OriginSubjectNotAllowed();
        }

        // The issuer of the token is the caller's account, and it answers for its own people only.
        if (statement.NamesOrigin && !IsOf(caller.Session!.Grant.Propagated!.ProviderArn, caller.Account))
        {
            return StsErrors.OriginOfAnotherAccount();
        }

        if (await directory.FindAccount(caller.Account, context.Cancelled) is not { OutboundFederation: true } account)
        {
            return StsErrors.OutboundFederationDisabled();
        }

        var place = await directory.PlaceOf(caller.Account, context.Cancelled);
        var claims = WebIdentityClaims.Write(
            issuer.IssuerOf(caller.Account), statement, context, issuedAt, expiresAt, account.OrganizationId, place?.Paths);
        if (claims.Length > LargestPayload)
        {
            return StsErrors.JwtPayloadTooLarge();
        }

        var token = signer.Sign(caller.Account, statement.Algorithm, claims.Span)
            ?? throw new InvalidOperationException($"Account {caller.Account} has outbound federation but no {statement.Algorithm} key.");
        return new IdentityToken(token, expiresAt);
    }

    private static bool IsOf(string providerArn, string account) => Arn.TryParse(providerArn, out var arn) && arn.Account.SequenceEqual(account);

    // A person could pose as an AWS principal, or as another person whose name looks the same.
    private static bool IsSubject(string subject)
    {
        if (subject.StartsWith("arn:", StringComparison.OrdinalIgnoreCase) || subject[0] == ' ' || subject[^1] == ' ')
        {
            return false;
        }

        foreach (var rune in subject.EnumerateRunes())
        {
            if (rune.Value != ' ' && System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A web identity token.</summary>
/// <param name="Text">The token.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal readonly record struct IdentityToken(string Text, DateTimeOffset ExpiresAt);
