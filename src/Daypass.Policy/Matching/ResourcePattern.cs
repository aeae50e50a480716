using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Policy.Values;

namespace Daypass.Policy.Matching;

/// <summary>
/// One entry of Resource or NotResource. The five leading parts compare one by one without regard to case and hold no
/// variables, but in a simulation; the rest is case sensitive, and its wildcards span slashes and colons.
/// </summary>
internal sealed class ResourcePattern
{
    private readonly bool _any;
    private readonly string? _header;
    private readonly Glob[]? _parts;
    private readonly Glob? _rest;
    private readonly PatternText? _variableRest;
    private readonly ArnPattern? _variableWhole;

    public ResourcePattern(string text, PolicyKind kind, bool variables)
    {
        if (text == "*")
        {
            _any = true;
            return;
        }

        if (variables && HasVariableInHeader(text))
        {
            _variableWhole = new ArnPattern(text, variables);
            return;
        }

        var pieces = text.Split(':', 6);
        if (pieces.Length < 6)
        {
            if (!MayBeShort(text, kind))
            {
                return;
            }

            var given = pieces.Length;
            Array.Resize(ref pieces, 6);
            Array.Fill(pieces, "*", given, 6 - given);
        }

        var header = string.Join(':', pieces, 0, 5) + ":";
        if (header.AsSpan().ContainsAny('*', '?'))
        {
            _parts = Array.ConvertAll(pieces[..5], static piece => Glob.Parse(piece.ToUpperInvariant()));
        }
        else
        {
            _header = header;
        }

        var rest = PatternText.Parse(pieces[5], variables, wildcards: true);
        if (rest.HasVariables)
        {
            _variableRest = rest;
        }
        else
        {
            _rest = Glob.FromTokens(rest);
        }
    }

    public bool IsMatch(AuthorizationRequest request)
    {
        if (_any)
        {
            return true;
        }

        if (_variableWhole is not null)
        {
            // AWS documents that no variable counts there, and its simulator fills it in all the same.
            return request.IsSimulated && _variableWhole.Compare(request.Resource, request) == ComparisonResult.Match;
        }

        ref readonly var parts = ref request.ResourceParts;
        if (!parts.IsWhole || (_rest is null && _variableRest is null))
        {
            return false;
        }

        var resource = request.Resource.AsSpan();
        var rest = resource[parts.HeaderLength..];
        return IsHeaderMatch(resource, in parts) && (_rest is not null ? _rest.IsMatch(rest, request) : _variableRest!.IsMatch(rest, request));
    }

    // A variable has a colon of its own, so it is sought before the text is cut at colons.
    private static bool HasVariableInHeader(string text)
    {
        var variable = text.IndexOf("${", StringComparison.Ordinal);
        return variable >= 0 && text.AsSpan(0, variable).Count(':') < 5;
    }

    /// <summary>Which kinds take the missing parts of a short ARN as stars; AWS is silent on this, see ADR 0032.</summary>
    private static bool MayBeShort(string text, PolicyKind kind) => kind switch
    {
        PolicyKind.Identity or PolicyKind.Managed or PolicyKind.Boundary or PolicyKind.Session => true,
        PolicyKind.ResourceControl => false,
        _ => text.AsSpan().ContainsAny('*', '?'),
    };

    private bool IsHeaderMatch(ReadOnlySpan<char> resource, in ArnText parts)
    {
        if (_header is not null)
        {
            var header = resource[..parts.HeaderLength];
            return header.Length == _header.Length
                && (header.SequenceEqual(_header) || header.Equals(_header, StringComparison.OrdinalIgnoreCase));
        }

        Span<char> upper = stackalloc char[128];
        for (var i = 4; i >= 0; i--)
        {
            var glob = _parts![i];
            if (glob.IsAny)
            {
                continue;
            }

            var part = parts.Part(resource, i);
            // A part longer than any real partition, service, region or account is compared on the heap: correct, merely slower.
            var room = part.Length <= upper.Length ? upper[..part.Length] : new char[part.Length];
            part.ToUpperInvariant(room);
            if (!glob.IsMatch(room))
            {
                return false;
            }
        }

        return true;
    }
}
