namespace Daypass.Verifier.Resources;

/// <summary>Reads ARNs of resources.</summary>
internal static class ResourceText
{
    private const int PartsBeforeResource = 5;

    /// <summary>What the resource of an ARN is in: the ARN before the first slash of its last part. An ARN without one is its own.</summary>
    public static ReadOnlySpan<char> OuterOf(ReadOnlySpan<char> arn)
    {
        var start = 0;
        for (var part = 0; part < PartsBeforeResource; part++)
        {
            start += arn[start..].IndexOf(':') + 1;
        }

        var slash = arn[start..].IndexOf('/');
        return slash < 0 ? arn : arn[..(start + slash)];
    }
}
