using System.Security.Cryptography;
using Daypass.Gateway.S3.Answers;
using Daypass.Gateway.S3.Logs;
using Daypass.Gateway.S3.Stores;
using Daypass.Protocol.Signing;
using Daypass.S3.Bodies;
using Daypass.S3.Deciding;
using Daypass.S3.Errors;
using Daypass.Verifier.Payloads;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Deletes many objects: each key is decided by itself, the store gets a new document with those that may be deleted, and every key is
/// answered.</summary>
internal sealed class BatchDelete(StoreSet stores, DocumentRelay documents, LogFiles logs)
{
    private const string LogName = "BATCH.DELETE.OBJECT";
    private const string Bypass = "x-amz-bypass-governance-retention";

    /// <summary>Deletes them.</summary>
    public async Task<S3Error?> Do(S3Exchange exchange, byte[] body)
    {
        if (DeleteDocument.Read(body, out var document) is { } malformed)
        {
            return malformed;
        }

        var refused = await S3Decider.DecideEach(exchange.Request, exchange.Target, document!.Entries, exchange.Facts, exchange.Aborted);
        var allowed = new List<DeleteEntry>(document.Entries.Count);
        for (var index = 0; index < refused.Count; index++)
        {
            if (refused[index] is null)
            {
                allowed.Add(document.Entries[index]);
            }

            Log(exchange, document.Entries[index], refused[index]);
        }

        var (told, error) = allowed.Count == 0 ? ([], null) : await Ask(exchange, allowed);
        if (error is not null)
        {
            return error;
        }

        if (DeleteAnswer.Write(document, refused, told) is not { } answer)
        {
            return S3Errors.InternalError with { Reason = "the store answered no result of a batch" };
        }

        await OwnAnswer.Write(exchange, answer);
        return null;
    }

    private async Task<(byte[] Told, S3Error? Error)> Ask(S3Exchange exchange, List<DeleteEntry> allowed)
    {
        var place = exchange.Place!;
        var store = stores[place.Store];
        if (!store.Has(exchange.Request.Operation.Name))
        {
            return ([], S3Errors.NotImplemented("delete") with { Reason = $"the store {store.Settings.Name} is not known to have it" });
        }

        var body = DeleteDocument.Write(allowed);
        var headers = new List<HeaderField> { new("Content-Type", "application/xml"), new("Content-MD5", Convert.ToBase64String(Md5(body))) };
        if (exchange.Request.Header(Bypass) is { } bypass)
        {
            headers.Add(new(Bypass, bypass));
        }

        var call = new StoreCall("POST", place.NameInStore, "/?delete")
        {
            Headers = headers,
            PayloadHash = Convert.ToHexStringLower(SHA256.HashData(body)),
        };
        using var answer = await documents.Ask(store, call, body, exchange.Record, exchange.Aborted);
        return !answer.IsSuccessStatusCode ? ([], await StoreError.Read(answer, store, place, exchange.Aborted))
            : await StoreDocument.ReadBody(answer, StoreDocument.Longest, exchange.Aborted) is { } told ? (told, null)
            : ([], S3Errors.InternalError with { Reason = $"the store {store.Settings.Name} answered too much" });
    }

    /// <summary>Stores want the one checksum that all of them know.</summary>
    private static byte[] Md5(byte[] body)
    {
        var checksum = Checksum.Create("x-amz-checksum-md5")!;
        var digest = new byte[checksum.Length];
        checksum.Append(body);
        checksum.Finish(digest);
        return digest;
    }

    private void Log(S3Exchange exchange, DeleteEntry entry, S3Error? denied)
    {
        var line = exchange.Record.For(
            LogName, exchange.Request.Bucket, exchange.Target.Account, entry.Key, entry.VersionId, denied?.Status ?? StatusCodes.Status204NoContent,
            denied?.Code);
        logs.Add(line);
        if (denied is { Code: "AccessDenied" })
        {
            logs.AddDenial(line, "DeleteObject", $"{exchange.Target.Arn}/{entry.Key}", denied.Message);
        }
    }
}
