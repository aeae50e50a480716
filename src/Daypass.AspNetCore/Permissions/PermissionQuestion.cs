using System.Globalization;
using System.Net;
using Daypass.AspNetCore.Services;
using Daypass.Protocol.Errors;
using Daypass.Verifier.Decisions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Daypass.AspNetCore.Permissions;

/// <summary>Makes of a request and a permission the question that the policies answer.</summary>
internal static class PermissionQuestion
{
    /// <summary>As many as CheckAccess takes, and as long.</summary>
    private const int MostKeys = 50;
    private const int LongestValue = 2048;
    private const int LongestHeader = 4096;

    /// <summary>The question, or why the request cannot be asked about.</summary>
    /// <param name="requirement">The permission.</param>
    /// <param name="http">The request.</param>
    /// <param name="service">The service.</param>
    /// <param name="signedHeaders">The names of the headers that are signed, joined by semicolons.</param>
    public static Result<AccessQuestion> Create(PermissionRequirement requirement, HttpContext http, VerifiedService service, ReadOnlySpan<char> signedHeaders)
    {
        var options = service.Options;
        if (!requirement.TryName(http, options.Region, options.Account, out var arn, out var unfit))
        {
            return Unfit($"The value of {unfit} cannot name a resource.");
        }

        var keys = new List<KeyValuePair<string, string>>();
        if (AddDeclared(requirement, http, signedHeaders, keys) is { } refusal)
        {
            return refusal;
        }

        if (requirement.Keys is { } more)
        {
            keys.AddRange(more(http));
        }

        if (keys.Count > MostKeys || keys.Exists(static key => key.Value.Length > LongestValue))
        {
            return Unfit("What the request says of itself is too long to decide by.");
        }

        var headers = http.Request.Headers;
        if (headers.UserAgent.ToString().Length > LongestHeader || headers.Referer.ToString().Length > LongestHeader)
        {
            return Unfit("The User-Agent or Referer header has more than 4096 characters.");
        }

        return new AccessQuestion(requirement.Action, arn, options.Account)
        {
            SourceIp = TextOf(http.Connection.RemoteIpAddress),
            IsSecure = http.Request.IsHttps,
            UserAgent = headers.UserAgent,
            Referer = headers.Referer,
            Region = options.Region,
            Keys = keys.Count == 0 ? [] : keys,
        };
    }

    private static AwsError? AddDeclared(
        PermissionRequirement requirement, HttpContext http, ReadOnlySpan<char> signedHeaders, List<KeyValuePair<string, string>> keys)
    {
        foreach (var declared in http.GetEndpoint()?.Metadata.GetOrderedMetadata<ConditionKeyAttribute>() ?? [])
        {
            // Permissions of several services may stand at one endpoint, each with keys of its own.
            var service = requirement.Action.AsSpan(0, requirement.Action.IndexOf(':', StringComparison.Ordinal) + 1);
            if (!declared.Name.AsSpan().StartsWith(service, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            // A signature takes a plus for a plus, and forms take it for a blank.
            if (declared is { Route: null, Query: not null } && http.Request.QueryString.Value?.Contains('+', StringComparison.Ordinal) == true)
            {
                return Unfit("A plus in the query has to be written as %2B, and a blank as %20.");
            }

            var values = Find(declared, http.Request);
            if (values.Count > 1)
            {
                return Unfit($"The request has more than one value for {declared.Name}.");
            }

            if (values.Count == 0 || values[0] is not { Length: > 0 } value)
            {
                continue;
            }

            // What was not signed anybody on the way may have written.
            if (declared.Header is { } name && declared.Route is null && declared.Query is null && !Contains(signedHeaders, name))
            {
                return Unfit($"The header {name} has to be signed.");
            }

            keys.Add(new(declared.Name, value));
        }

        return null;
    }

    private static StringValues Find(ConditionKeyAttribute declared, HttpRequest request) => declared switch
    {
        { Route: { } route } => new StringValues(Convert.ToString(request.RouteValues[route], CultureInfo.InvariantCulture)),
        { Query: { } query } => request.Query[query],
        { Header: { } header } => request.Headers[header],
        _ => throw new InvalidOperationException($"The condition key {declared.Name} does not say where its value comes from."),
    };

    private static bool Contains(ReadOnlySpan<char> names, string name)
    {
        foreach (var range in names.Split(';'))
        {
            if (names[range].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string? TextOf(IPAddress? address) => address switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, ScopeId: not 0 } => new IPAddress(address.GetAddressBytes()).ToString(),
        _ => address.ToString(),
    };

    private static AwsError Unfit(string sentence) => new("InvalidRequest", 400, sentence);
}
