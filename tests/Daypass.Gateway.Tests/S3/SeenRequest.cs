using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Tests.S3;

/// <summary>A request as it reached a store.</summary>
internal sealed record SeenRequest(string Method, string Target, IReadOnlyList<HeaderField> Headers, byte[] Body, bool IsWhole)
{
    public string? Header(string name)
    {
        var values = Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static header => header.Value).ToList();
        return values.Count == 0 ? null : string.Join(',', values);
    }

    public override string ToString() => $"{Method} {Target}";
}
