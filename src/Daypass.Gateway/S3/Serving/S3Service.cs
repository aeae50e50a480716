using Daypass.Gateway.S3.Accounts;
using Daypass.Gateway.S3.Buckets;
using Daypass.Gateway.S3.Logs;
using Daypass.Gateway.S3.Settings;
using Daypass.Protocol.Signing;
using Daypass.S3.Deciding;
using Daypass.S3.Errors;
using Daypass.S3.Requests;
using Daypass.Server.Edge;
using Microsoft.AspNetCore.Connections.Features;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Understands a request, proves who made it, has it decided, and has it carried out.</summary>
internal sealed class S3Service(
    S3Settings settings, AccountSet accounts, CurrentBuckets buckets, S3Work work, FormUpload forms, LogFiles logs, TimeProvider clock)
{
    private readonly S3RequestReader _reader = new(new ServedDomains(settings.Domains));
    private readonly RequestProver _prover = new(accounts);

    /// <summary>Serves a request; what to answer when it is refused.</summary>
    /// <param name="http">The web server's view of it.</param>
    /// <param name="signed">As it arrived.</param>
    /// <param name="client">Who sent it.</param>
    /// <param name="record">Gets what the log says.</param>
    public async Task<S3Error?> Serve(HttpContext http, SignedRequest signed, Client client, AccessRecord record)
    {
        if (!_reader.TryRead(signed, out var request, out var malformed))
        {
            return malformed;
        }

        var place = request.Bucket is { } bucket ? buckets.Now.Find(bucket) : null;
        Describe(request, place, record);
        var proven = await Prove(request, signed, place, record, http.RequestAborted);
        if (proven.Error is not null)
        {
            return proven.Error;
        }

        if (request.Bucket is not null && place is null && request.Operation.Name != "CreateBucket")
        {
            return S3Errors.NoSuchBucket(request.Bucket);
        }

        var source = request.Source is { } copied ? buckets.Now.Find(copied.Bucket) : null;
        if (request.Source is not null && source is null)
        {
            return S3Errors.NoSuchBucket(request.Source.Bucket);
        }

        if (source is not null && source.Store != place!.Store)
        {
            return RelayErrors.TwoStores;
        }

        // What is asked of the service, or of a bucket that is to be made, is asked of the caller's own account.
        var owner = place is not null ? accounts.Find(place.Account) : proven.Request!.Home;
        if (owner is null)
        {
            return S3Errors.AccessDenied with { Reason = "the account of the bucket or of the caller is not served" };
        }

        var exchange = new S3Exchange
        {
            Http = http,
            Signed = signed,
            Request = request,
            Place = place,
            Target = Bucket(request.Bucket ?? "", owner, proven.Request!),
            SourcePlace = source,
            Source = source is null ? null : Bucket(source.Name, accounts.Find(source.Account)!, proven.Request!),
            Claimed = proven.Request!.Claimed,
            Facts = FactsOf(http, client, proven.Request),
            Record = record,
        };
        var refusal = request.Form == RequestForm.Post ? await forms.Do(exchange) : await work.Do(exchange);
        record.Requester ??= exchange.Target.Judge.CallerArn;

        if (refusal is { Code: "AccessDenied" })
        {
            record.ErrorCode = refusal.Code;
            record.Reason = refusal.Reason;
            record.Status = refusal.Status;
            logs.AddDenial(record, request.Operation.Name, exchange.Target.Arn + (request.Key is null ? "" : "/" + request.Key), refusal.Message);
        }

        return refusal;
    }

    private static void Describe(S3Request request, BucketPlace? place, AccessRecord record)
    {
        record.Operation = request.Operation.LogName;
        record.Bucket = request.Bucket;
        record.Key = request.Key;
        record.VersionId = request.VersionId;
        record.BucketAccount = place?.Account;
        record.AuthType = request.Form switch
        {
            RequestForm.Header => "AuthHeader",
            RequestForm.Query => "QueryString",
            _ => null,
        };
    }

    private async ValueTask<(ProvenRequest? Request, S3Error? Error)> Prove(
        S3Request request, SignedRequest signed, BucketPlace? place, AccessRecord record, CancellationToken cancelled)
    {
        var owner = place is null ? null : accounts.Find(place.Account);
        if (request.Form is RequestForm.Anonymous or RequestForm.Post)
        {
            return (new ProvenRequest(signed, null, owner, IsAnonymous: true), null);
        }

        using var alarm = new CancellationTokenSource(settings.Server.Patience, clock);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancelled, alarm.Token);
        try
        {
            var proven = await _prover.Prove(signed, owner, enough.Token);
            record.Requester = proven.Request?.Claimed?.Caller.Described.Arn;
            return proven.Refused is { } refused ? (null, RefusedClaims.Explain(refused, signed, settings.Region, clock.GetUtcNow())) : (proven.Request, null);
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return (null, S3Errors.ServiceUnavailable with { Reason = "the server has not answered in time" });
        }
    }

    private S3Bucket Bucket(string name, ServedAccount account, ProvenRequest proven)
    {
        var bucket = new S3Bucket(name, account.Id, proven.JudgeFor(account));
        return buckets.Now.Registry?.FindSettings(name) is { } kept
            ? bucket with { PublicAccess = BucketSettingsWork.BlockOf(kept), Tags = BucketSettingsWork.TagsOf(kept) } : bucket;
    }

    private RequestFacts FactsOf(HttpContext http, Client client, ProvenRequest proven) => new()
    {
        Now = clock.GetUtcNow(),
        SignedAt = proven.Claimed?.Authorization.SignedAt,
        SourceIp = client.Address,
        IsSecure = client.IsSecure,

        // Of a connection that ends at a proxy nobody says it here, and one that is made up, or the proxy's own, would fulfil conditions.
        TlsVersion = client is { IsSecure: true, Proxy: null } ? TlsWords.Number(http.Features.Get<ITlsHandshakeFeature>()) : null,
        Region = proven.Claimed?.Authorization.Region.ToString(),
    };
}
