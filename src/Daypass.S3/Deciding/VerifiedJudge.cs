using Daypass.Policy.Decisions;
using Daypass.S3.Policies;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Decisions;
using Daypass.Verifier.Resources;

namespace Daypass.S3.Deciding;

/// <summary>Decides by what the verifier knows: about callers of the bucket's own account, and about requests without authentication.</summary>
/// <param name="decider">Decides.</param>
/// <param name="resources">What the bucket's account says of its resources.</param>
/// <param name="caller">Who was proven; null for a request without authentication.</param>
public sealed class VerifiedJudge(AccessDecider decider, ResourceDirectory resources, KnownCaller? caller) : IAccessJudge
{
    /// <inheritdoc/>
    public string? CallerArn => caller?.Described.Arn;

    /// <inheritdoc/>
    public string? CallerAccount => caller?.Described.Account;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<S3Judgement>> Judge(IReadOnlyList<AccessQuestion> questions, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var judged = new S3Judgement[questions.Count];
        for (var index = 0; index < judged.Length; index++)
        {
            var question = questions[index];
            await KnowBucketOf(question.Resource, cancelled);
            var judgement = await decider.Judge(caller, question, cancelled);
            judged[index] = judgement.IsAllowed ? S3Judgement.Allowed : new S3Judgement(false, Sentence(judgement, question));
        }

        return judged;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> Reads(string resource, string keyPrefix, CancellationToken cancelled)
    {
        await KnowBucketOf(resource, cancelled);
        return await decider.Reads(caller, resource, keyPrefix, cancelled);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsPublic(string bucketArn, CancellationToken cancelled) =>
        (await resources.Find(bucketArn, cancelled)).OuterPolicy is { } policy && PublicPolicies.IsPublic(policy.Statements);

    /// <summary>The bucket is asked about first: when nothing in it has a policy of its own, its objects need not be asked about, whose keys may hold letters
    /// that no ARN in a question may.</summary>
    private async ValueTask KnowBucketOf(string resource, CancellationToken cancelled)
    {
        if (resource.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
        {
            await resources.Find(resource[..slash], cancelled);
        }
    }

    private string? Sentence(in AccessJudgement judgement, AccessQuestion question)
    {
        if (caller is null)
        {
            return null;
        }

        // What was delegated, or a task, limits a session as a session policy does, and is called so.
        var decision = judgement.Decision.Layer is DecisionLayer.Endpoint ? judgement.Decision with { Layer = DecisionLayer.Session } : judgement.Decision;
        return DenialMessage.Create(
            decision, caller.Described.Arn, question.Action, $"\"{question.Resource}\"", withReason: true,
            judgement.PolicyLabel?.StartsWith("arn:", StringComparison.Ordinal) == true ? judgement.PolicyLabel : null);
    }
}
