namespace Daypass.Federation.Oidc.Keys;

/// <summary>The usable keys of one fetched key set; immutable.</summary>
internal sealed class VerificationKeySet
{
    private readonly Dictionary<string, VerificationKey?> _byId;

    internal VerificationKeySet(Dictionary<string, VerificationKey?> byId) => _byId = byId;

    internal int Count => _byId.Count;

    /// <summary>True when there is a key of that id that may verify nothing.</summary>
    internal bool HasUnusable(string? keyId) => keyId is not null && _byId.TryGetValue(keyId, out var key) && key is null;

    /// <summary>The key of that id; without an id, the only key there is; else null.</summary>
    internal VerificationKey? Find(string? keyId)
    {
        if (keyId is not null)
        {
            return _byId.GetValueOrDefault(keyId);
        }

        if (_byId.Count != 1)
        {
            return null;
        }

        foreach (var key in _byId.Values)
        {
            return key;
        }

        return null;
    }
}
