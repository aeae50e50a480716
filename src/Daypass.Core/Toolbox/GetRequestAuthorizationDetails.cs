using System.Globalization;
using System.Text.Json;
using Daypass.Core.Authorization;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Toolbox;

namespace Daypass.Core.Toolbox;

/// <summary>Shows to those who may know, in an account that has a part in it, what was evaluated when a request was denied.</summary>
internal sealed class GetRequestAuthorizationDetails(DeniedRequests denied)
    : AccountOperation<GetRequestAuthorizationDetailsRequest, GetRequestAuthorizationDetailsResponse>
{
    private const int PageSize = 10;

    protected override async ValueTask<Result<GetRequestAuthorizationDetailsResponse>> Handle(
        GetRequestAuthorizationDetailsRequest input, OperationContext context)
    {
        var found = await DeniedHalf.Find(denied, input.AuthorizationId, context.Caller.Account, context.Now, context.Cancelled);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var (half, start) = (found.Value, 0);
        var evaluations = half.Request.Evaluations;
        if (input.NextToken is { } token
            && !(int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start) && start > 0 && start < evaluations.Count))
        {
            return CommonErrors.ValidationError("The nextToken is not one that was given for this authorization id.");
        }

        var end = Math.Min(start + PageSize, evaluations.Count);
        var page = new List<Evaluation>(end - start);
        for (var index = start; index < end; index++)
        {
            page.Add(Show(evaluations[index], half));
        }

        return new GetRequestAuthorizationDetailsResponse
        {
            RequestContext = Show(half.Request.Context.Where(half.Has)),
            Evaluations = page,
            Policies = [.. half.Request.Policies.Where(half.Has).Select(Show)],
            NextToken = end < evaluations.Count ? end.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    private static Evaluation Show(DeniedEvaluation evaluation, DeniedHalf half)
    {
        var policies = half.Request.Policies;
        var seen = evaluation.Matched.Where(match => half.Has(policies[match.Policy]));
        var matched = seen.GroupBy(static match => match.Policy).Select(match => new MatchedPolicy
        {
            Uri = policies[match.Key].Uri,
            MatchedStatements =
                [.. match.Select(static statement => new StatementMatch { Sid = statement.Sid, EvaluatedEffect = statement.Denies ? "DENY" : "ALLOW" })],
        });
        return new Evaluation
        {
            Action = evaluation.Action,
            Resource = evaluation.Resource,
            Context = half.OfResource ? Show(evaluation.Context) : null,
            EvaluatedEffect = evaluation.Effect,
            MatchedPolicies = [.. matched],
        };
    }

    private static EvaluatedPolicy Show(DeniedPolicy policy) => new()
    {
        Type = policy.Type,
        Inline = policy.IsInline,
        Uri = policy.Uri,
        AttachedTo = policy.AttachedTo is { } arn ? [new AttachedTo { Arn = arn }] : null,
    };

    private static OrderedDictionary<string, RawJson> Show(IEnumerable<DeniedKey> keys)
    {
        var shown = new OrderedDictionary<string, RawJson>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            shown[key.Name] = new RawJson(key.IsList ? $"[{string.Join(',', key.Values.Select(Quote))}]" : Quote(key.Values[0]));
        }

        return shown;
    }

    private static string Quote(string value) => $"\"{JsonEncodedText.Encode(value)}\"";
}
