using System.Security.Cryptography;
using Daypass.Gateway.Files;
using Daypass.Gateway.Requests;
using Daypass.Gateway.Routes;
using Daypass.Gateway.Tokens;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Decisions;

namespace Daypass.Gateway.Deciding;

/// <summary>Decides whether requests may pass. Safe for any number of threads.</summary>
internal sealed class RequestGate
{
    private const string Bearer = "Bearer ";

    private static readonly byte[] HashOfNothing = SHA256.HashData([]);

    private static readonly AwsError Unsigned = new("MissingAuthenticationToken", 403, "Request is missing Authentication Token");

    private readonly RouteVerifiers _verifiers;
    private readonly ForeignQuestions _foreign;
    private readonly TokenSessions _tokens;
    private readonly AccessDecider _decider;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;

    /// <summary>Decides with these.</summary>
    /// <param name="callers">Who may have signed.</param>
    /// <param name="server">Decides about callers of other accounts.</param>
    /// <param name="tokens">The sessions of tokens.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="patience">How long a request may wait for the server.</param>
    public RequestGate(CallerDirectory callers, VerificationClient server, TokenSessions tokens, TimeProvider clock, TimeSpan patience)
    {
        (_tokens, _clock, _patience) = (tokens, clock, patience);
        _verifiers = new RouteVerifiers(callers, clock);
        _foreign = new ForeignQuestions(server);
        _decider = new AccessDecider(callers.Resources, clock);
    }

    /// <summary>The verdict about a request.</summary>
    /// <param name="routes">The routes of now.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancelled">Nobody waits for the verdict any more.</param>
    public async Task<Verdict> Decide(RoutesFile routes, OriginalRequest request, CancellationToken cancelled)
    {
        if (RequestPath.Read(request.Signed.RawTarget) is not { } path)
        {
            return new Verdict { Error = GateErrors.TargetNotPlain, Format = routes.Refusals };
        }

        if (ForgesIdentity(request))
        {
            return new Verdict { Error = GateErrors.IdentityForged, Format = routes.Refusals };
        }

        if (routes.Table.Find(request.Host, request.Signed.Method, path) is not { } route)
        {
            return new Verdict { Error = GateErrors.NoRoute, Format = routes.Refusals };
        }

        using var alarm = new CancellationTokenSource(_patience, _clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancelled, alarm.Token);
        try
        {
            return await Decide(route, path, request, enough.Token);
        }
        catch (ServerUnreachableException away)
        {
            return Verdict.Refused(route, Unavailable(away.Message));
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return Verdict.Refused(route, Unavailable("the server has not answered in time"));
        }
    }

    /// <summary>To CGI and what came after it an underscore is a hyphen; proxies overwrite and remove the names with hyphens only.</summary>
    private static bool ForgesIdentity(OriginalRequest request)
    {
        foreach (ref readonly var header in request.Signed.Headers.Span)
        {
            if (header.Name.Contains('_', StringComparison.Ordinal)
                && header.Name.Replace('_', '-').StartsWith("x-daypass-", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static AwsError Unavailable(string reason) => CommonErrors.ServiceUnavailable() with { Reason = reason };

    private async Task<Verdict> Decide(GatewayRoute route, RequestPath path, OriginalRequest request, CancellationToken cancelled)
    {
        var question = RouteQuestion.Create(route, path, request);
        if (!question.Succeeded)
        {
            return Verdict.Refused(route, question.Error);
        }

        if (route.Token is { } rule && request.FindHeader("Authorization") is { } header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return await DecideByToken(route, rule, header[Bearer.Length..].Trim(), question.Value, request, cancelled);
        }

        var body = SignedBodyCheck.Read(route, request);
        if (HasNoCredentials(route, request))
        {
            return body.Succeeded ? await DecideAnonymous(route, question.Value, cancelled) : Verdict.Refused(route, body.Error);
        }

        if (!body.Succeeded)
        {
            return Verdict.Refused(route, body.Error);
        }

        var verifier = _verifiers.Get(route.Service, route.Region, body.Value.Told == SignedBodyCheck.Unsigned || route.Service == "s3");
        var found = await verifier.Find(request.Signed, cancelled);
        if (ReferenceEquals(found.Error, CallerDirectory.OfAnotherAccount))
        {
            return await _foreign.Ask(route, request, question.Value, body.Value, cancelled);
        }

        if (!found.Succeeded)
        {
            return Verdict.Refused(route, found.Error);
        }

        return verifier.Verify(found.Value, body.Value.Hash) is { } forged ? Verdict.Refused(route, forged)
            : await Allow(route, found.Value.Caller, question.Value, body.Value.Told, cancelled);
    }

    /// <summary>Whether a request claims no signer at all; one that claims one in a wrong way is not anonymous.</summary>
    private bool HasNoCredentials(GatewayRoute route, OriginalRequest request) =>
        request.FindHeader("Authorization") is null
        && SigV4.Parse(request.Signed, SigV4Rules.For(route.Service), _clock.GetUtcNow()).Error?.Code == "MissingAuthenticationToken";

    private async Task<Verdict> DecideAnonymous(GatewayRoute route, AccessQuestion question, CancellationToken cancelled)
    {
        var isAllowed = route.Anonymous switch
        {
            AnonymousRule.Allow => true,
            AnonymousRule.Policy => await _decider.Decide(null, question, cancelled) is null,
            _ => false,
        };
        return isAllowed ? new Verdict { Route = route, Decision = Verdict.Anonymous }
            : Verdict.Refused(route, Unsigned) with { HasNoCredentials = true };
    }

    private async Task<Verdict> DecideByToken(
        GatewayRoute route, TokenRule rule, string token, AccessQuestion question, OriginalRequest request, CancellationToken cancelled)
    {
        if (route.Body == BodyRule.None && request.Body.IsThere)
        {
            return Verdict.Refused(route, GateErrors.BodyNotTaken);
        }

        for (var isSecond = false; ; isSecond = true)
        {
            var session = await _tokens.Get(token, rule, cancelled);
            if (!session.Succeeded)
            {
                return Verdict.Refused(route, session.Error);
            }

            // The session's own signature is the way to what the server tells of it, as it is for everybody else's.
            HeaderField[] headers = [new("Host", "gateway")];
            var unsigned = new SignedRequest("GET", "/", headers);
            var signed = new SigV4Signer(SigV4Rules.For(route.Service), route.Region).Sign(unsigned, HashOfNothing, session.Value, _clock.GetUtcNow());
            var verifier = _verifiers.Get(route.Service, route.Region, hasForms: false);
            var found = await verifier.Find(unsigned with { Headers = (HeaderField[])[.. headers, .. signed] }, cancelled);
            if (!found.Succeeded && !isSecond && found.Error.Code is "InvalidClientTokenId" or "InvalidAccessKeyId" or "ExpiredToken")
            {
                // The session has ended before its time; the token may still be good for another.
                _tokens.Forget(token, rule);
                continue;
            }

            return !found.Succeeded ? Verdict.Refused(route, found.Error)
                : verifier.Verify(found.Value, HashOfNothing) is { } forged ? Verdict.Refused(route, forged)
                : await Allow(route, found.Value.Caller, question, null, cancelled);
        }
    }

    private async ValueTask<Verdict> Allow(
        GatewayRoute route, KnownCaller caller, AccessQuestion question, string? body, CancellationToken cancelled) =>
        await _decider.Decide(caller, question, cancelled) is { } denied
            ? Verdict.Refused(route, denied) with { Arn = caller.Described.Arn }
            : Verdict.Of(route, caller, body);
}
