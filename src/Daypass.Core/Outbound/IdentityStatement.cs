using Daypass.Core.Identity;

namespace Daypass.Core.Outbound;

/// <summary>What an outbound web identity token is to say beyond who asks for it.</summary>
internal sealed record IdentityStatement
{
    /// <summary>Whom it is for.</summary>
    public required IReadOnlyList<string> Audience { get; init; }

    /// <summary>How it is signed.</summary>
    public required string Algorithm { get; init; }

    /// <summary>How long it is good for.</summary>
    public required int Seconds { get; init; }

    /// <summary>Tags that become claims.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Whether its subject is who is behind the session and not the caller itself.</summary>
    public bool NamesOrigin { get; init; }

    /// <summary>The scope, or null.</summary>
    public string? Scope { get; init; }

    /// <summary>Who acts for the subject, or null.</summary>
    public Actor? Actor { get; init; }
}
