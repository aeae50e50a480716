using Daypass.Gateway.S3.Answers;
using Daypass.Gateway.S3.Bodies;
using Daypass.Gateway.S3.Settings;
using Daypass.Gateway.S3.Stores;
using Daypass.Protocol.Signing;
using Daypass.S3.Deciding;
using Daypass.S3.Errors;
using Daypass.S3.Operations;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Has a proven request decided, and carries it out.</summary>
internal sealed class S3Work(
    S3Settings settings, StoreSet stores, ObjectRelay objects, DocumentRelay documents, BatchDelete batch, BucketWork bucketWork,
    BucketSettingsWork settingsWork, TagsInStore tags)
{
    /// <summary>Longer than a document of 1,000 keys or 10,000 parts is.</summary>
    private const long LongestDocument = 8 * 1024 * 1024;

    /// <summary>Longer than a document is that is read before the decision, because the decision depends on it.</summary>
    private const long LongestFacts = 256 * 1024;

    /// <summary>A body that is not longer is proven before the store is asked for anything.</summary>
    private const long ShortBody = 64 * 1024;

    /// <summary>Carries it out; what to answer when it is refused.</summary>
    public async Task<S3Error?> Do(S3Exchange exchange)
    {
        var operation = exchange.Request.Operation;
        exchange.Facts = exchange.Facts with { FindTags = (tagged, cancelled) => tags.Find(exchange, tagged, cancelled) };
        if (operation.Body == BodyKind.None && HasBody(exchange.Http.Request))
        {
            return RelayErrors.NoBody;
        }

        var bears = DocumentFacts.Bears(operation);
        var longest = operation.Body == BodyKind.Data ? settings.Limits.Object : bears ? LongestFacts : LongestDocument;
        RequestBody? body = null;
        if (operation.Body is BodyKind.Document or BodyKind.Data
            && RequestBody.Open(exchange.Http, exchange.Request, exchange.Claimed, longest, out body) is { } unfit)
        {
            return unfit;
        }

        if (bears)
        {
            var document = await body!.ReadAll(exchange.Aborted);
            if (DocumentFacts.Read(operation, ref document, out var facts) is { } malformed)
            {
                return malformed;
            }

            (exchange.Document, exchange.Facts) = (document, exchange.Facts with { Body = facts });
        }

        if (await S3Decider.Decide(exchange.Request, exchange.Target, exchange.Source, exchange.Facts, exchange.Aborted) is { } refused)
        {
            return refused;
        }

        // What the decision does not depend on is read only for who may send it.
        if (operation.Body == BodyKind.Document)
        {
            exchange.Document ??= await body!.ReadAll(exchange.Aborted);
        }

        return operation.Name == "DeleteObjects" ? await batch.Do(exchange, exchange.Document!) : await CarryOut(exchange, body);
    }

    private async Task<S3Error?> CarryOut(S3Exchange exchange, RequestBody? body)
    {
        var operation = exchange.Request.Operation;
        if (await bucketWork.Do(exchange) is { IsDone: true } own)
        {
            return own.Error;
        }

        if (await settingsWork.Do(exchange) is { IsDone: true } kept)
        {
            return kept.Error;
        }

        var store = stores[exchange.Place!.Store];
        if (!store.Has(operation.Name) || operation.Class == OperationClass.Kept || operation.Body == BodyKind.Form)
        {
            return S3Errors.NotImplemented(operation.Marker ?? operation.Name) with
            {
                Reason = $"the store {store.Settings.Name} is not known to have {operation.Name}",
            };
        }

        var refusal = operation switch
        {
            { Body: BodyKind.Data } => await Upload(exchange, body!),
            { Name: "GetObject" } => await objects.Relay(exchange.Http, store, exchange.Place, CallFor(exchange), null, exchange.Record),
            _ => await documents.Relay(
                exchange.Http, store, exchange.Place, CallFor(exchange) with { PayloadHash = Hash(exchange.Document) },
                exchange.Document is { } document ? document : TakesContent(exchange) ? ReadOnlyMemory<byte>.Empty : null, RewriterFor(exchange),
                exchange.Record),
        };
        return refusal is { Status: 404, Code: "NoSuchKey" }
            && !await S3Decider.MayKnowAbsence(exchange.Request, exchange.Target, exchange.Source, exchange.Facts, exchange.Aborted)
            ? S3Errors.AccessDenied with { Reason = "it is not there, and the caller may not list the bucket" }
            : refusal;
    }

    /// <summary>Headers of the content need a content to go with.</summary>
    private static bool TakesContent(S3Exchange exchange) => exchange.Request.Operation.Method is "PUT" or "POST";

    /// <summary>Passes on the data of an object or part that was decided.</summary>
    public async Task<S3Error?> Upload(S3Exchange exchange, RequestBody body)
    {
        var store = stores[exchange.Place!.Store];
        var call = CallFor(exchange);
        if (body.Length <= ShortBody)
        {
            var bytes = await body.ReadAll(exchange.Aborted);
            return await documents.Relay(
                exchange.Http, store, exchange.Place!, call with { PayloadHash = Hash(bytes) }, bytes, RewriterFor(exchange), exchange.Record,
                exchange.KeepsAnswer);
        }

        return await objects.Relay(
            exchange.Http, store, exchange.Place!, call with
            {
                Length = body.Length,
                PayloadHash = store.Settings.Payload == PayloadSigning.Hash && body.Hash is { } hash ? hash : StoreCall.Unsigned,
            },
            new WithheldEnd(body.Data), exchange.Record, exchange.KeepsAnswer);
    }

    private static StoreCall CallFor(S3Exchange exchange)
    {
        var headers = new List<HeaderField>();
        foreach (var (name, value) in exchange.Request.HeadersForStore())
        {
            headers.Add(new HeaderField(name, value));
        }

        if (exchange.Request.Source is { } source)
        {
            headers.Add(new HeaderField("x-amz-copy-source", source.ToHeader(exchange.SourcePlace!.NameInStore)));
        }

        return new StoreCall(exchange.Request.Operation.Method, exchange.Place!.NameInStore, exchange.Request.TargetFor(null)) { Headers = headers };
    }

    private static string Hash(byte[]? body) => body is null or { Length: 0 } ? StoreCall.HashOfNothing
        : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body));

    private static AnswerRewriter? RewriterFor(S3Exchange exchange) => exchange.Request.Operation.Name switch
    {
        "ListObjects" or "ListObjectsV2" or "ListObjectVersions" or "ListMultipartUploads" or "ListParts" or "CreateMultipartUpload" =>
            new AnswerRewriter(exchange.Place!, OwnerId.Of(exchange.Place!.Account), null),
        "CompleteMultipartUpload" => new AnswerRewriter(
            exchange.Place!, OwnerId.Of(exchange.Place!.Account), AnswerLocation.Of(exchange.Http.Request, exchange.Request)),
        _ => null,
    };

    private static bool HasBody(HttpRequest request) => request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
}
