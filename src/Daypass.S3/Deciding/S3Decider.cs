using Daypass.S3.Actions;
using Daypass.S3.Bodies;
using Daypass.S3.Errors;
using Daypass.S3.Operations;
using Daypass.S3.Requests;
using Daypass.Verifier.Decisions;

namespace Daypass.S3.Deciding;

/// <summary>Decides what of S3 a caller may have. Safe for any number of threads.</summary>
public static class S3Decider
{
    private const string ExistingTag = "s3:ExistingObjectTag/";

    /// <summary>Null when the request may be carried out; otherwise what to answer. Of a batch delete only what concerns it as a whole.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">The bucket it is addressed to; for ListBuckets a bucket with the caller's account.</param>
    /// <param name="source">The bucket of the source of a copy; null when it is no copy.</param>
    /// <param name="facts">What else is known.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="Verifier.Calls.ServerUnreachableException">The server is away.</exception>
    public static async ValueTask<S3Error?> Decide(
        S3Request request, S3Bucket target, S3Bucket? source, RequestFacts facts, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(facts);
        if ((request.Source is null) != (source is null))
        {
            throw new ArgumentException("A copy has the bucket of its source, and nothing else has.", nameof(source));
        }

        if (OwnerRule.Check(request, target, source) is { } other)
        {
            return other;
        }

        return await Restricted(target, cancelled)
            ?? (source is null ? null : await Restricted(source, cancelled))
            ?? await Ask(request, target, source, facts, cancelled) ?? AclRule.Check(request, target);
    }

    /// <summary>For each entry of a batch delete null when it may be deleted, and otherwise its error.</summary>
    public static async ValueTask<IReadOnlyList<S3Error?>> DecideEach(
        S3Request request, S3Bucket target, IReadOnlyList<DeleteEntry> entries, RequestFacts facts, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(entries);
        var errors = new S3Error?[entries.Count];
        if (await Restricted(target, cancelled) is { } closed)
        {
            Array.Fill(errors, closed);
            return errors;
        }

        var writer = new QuestionWriter(request, facts);
        var questions = new List<AccessQuestion>(entries.Count);
        var entryOf = new List<int>(entries.Count);
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = entries[index];
            foreach (var needed in request.Operation.Actions)
            {
                if (needed.Subject == ActionSubject.Entry && Occasions.Has(request, needed.Occasion))
                {
                    var on = Subject.Of(target, entry.Key, entry.VersionId) with { ETag = entry.ETag };
                    questions.Add(writer.Write(entry.VersionId is not null && needed.OfVersion is { } ofVersion ? ofVersion : needed.Action, on));
                    entryOf.Add(index);
                }
            }
        }

        var judged = await Judge(target, questions, cancelled);
        for (var index = 0; index < judged.Count; index++)
        {
            errors[entryOf[index]] ??= judged[index].IsAllowed ? null : Denied(judged[index]);
        }

