namespace Daypass.Protocol.Signing;

/// <summary>The path as it is signed, always made from the path as sent.</summary>
internal static class CanonicalPath
{
    public static void Append(ReadOnlySpan<char> path, SigV4Rules rules, ref Utf8Buffer output)
    {
        if (path is "/")
        {
            output.Append((byte)'/');
            return;
        }

        if (rules.NormalizePath)
        {
            AppendNormalized(path, rules.EncodePathTwice, ref output);
            return;
        }

        var first = true;
        foreach (var range in path.Split('/'))
        {
            if (!first)
            {
                output.Append((byte)'/');
            }

            first = false;
            AppendSegment(path[range], rules.EncodePathTwice, ref output);
        }
    }

    /// <summary>
    /// Drops empty and <c>.</c> segments, and with each <c>..</c> the segment before it; one above the root is dropped too.
    /// A slash at the end stays when anything is left before it.
    /// </summary>
    private static void AppendNormalized(ReadOnlySpan<char> path, bool twice, ref Utf8Buffer output)
    {
        var root = output.Length;
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (segment is "" or ".")
            {
                continue;
            }

            if (segment is "..")
            {
                output.Truncate(root + Math.Max(0, output.Written[root..].LastIndexOf((byte)'/')));
                continue;
            }

            output.Append((byte)'/');
            AppendSegment(segment, twice, ref output);
        }

        if (output.Length == root || path[^1] == '/')
        {
            output.Append((byte)'/');
        }
    }

    private static void AppendSegment(ReadOnlySpan<char> segment, bool twice, ref Utf8Buffer output)
    {
        if (twice)
        {
            PercentEncoding.Encode(segment, ref output);
        }
        else
        {
            PercentEncoding.Canonicalize(segment, ref output);
        }
    }
}
