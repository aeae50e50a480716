using System.Diagnostics.CodeAnalysis;

namespace Daypass.Protocol;

/// <summary>A parsed ARN, <c>arn:partition:service:region:account:resource</c>: the text and where its parts begin, nothing more.</summary>
public readonly struct Arn : IEquatable<Arn>
{
    private readonly string? _text;
    private readonly int _service;
    private readonly int _region;
    private readonly int _account;
    private readonly int _resource;

    private Arn(string text, int service, int region, int account, int resource)
    {
        _text = text;
        _service = service;
        _region = region;
        _account = account;
        _resource = resource;
    }

    private const int PartitionStart = 4;

    /// <summary>The whole text; empty for <c>default</c>.</summary>
    public string Text => _text ?? string.Empty;

    /// <summary><c>aws</c>, <c>aws-us-gov</c>, <c>aws-cn</c>, or another non-empty word.</summary>
    public ReadOnlySpan<char> Partition => Part(PartitionStart, _service);

    /// <summary>The service, never empty.</summary>
    public ReadOnlySpan<char> Service => Part(_service, _region);

    /// <summary>The region, often empty.</summary>
    public ReadOnlySpan<char> Region => Part(_region, _account);

    /// <summary>The account as written; empty where a service has none, <c>aws</c> for AWS's own policies.</summary>
    public ReadOnlySpan<char> Account => Part(_account, _resource);

    /// <summary>Everything after the fifth colon, never empty.</summary>
    public ReadOnlySpan<char> Resource => _text is null ? default : _text.AsSpan(_resource);

    /// <summary>The resource up to its first slash or colon: <c>role</c> in <c>role/path/name</c>, <c>root</c> in <c>root</c>.</summary>
    public ReadOnlySpan<char> ResourceType => Resource.IndexOfAny('/', ':') is >= 0 and var end ? Resource[..end] : Resource;

    /// <summary>The resource after its last slash: <c>name</c> in <c>role/path/name</c>; all of it when there is no slash.</summary>
    public ReadOnlySpan<char> ResourceName => Resource[(Resource.LastIndexOf('/') + 1)..];

    /// <summary>The path with both slashes: <c>/path/</c> in <c>role/path/name</c>, <c>/</c> in <c>role/name</c>; empty when there is no slash.</summary>
    public ReadOnlySpan<char> ResourcePath =>
        Resource.IndexOf('/') is >= 0 and var first ? Resource[first..(Resource.LastIndexOf('/') + 1)] : default;

    /// <summary>The account as a number; false when it is empty or not twelve digits.</summary>
    public bool TryGetAccountId(out AccountId id) => AccountId.TryParse(Account, out id);

    /// <summary>
    /// Reads an ARN as STS does: six parts, of which the first is <c>arn</c> and partition, service and resource are not empty.
    /// Allocates nothing: the ARN keeps the text it was given.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Arn arn)
    {
        arn = default;
        if (text is null || !text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return false;
        }

        var service = After(text, PartitionStart);
        var region = service < 0 ? -1 : After(text, service);
        var account = region < 0 ? -1 : After(text, region);
        var resource = account < 0 ? -1 : After(text, account);
        if (resource < 0 || resource == text.Length || service == PartitionStart + 1 || region == service + 1)
        {
            return false;
        }

        arn = new Arn(text, service, region, account, resource);
        return true;
    }

    /// <summary>Reads an ARN or throws: for text that this program wrote itself.</summary>
    /// <exception cref="FormatException">The text is not an ARN.</exception>
    public static Arn Parse(string text) => TryParse(text, out var arn) ? arn : throw new FormatException($"'{text}' is not an ARN.");

    /// <summary>Puts an ARN together.</summary>
    /// <exception cref="FormatException">A part that must not be empty is, or a part holds a colon that shifts the others.</exception>
    public static Arn Create(string partition, string service, string region, string account, string resource)
    {
        if (partition.Contains(':') || service.Contains(':') || region.Contains(':') || account.Contains(':'))
        {
            throw new FormatException("Only the resource of an ARN may hold a colon.");
        }

        return Parse($"arn:{partition}:{service}:{region}:{account}:{resource}");
    }

    /// <inheritdoc/>
    public bool Equals(Arn other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Arn other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(Arn left, Arn right) => left.Equals(right);

    public static bool operator !=(Arn left, Arn right) => !left.Equals(right);

    /// <summary>The whole text.</summary>
    public override string ToString() => Text;

    private ReadOnlySpan<char> Part(int start, int next) => _text is null ? default : _text.AsSpan(start, next - 1 - start);

    /// <summary>Where the part after the colon that ends the part at <paramref name="start"/> begins; -1 when there is none.</summary>
    private static int After(string text, int start)
    {
        var colon = text.IndexOf(':', start);
        return colon < 0 ? -1 : colon + 1;
    }
}
