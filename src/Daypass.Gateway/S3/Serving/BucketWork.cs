using System.Globalization;
using Daypass.Gateway.S3.Answers;
using Daypass.Gateway.S3.Buckets;
using Daypass.Gateway.S3.Settings;
using Daypass.Gateway.S3.Stores;
using Daypass.S3.Buckets;
using Daypass.S3.Errors;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Lists, makes and deletes buckets, so that it is always known whose a bucket is.</summary>
internal sealed class BucketWork(
    S3Settings settings, StoreSet stores, CurrentBuckets buckets, BucketSettingsWork kept, DocumentRelay documents, TimeProvider clock)
{
    private const int MostAtOnce = 10_000;

    /// <summary>Carries out what is about buckets as such; others are not its own.</summary>
    public Task<OwnAnswer> Do(S3Exchange exchange) => exchange.Request.Operation.Name switch
    {
        "ListBuckets" => List(exchange),
        "CreateBucket" => Create(exchange),
        "DeleteBucket" => Delete(exchange),
        "GetBucketLocation" => TellLocation(exchange),
        "HeadBucket" => Head(exchange),
        _ => Task.FromResult(OwnAnswer.NotOurs),
    };

    private async Task<OwnAnswer> List(S3Exchange exchange)
    {
        var (account, found) = (exchange.Target.Account, new SortedDictionary<string, DateTimeOffset>(StringComparer.Ordinal));
        foreach (var store in stores.All)
        {
            if (!buckets.Now.MayHold(store.Settings.Name, account))
            {
                continue;
            }

            using var answer = await documents.Ask(store, new StoreCall("GET", null, "/"), null, exchange.Record, exchange.Aborted);
            if (!answer.IsSuccessStatusCode)
            {
                return OwnAnswer.Refused(await StoreError.Read(answer, store, null, exchange.Aborted));
            }

            if (await StoreDocument.ReadBody(answer, StoreDocument.Longest, exchange.Aborted) is not { } body
                || StoreDocument.ReadPairs(body, "Bucket", "Name", "CreationDate") is not { } pairs)
            {
                return OwnAnswer.Refused(S3Errors.InternalError with { Reason = $"the store {store.Settings.Name} answered no list of buckets" });
            }

            foreach (var (name, made) in pairs)
            {
                if (buckets.Now.FindInStore(store.Settings.Name, name) is { } place && place.Account == account)
                {
                    found[place.Name] = DateTimeOffset.TryParse(made, CultureInfo.InvariantCulture, out var at) ? at : DateTimeOffset.UnixEpoch;
                }
            }
        }

        return await OwnAnswer.Write(exchange, WriteList(exchange, found));
    }

    private static byte[] WriteList(S3Exchange exchange, SortedDictionary<string, DateTimeOffset> found)
    {
        var request = exchange.Request;
        var (prefix, after) = (request.Parameter("prefix"), request.Parameter("continuation-token"));
        var most = int.TryParse(request.Parameter("max-buckets"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said is > 0 and < MostAtOnce
            ? said : MostAtOnce;
        var page = found.Where(one => one.Key.StartsWith(prefix ?? "", StringComparison.Ordinal)
            && (after is null || string.CompareOrdinal(one.Key, after) > 0)).Take(most + 1).ToList();
        return BucketAnswers.List(
            OwnerId.Of(exchange.Target.Account), page.Take(most), prefix, page.Count > most ? page[most - 1].Key : null);
    }

    private async Task<OwnAnswer> Create(S3Exchange exchange)
    {
        var name = exchange.Request.Bucket!;
        if (buckets.Now.Registry is not { } registry || exchange.Request.Header("x-amz-bucket-object-lock-enabled") is not null)
        {
            return OwnAnswer.Refused(S3Errors.NotImplemented("CreateBucket") with { Reason = "no buckets can be made here, or none with object lock" });
        }

        var store = stores[settings.Buckets.StoreForNew];
        var location = exchange.Facts.Body.Location;
        if (location is { Length: > 0 } && settings.Region is { } region && location != region)
        {
            return OwnAnswer.Refused(new S3Error("InvalidLocationConstraint", 400, "The specified location-constraint is not valid")
                .With("LocationConstraint", location));
        }

        return await registry.InTurn(() => CreateInTurn(exchange, registry, store, name), exchange.Aborted);
    }

    private async Task<OwnAnswer> CreateInTurn(S3Exchange exchange, BucketRegistry registry, Store store, string name)
    {
        if (buckets.Now.Find(name) is { } there)
        {
            return OwnAnswer.Refused(there.Account == exchange.Target.Account
                ? new S3Error("BucketAlreadyOwnedByYou", 409, "Your previous request to create the named bucket succeeded and you already own it.")
                    .With("BucketName", name)
                : AlreadyExists(name));
        }

        // A bucket that the store has for itself is not made by asking for it once more, which some stores answer with success.
        using (var head = await documents.Ask(store, new StoreCall("HEAD", name, "/"), null, exchange.Record, exchange.Aborted))
        {
            if ((int)head.StatusCode != 404)
            {
                return OwnAnswer.Refused(AlreadyExists(name));
            }
        }

        return await Make(exchange, registry, store, name);
    }

    private async Task<OwnAnswer> Make(S3Exchange exchange, BucketRegistry registry, Store store, string name)
    {
        // Recorded first: nobody else can claim the name while the store makes it.
        var made = new MadeBucket(name, exchange.Target.Account, store.Settings.Name, clock.GetUtcNow());
        if (await registry.Add(made, exchange.Aborted) is not null)
        {
            return OwnAnswer.Refused(AlreadyExists(name));
        }

        var isMade = false;
        try
        {
            // What a bucket of that name had that is gone.
            if (await kept.RemovePolicy(exchange) is { } unremoved)
            {
                return OwnAnswer.Refused(unremoved);
            }

            using var answer = await documents.Ask(store, new StoreCall("PUT", name, "/"), ReadOnlyMemory<byte>.Empty, exchange.Record, exchange.Aborted);
            if (!answer.IsSuccessStatusCode)
            {
                return OwnAnswer.Refused(await StoreError.Read(answer, store, null, exchange.Aborted));
            }

            isMade = true;
        }
        finally
        {
            if (!isMade)
            {
                await registry.Remove(name, CancellationToken.None);
            }
        }

        exchange.Record.BucketAccount = made.Account;
        exchange.Http.Response.Headers.Location = "/" + name;
        return await OwnAnswer.Write(exchange, []);
    }

    private async Task<OwnAnswer> Delete(S3Exchange exchange)
    {
        var place = exchange.Place!;
        var store = stores[place.Store];
        using var answer = await documents.Ask(store, new StoreCall("DELETE", place.NameInStore, "/"), null, exchange.Record, exchange.Aborted);
        if (!answer.IsSuccessStatusCode)
        {
            return OwnAnswer.Refused(await StoreError.Read(answer, store, place, exchange.Aborted));
        }

        if (buckets.Now.Registry is { } registry)
        {
            await registry.Remove(place.Name, CancellationToken.None);
        }

        return await kept.RemovePolicy(exchange) is { } unremoved
            ? OwnAnswer.Refused(unremoved)
            : await OwnAnswer.Write(exchange, [], StatusCodes.Status204NoContent);
    }

    private Task<OwnAnswer> TellLocation(S3Exchange exchange) => OwnAnswer.Write(exchange, BucketAnswers.Location(settings.Region));

    private async Task<OwnAnswer> Head(S3Exchange exchange)
    {
        var place = exchange.Place!;
        var store = stores[place.Store];
        using var answer = await documents.Ask(store, new StoreCall("HEAD", place.NameInStore, "/"), null, exchange.Record, exchange.Aborted);
        if (!answer.IsSuccessStatusCode)
        {
            return OwnAnswer.Refused((int)answer.StatusCode == 404 ? S3Errors.NoSuchBucket(place.Name)
                : await StoreError.Read(answer, store, place, exchange.Aborted));
        }

        exchange.Http.Response.Headers["x-amz-bucket-region"] = settings.Region ?? "us-east-1";
        return await OwnAnswer.Write(exchange, []);
    }

    private static S3Error AlreadyExists(string name) => new S3Error(
        "BucketAlreadyExists", 409,
        "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.")
        .With("BucketName", name);
}
