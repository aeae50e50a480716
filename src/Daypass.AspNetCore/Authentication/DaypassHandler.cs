using System.Security.Claims;
using System.Text.Encodings.Web;
using Daypass.AspNetCore.Bodies;
using Daypass.AspNetCore.Options;
using Daypass.AspNetCore.Refusals;
using Daypass.AspNetCore.Services;
using Daypass.AspNetCore.Telemetry;
using Daypass.Protocol.Errors;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Calls;
using Daypass.Verifier.Requests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Daypass.AspNetCore.Authentication;

/// <summary>Proves who signed a request, and lets its body be read only as far as the signature vouches for it.</summary>
internal sealed partial class DaypassHandler(
    IOptionsMonitor<DaypassOptions> options, ILoggerFactory logger, UrlEncoder encoder, VerifiedServices services, ForeignCallers foreign, BodyGuard guard,
    KeptBytes kept, AccessMeasures measures)
    : AuthenticationHandler<DaypassOptions>(options, logger, encoder)
{
    private static readonly AwsError NotSigned =
        new("MissingAuthenticationToken", 403, "Request is missing Authentication Token") { Reason = Reasons.NotSigned.Text };

    private static readonly AwsError NotSignedForStorage = new("AccessDenied", 403, "Access Denied") { Reason = Reasons.NotSigned.Text };

    private static readonly AwsError TwoLengths = new("InvalidRequest", 400, "The request says in two ways how long its body is.");

    private static readonly AwsError Forbidden = CommonErrors.AccessDenied("You are not authorized to perform this operation.");

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!RequestHead.ClaimsSignature(Request))
        {
            return AuthenticateResult.NoResult();
        }

        var isPresigned = Request.Headers.Authorization.Count == 0;
        try
        {
            var proven = await Prove();
            measures.CountAuthentication(proven.Succeeded ? AccessMeasures.Allowed : AccessMeasures.Denied, isPresigned);
            return proven.Succeeded
                ? AuthenticateResult.Success(new AuthenticationTicket(proven.Value, Scheme.Name))
                : Refused(proven.Error);
        }
        catch (ServerUnreachableException away)
        {
            measures.CountAuthentication(AccessMeasures.Unavailable, isPresigned);
            return Refused(CommonErrors.ServiceUnavailable() with { Reason = away.Message });
        }
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Answer(Options.SigningName == "s3" ? NotSignedForStorage : NotSigned);

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Answer(Forbidden);

    private async Task<Result<ClaimsPrincipal>> Prove()
    {
        // Two lengths for one body is how requests are smuggled past a proxy. Kestrel renames the one it does not believe.
        if (Request.Headers.TransferEncoding.Count > 0 && Request.Headers.ContainsKey("X-Content-Length"))
        {
            return TwoLengths;
        }

        var service = services.Find(Scheme.Name);
        var signed = RequestHead.Read(Context);
        var found = await service.Verifier.Find(signed, Context.RequestAborted);
        if (!found.Succeeded)
        {
            return ReferenceEquals(found.Error, CallerDirectory.OfAnotherAccount) && Options.AskAboutForeignCallers
                ? await foreign.Prove(Context, service, signed)
                : found.Error;
        }

        return await Verify(service, found.Value);
    }

    private async Task<Result<ClaimsPrincipal>> Verify(VerifiedService service, ClaimedRequest claimed)
    {
        if (SignedBody.Check(Context, claimed.Authorization.Payload, Options) is { } unsigned)
        {
            return unsigned;
        }

        string? bodyHash;
        if (claimed.NeedsBody)
        {
            var body = await KeptBody.Read(Context, kept, Options);
            if (!body.Succeeded)
            {
                return body.Error;
            }

            if (service.Verifier.Verify(claimed, body.Value) is { } different)
            {
                return different;
            }

            bodyHash = Convert.ToHexStringLower(body.Value);
        }
        else
        {
            if ((service.Verifier.Verify(claimed) ?? SignedBody.Open(Context, claimed, guard, Options)) is { } different)
            {
                return different;
            }

            bodyHash = claimed.Authorization.PayloadHash;
        }

        var described = claimed.Caller.Described;
        var caller = new CallerFeature(
            service, claimed.Authorization, bodyHash is null ? null : new AskedRequest(service, claimed.Signed, bodyHash))
        {
            Arn = described.Arn,
            Account = described.Account,
            UserId = described.UserId,
            Known = claimed.Caller,
        };
        Context.Features.Set(caller);
        Context.Features.Set<ICallerFeature>(caller);
        return CallerIdentity.Create(Scheme.Name, claimed.Caller);
    }

    private AuthenticateResult Refused(AwsError error)
    {
        RefusalAnswer.Of(Context).Note(error);
        return AuthenticateResult.Fail(error.Message ?? error.Code);
    }

    private async Task Answer(AwsError otherwise)
    {
        var answer = RefusalAnswer.Of(Context);
        var error = answer.Error ?? otherwise;
        var id = await RefusalAnswer.Write(Context, Options, error, answer.EncodedMessage);
        LogRefused(Logger, id, error.Code, error.Reason ?? error.Message, Context.Features.Get<ICallerFeature>()?.Arn);
    }

    [LoggerMessage(3, LogLevel.Information, "Request {RequestId} was refused with {Code}: {Reason} Caller: {Caller}")]
    private static partial void LogRefused(ILogger log, string requestId, string code, string? reason, string? caller);
}
