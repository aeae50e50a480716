namespace Daypass.Policy.Matching;

/// <summary>One entry of Action or NotAction, lowered and cut at its first colon.</summary>
internal sealed class ActionPattern
{
    private readonly uint _hash;
    private readonly string? _service;
    private readonly Glob _name;

    public ActionPattern(string text)
    {
        IsAny = text == "*";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var service = colon < 0 ? null : Lower(text.AsSpan(0, colon));
        // A wildcard before the colon never matches: IAM refuses it at save ("Vendor ... is not valid").
        _service = service is null || service.AsSpan().ContainsAny('*', '?') ? null : service;
        _hash = _service is null ? 0 : HashOf(_service);
        _name = Glob.Parse(colon < 0 ? "" : Lower(text.AsSpan(colon + 1)));
    }

    /// <summary>True for the lone star.</summary>
    public bool IsAny { get; }

    /// <summary>The service in lower case; null when the entry can match no action of any one service.</summary>
    public string? Service => _service;

    public bool IsMatch(AuthorizationRequest request) =>
        IsAny
        || (_service is not null
            && _hash == request.ServiceHash
            && request.HasService
            && request.Service.SequenceEqual(_service)
            && _name.IsMatch(request.ActionName));

    internal static char Lower(char c) => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;

    internal static uint HashOf(ReadOnlySpan<char> lowered)
    {
        var hash = 2166136261u;
        foreach (var c in lowered)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash;
    }

    private static string Lower(ReadOnlySpan<char> text)
    {
        var lowered = text.ToArray();
        for (var i = 0; i < lowered.Length; i++)
        {
            lowered[i] = Lower(lowered[i]);
        }

        return new string(lowered);
    }
}
