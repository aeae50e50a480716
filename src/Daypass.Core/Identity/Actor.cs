using System.Text;

namespace Daypass.Core.Identity;

/// <summary>Somebody who acts for the subject of a token: the <c>act</c> claim (RFC 8693, section 4.1).</summary>
/// <param name="Subject">The <c>sub</c> of the actor.</param>
/// <param name="Issuer">The <c>iss</c> of the actor, or null.</param>
/// <param name="Behind">Who acted before, or null.</param>
public sealed record Actor(string Subject, string? Issuer, Actor? Behind)
{
    /// <summary>A token tells of no more actors than this.</summary>
    public const int Most = 5;

    /// <summary>How many there are, this one included.</summary>
    public int Depth => 1 + (Behind?.Depth ?? 0);

    // The rest is personal.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(Depth);
        return true;
    }
}
