using Daypass.Gateway.S3.Accounts;
using Daypass.Gateway.S3.Bodies;
using Daypass.Gateway.S3.Settings;
using Daypass.Protocol.Signing;
using Daypass.S3.Deciding;
using Daypass.S3.Errors;
using Daypass.S3.Forms;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Payloads;
using Microsoft.Extensions.Primitives;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Takes the upload of a browser's form, whose policy was signed, or of nobody where a bucket's policy lets nobody upload.</summary>
internal sealed class FormUpload(S3Settings settings, AccountSet accounts, S3Work work, TimeProvider clock)
{
    private readonly SigV4Rules _rules = SigV4Rules.For("s3") with
    {
        Regions = settings.Region is { } region ? RegionRule.Only(region) : RegionRule.Any,
    };

    /// <summary>Takes it; what to answer when it is refused.</summary>
    /// <param name="posted">The request that brings the form.</param>
    public async Task<S3Error?> Do(S3Exchange posted)
    {
        var (form, unfit) = await PostedForm.Open(posted.Http.Request, posted.Aborted);
        if (form is null)
        {
            return unfit;
        }

        if (PostFormReader.Read(posted.Request, form.Fields, form.FileName, _rules, posted.Facts.Now, out var upload) is { } wrong)
        {
            return wrong;
        }

        var owner = accounts.Find(posted.Target.Account)!;
        var (judge, refused) = await Prove(upload!, owner, posted);
        if (judge is null)
        {
            return refused;
        }

        var most = Math.Min(upload!.Most, settings.Limits.Object);
        if (form.Length > most)
        {
            return S3Errors.EntityTooLarge(form.Length, most);
        }

        if (form.Length < upload.Least)
        {
            return S3Errors.EntityTooSmall(form.Length, upload.Least);
        }

        var exchange = new S3Exchange
        {
            Http = posted.Http,
            Signed = posted.Signed,
            Request = upload.Request,
            Place = posted.Place,
            Target = posted.Target with { Judge = judge },
            Facts = posted.Facts with { SignedAt = upload.Claim?.SignedAt, Region = upload.Claim?.Region.ToString() },
            Record = posted.Record,
            KeepsAnswer = true,
        };
        posted.Record.Key = upload.Request.Key;
        posted.Record.Requester = judge.CallerArn;
        if (RequestBody.ReadChecksums(upload.Request, out var checks) is { } malformed)
        {
            return malformed;
        }

        return await S3Decider.Decide(exchange.Request, exchange.Target, null, exchange.Facts, exchange.Aborted)
            ?? await work.Upload(exchange, new RequestBody(new CheckedBody(form.File, form.Length, checks), form.Length, null))
            ?? await Answer(exchange, upload);
    }

    private async Task<(IAccessJudge? Judge, S3Error? Error)> Prove(PostUpload upload, ServedAccount owner, S3Exchange posted)
    {
        if (upload.Claim is not { } claim)
        {
            return (new VerifiedJudge(owner.Decider, owner.Callers.Resources, null), null);
        }

        using var alarm = new CancellationTokenSource(settings.Server.Patience, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(posted.Aborted, alarm.Token);
        var found = await owner.Callers.Find(claim, posted.Facts.Now, enough.Token);
        return ReferenceEquals(found.Error, CallerDirectory.OfAnotherAccount)
                ? (null, S3Errors.AccessDenied with { Reason = "forms are taken of callers of the bucket's own account" })
            : !found.Succeeded ? (null, Refused(found.Error.Code))
            : FormSignature.Verify(claim, found.Value.Key, upload.PolicyText)
                ? (new VerifiedJudge(owner.Decider, owner.Callers.Resources, found.Value), null)
            : (null, S3Error.From(PayloadErrors.SignatureDiffers));
    }

    private static S3Error Refused(string code) => code == "ExpiredToken"
        ? new S3Error("ExpiredToken", 400, "The provided token has expired.")
        : new S3Error("InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records.");

    private static async Task<S3Error?> Answer(S3Exchange exchange, PostUpload upload)
    {
        var response = exchange.Http.Response;
        var etag = response.Headers.ETag.ToString();
        response.ContentLength = null;
        response.Headers.ContentType = StringValues.Empty;
        if (upload.RedirectFor(etag) is { } redirect)
        {
            response.StatusCode = StatusCodes.Status303SeeOther;
            response.Headers.Location = redirect;
            response.ContentLength = 0;
            return null;
        }

        var location = AnswerLocation.Of(exchange.Http.Request, upload.Request);
        response.Headers.Location = location;
        await OwnAnswer.Write(exchange, upload.SuccessStatus == 201 ? upload.WriteCreated(location, etag) : [], upload.SuccessStatus);
        return null;
    }
}
