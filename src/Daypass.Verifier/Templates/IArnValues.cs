namespace Daypass.Verifier.Templates;

/// <summary>What the placeholders of a template stand for in one request.</summary>
public interface IArnValues
{
    /// <summary>The value of a placeholder, or null when the request has none.</summary>
    string? Find(string name);
}
