using Daypass.Gateway.Requests;
using Daypass.Gateway.Routes;
using Daypass.Protocol.Errors;
using Daypass.Verifier.Decisions;

namespace Daypass.Gateway.Deciding;

/// <summary>Makes the question of a route out of a request.</summary>
internal static class RouteQuestion
{
    private const int LongestValue = 2048;

    /// <summary>The question, or why the request names nothing that could be asked about.</summary>
    public static Result<AccessQuestion> Create(GatewayRoute route, RequestPath path, OriginalRequest request)
    {
        if (!route.Resource.TryFill(new PathValues(route.Path, path), out var arn, out _))
        {
            return GateErrors.NameUnfit;
        }

        var keys = new List<KeyValuePair<string, string>>(route.Keys.Count);
        foreach (var rule in route.Keys)
        {
            string? value;
            if (rule.Source == KeySource.Query)
            {
                if (!path.TryGetParameter(rule.Value, out value))
                {
                    return GateErrors.ParameterUnclear;
                }
            }
            else
            {
                value = rule.Source == KeySource.Text ? rule.Value : route.Path.Find(path, rule.Value);
            }

            if (value?.Length > LongestValue)
            {
                return GateErrors.ParameterUnclear;
            }

            if (value is not null)
            {
                keys.Add(new(rule.Name, value));
            }
        }

        return new AccessQuestion(route.Action, arn, route.Account)
        {
            SourceIp = request.SourceIp,
            IsSecure = request.IsSecure,
            UserAgent = request.FindHeader("User-Agent"),
            Referer = request.FindHeader("Referer"),
            Region = route.Region,
            Keys = keys,
        };
    }
}
