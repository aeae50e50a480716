using System.Collections.Frozen;

namespace Daypass.Protocol.Signing;

/// <summary>What a verifier expects of a signature; the defaults are those of STS.</summary>
public sealed record SigV4Rules
{
    /// <summary>AWS's window, both ways.</summary>
    public static readonly TimeSpan StandardWindow = TimeSpan.FromMinutes(15);

    /// <summary>The service name that the credential scope must hold.</summary>
    public required string Service { get; init; }

    /// <summary>Which regions the scope may hold; any well-formed one by default.</summary>
    public RegionRule Regions { get; init; } = RegionRule.Any;

    /// <summary>How far the signing time may lie from now in either direction; whole minutes.</summary>
    public TimeSpan Window { get; init; } = StandardWindow;

    /// <summary>
    /// Whether a presigned request lives as long as its <c>X-Amz-Expires</c> says.
    /// False for STS, which accepts the parameter and ignores it: fifteen minutes from <c>X-Amz-Date</c>.
    /// </summary>
    public bool HonourExpires { get; init; }

    /// <summary>Whether <c>X-Amz-Expires</c>, where a presigned request has it, ends its life before <see cref="Window"/> does: every service but STS and IAM,
    /// which ignore it.</summary>
    public bool ShortenByExpires { get; init; }

    /// <summary>Whether dot segments and doubled slashes are resolved before the path is signed: every service but S3.</summary>
    public bool NormalizePath { get; init; } = true;

    /// <summary>Whether the path as sent is encoded once more: every service but S3.</summary>
    public bool EncodePathTwice { get; init; } = true;

    /// <summary>
    /// Whether the body may be covered in another way than by its hash, and a presigned request does not cover it: S3 alone. Whoever allows it has to
    /// verify the body by <see cref="SigV4Authorization.Payload"/>.
    /// </summary>
    public bool AllowPayloadForms { get; init; }

    /// <summary>The rules for a service by its signing name; S3 differs in how it treats paths and expiry.</summary>
    public static SigV4Rules For(string service) => service == "s3"
        ? new SigV4Rules { Service = service, NormalizePath = false, EncodePathTwice = false, HonourExpires = true }
        : new SigV4Rules { Service = service, ShortenByExpires = service is not ("sts" or "iam") };
}

/// <summary>Which regions a credential scope may name.</summary>
public sealed class RegionRule
{
    private const int LongestName = 64;

    /// <summary>
    /// Any word of lower-case letters, digits and single hyphens that begins with a letter.
    /// The pseudo region <c>aws-global</c> is refused, as AWS refuses it: a client that signs with it is misconfigured.
    /// </summary>
    public static readonly RegionRule Any = new(null);

    private readonly FrozenSet<string>? _names;

    private RegionRule(FrozenSet<string>? names) => _names = names;

    /// <summary>Exactly these regions, as a regional endpoint of AWS demands its own.</summary>
    public static RegionRule Only(params IReadOnlyCollection<string> regions) => new(regions.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>The only region there may be; null when there may be several.</summary>
    public string? Single => _names is { Count: 1 } names ? names.Items[0] : null;

    /// <summary>True when the scope may name this region.</summary>
    public bool Allows(ReadOnlySpan<char> region) =>
        _names is null ? IsWellFormed(region) : _names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(region);

    private static bool IsWellFormed(ReadOnlySpan<char> region)
    {
        if (region.Length is 0 or > LongestName || !char.IsAsciiLetterLower(region[0]) || region[^1] == '-' || region is "aws-global")
        {
            return false;
        }

        var previous = 'a';
        foreach (var character in region)
        {
            if ((!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-') || (character == '-' && previous == '-'))
            {
                return false;
            }

            previous = character;
        }

        return true;
    }
}
