namespace Daypass.Policy.Language;

/// <summary>What a statement does when it matches.</summary>
public enum Effect
{
    /// <summary>The statement permits.</summary>
    Allow,

    /// <summary>The statement refuses, whatever else permits.</summary>
    Deny,
}