        return errors;
    }

    /// <summary>Whether the caller may know that an object is not there, which who may list it may: the store's 404 becomes 403 when not. Of a copy it is the
    /// source that is not there.</summary>
    public static async ValueTask<bool> MayKnowAbsence(
        S3Request request, S3Bucket target, S3Bucket? source, RequestFacts facts, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(target);
        if ((request.Source is null) != (source is null))
        {
            throw new ArgumentException("A copy has the bucket of its source, and nothing else has.", nameof(source));
        }

        var (bucket, key) = (source ?? target, request.Source?.Key ?? request.Key);
        var question = new QuestionWriter(request, facts).Write(S3Actions.Get("ListBucket"), new Subject(bucket, bucket.Arn) { Prefix = key });
        return (await Judge(bucket, [question], cancelled))[0].IsAllowed;
    }

    /// <summary>What the target needs is asked first, then what the source needs: the judges may be two.</summary>
    private static async ValueTask<S3Error?> Ask(
        S3Request request, S3Bucket target, S3Bucket? source, RequestFacts facts, CancellationToken cancelled)
    {
        var tags = new AskedTags(facts.FindTags);
        return await AskAbout(ActionSubject.Target, target) ?? (source is null ? null : await AskAbout(ActionSubject.Source, source));

        async ValueTask<S3Error?> AskAbout(ActionSubject subject, S3Bucket bucket)
        {
            var (writer, questions, all) = (new QuestionWriter(request, facts), new List<AccessQuestion>(2), new List<NeededAction>(2));
            foreach (var needed in request.Operation.Actions)
            {
                if (needed.Subject == subject && (Occasions.Has(request, needed.Occasion) || BringsBucketTags(needed, facts)))
                {
                    questions.Add(await Question(writer, request, needed, bucket, tags, cancelled));
                    all.Add(needed);
                }
            }

            var judged = await Judge(bucket, questions, cancelled);
            for (var index = 0; index < judged.Count; index++)
            {
                // Where there are no tags, none are copied, and nobody needs the permission to.
                if (!judged[index].IsAllowed && (all[index].Occasion != ActionOccasion.CopiesTags
                    || await tags.Find(new TaggedObject(source!, request.Source!.Key, request.Source.VersionId), cancelled) is { Count: > 0 }))
                {
                    return Denied(judged[index]);
                }
            }

            return null;
        }
    }

    private static bool BringsBucketTags(NeededAction needed, RequestFacts facts) =>
        needed.Occasion == ActionOccasion.BringsBucketTags && facts.Body.Tags is { Count: > 0 };

    private static async ValueTask<AccessQuestion> Question(
        QuestionWriter writer, S3Request request, NeededAction needed, S3Bucket bucket, AskedTags tags, CancellationToken cancelled)
    {
        var (key, version) = needed.Subject == ActionSubject.Source ? (request.Source!.Key, request.Source.VersionId) : (request.Key, request.VersionId);
        var action = version is not null && needed.OfVersion is { } ofVersion ? ofVersion : needed.Action;
        if (action.Target == ActionTarget.All)
        {
            return writer.Write(action, new Subject(bucket, "*"));
        }

        if (action.Target == ActionTarget.Bucket || key is null)
        {
            var question = writer.Write(action, new Subject(bucket, bucket.Arn));
            return OwnerRule.MayPassOver(action, bucket) ? question with { IgnoresResourcePolicy = true } : question;
        }

        var on = Subject.Of(bucket, key, version);
        if (action.Has(ExistingTag + "?") && await bucket.Judge.Reads(on.Arn, ExistingTag, cancelled))
        {
            on = on with { ExistingTags = await tags.Find(new TaggedObject(bucket, key, version), cancelled) };
        }

        return writer.Write(action, on);
    }

    private static async ValueTask<IReadOnlyList<S3Judgement>> Judge(S3Bucket bucket, List<AccessQuestion> questions, CancellationToken cancelled)
    {
        if (questions.Count == 0)
        {
            return [];
        }

        var judged = await bucket.Judge.Judge(questions, cancelled);
        return judged.Count == questions.Count ? judged : throw new InvalidOperationException("A judge left questions open.");
    }

    /// <summary>The refusal of who is not of the bucket's account, when its policy is public and public policies do not count.</summary>
    private static async ValueTask<S3Error?> Restricted(S3Bucket bucket, CancellationToken cancelled) =>
        bucket.Judge.CallerAccount != bucket.Account && bucket.PublicAccess.RestrictPublicBuckets && await bucket.Judge.IsPublic(bucket.Arn, cancelled)
            ? S3Errors.AccessDenied with { Reason = $"The policy of {bucket.Name} is public, and RestrictPublicBuckets is on." }
            : null;

    private static S3Error Denied(S3Judgement judgement) =>
        judgement.Error ?? (S3Errors.AccessDenied with
        {
            Message = judgement.Message ?? S3Errors.AccessDenied.Message,
            EncodedMessage = judgement.EncodedMessage,
        });
}
