using System.Runtime.CompilerServices;
using Daypass.Verifier.Templates;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Daypass.AspNetCore.Permissions;

/// <summary>The caller's policies have to allow an action on a resource.</summary>
public sealed class PermissionRequirement : IAuthorizationRequirement
{
    private readonly ConditionalWeakTable<Endpoint, RouteBinding> _bindings = [];
    private readonly Func<HttpContext, string>? _resource;
    private readonly ArnTemplate? _template;

    private PermissionRequirement(string action, Func<HttpContext, IEnumerable<KeyValuePair<string, string>>>? keys)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == action.Length - 1 || action.LastIndexOf(':') != colon || action.Contains('*', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{action}' is not the name of an action: a service and a name, joined by a colon.", nameof(action));
        }

        Action = action;
        Keys = keys;
    }

    /// <summary>An action on the resource that a template names.</summary>
    /// <param name="action">The action, <c>service:Name</c>.</param>
    /// <param name="arn">The template of the resource's ARN; route values fill its placeholders.</param>
    /// <param name="keys">Condition keys of the service's own.</param>
    /// <exception cref="FormatException">The template is none.</exception>
    public PermissionRequirement(string action, string arn, Func<HttpContext, IEnumerable<KeyValuePair<string, string>>>? keys = null)
        : this(action, keys) => _template = ArnTemplate.Parse(arn);

    /// <summary>An action on the resource that code names.</summary>
    /// <param name="action">The action, <c>service:Name</c>.</param>
    /// <param name="resource">Gives the resource's ARN.</param>
    /// <param name="keys">Condition keys of the service's own.</param>
    public PermissionRequirement(
        string action, Func<HttpContext, string> resource, Func<HttpContext, IEnumerable<KeyValuePair<string, string>>>? keys = null)
        : this(action, keys)
    {
        ArgumentNullException.ThrowIfNull(resource);
        _resource = resource;
    }

    /// <summary>The action.</summary>
    public string Action { get; }

    internal Func<HttpContext, IEnumerable<KeyValuePair<string, string>>>? Keys { get; }

    /// <summary>The ARN of what a request is about; false with the name of the route value that names nothing.</summary>
    internal bool TryName(HttpContext http, string region, string account, out string arn, out string? unfit)
    {
        unfit = null;
        if (_resource is not null)
        {
            arn = _resource(http);
            return true;
        }

        var endpoint = http.GetEndpoint() ?? throw new InvalidOperationException($"A permission with a template was asked for where no endpoint is: {Action}.");
        if (!_bindings.TryGetValue(endpoint, out var binding))
        {
            binding = _bindings.GetValue(endpoint, one => new RouteBinding(_template!.For(region, account), one));
        }

        return binding.TryFill(http.Request.RouteValues, out arn, out unfit);
    }

    /// <summary>Finds out at the start whether an endpoint can fill the template.</summary>
    internal void Check(Endpoint endpoint)
    {
        if (_template is not null)
        {
            _ = new RouteBinding(_template, endpoint);
        }
    }

    /// <summary>The action and the template.</summary>
    public override string ToString() => $"{Action} on {_template?.Text ?? "what code names"}";
}
