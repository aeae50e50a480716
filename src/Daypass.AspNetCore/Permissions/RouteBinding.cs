using System.Globalization;
using Daypass.Verifier.Templates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Daypass.AspNetCore.Permissions;

/// <summary>
/// How the route values of one endpoint fill a template. What is decided has to be what the handler acts on: where that takes a number or a GUID, <c>007</c>
/// is the order 7, and the ARN says so.
/// </summary>
internal sealed class RouteBinding
{
    private readonly ArnTemplate _template;
    private readonly Dictionary<string, ValueKind> _kinds = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks up what the endpoint takes.</summary>
    /// <exception cref="InvalidOperationException">It has no such route value, or one whose text says less than its value.</exception>
    public RouteBinding(ArnTemplate template, Endpoint endpoint)
    {
        _template = template;
        foreach (var name in template.Names)
        {
            var kind = (endpoint as RouteEndpoint)?.RoutePattern.GetParameter(name) is { } parameter
                ? KindOf(parameter)
                : throw new InvalidOperationException($"The route of {endpoint.DisplayName} has no value {{{name}}} for {template.Text}.");
            _kinds[name] = kind == ValueKind.Text && TypeOf(endpoint, name) is { } type ? KindOf(type) : kind;
            if (_kinds[name] == ValueKind.Other)
            {
                throw new InvalidOperationException(
                    $"{{{name}}} of {endpoint.DisplayName} may be written in several ways, so it cannot name a resource in {template.Text}; name it in code.");
            }
        }
    }

    private enum ValueKind
    {
        Text,
        Number,
        Guid,
        Other,
    }

    public bool TryFill(RouteValueDictionary values, out string arn, out string? unfit) => _template.TryFill(new Values(values, _kinds), out arn, out unfit);

    private static ValueKind KindOf(RoutePatternParameterPart parameter)
    {
        var found = ValueKind.Text;
        foreach (var policy in parameter.ParameterPolicies)
        {
            // A constraint on the text leaves it as it is. What the handler takes is looked at as well.
            var kind = policy.Content?.Split('(')[0] switch
            {
                "int" or "long" or "min" or "max" or "range" => ValueKind.Number,
                "guid" => ValueKind.Guid,
                "bool" or "datetime" or "decimal" or "double" or "float" => ValueKind.Other,
                _ => ValueKind.Text,
            };
            found = kind == ValueKind.Text ? found : kind;
        }

        return found;
    }

    private static Type? TypeOf(Endpoint endpoint, string name)
    {
        foreach (var binding in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>())
        {
            var bound = binding.ParameterInfo.GetCustomAttributes(inherit: true).OfType<IFromRouteMetadata>().FirstOrDefault()?.Name ?? binding.Name;
            if (string.Equals(bound, name, StringComparison.OrdinalIgnoreCase))
            {
                return binding.ParameterInfo.ParameterType;
            }
        }

        foreach (var parameter in endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()?.Parameters ?? [])
        {
            if (string.Equals(parameter.BindingInfo?.BinderModelName ?? parameter.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter.ParameterType;
            }
        }

        return null;
    }

    private static ValueKind KindOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? ValueKind.Text
            : type == typeof(Guid) ? ValueKind.Guid
            : type.IsEnum ? ValueKind.Other
            : Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64 ? ValueKind.Number
            : ValueKind.Other;
    }

    private readonly struct Values(RouteValueDictionary values, Dictionary<string, ValueKind> kinds) : IArnValues
    {
        public string? Find(string name)
        {
            if (!values.TryGetValue(name, out var value) || Convert.ToString(value, CultureInfo.InvariantCulture) is not { } text)
            {
                return null;
            }

            return kinds[name] switch
            {
                ValueKind.Number => Int128.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                    ? number.ToString(CultureInfo.InvariantCulture) : null,
                ValueKind.Guid => System.Guid.TryParse(text, out var id) ? id.ToString() : null,
                _ => text,
            };
        }
    }
}
