namespace Daypass.S3.Requests;

/// <summary>The list in Content-Encoding.</summary>
internal static class ContentEncodings
{
    /// <summary>Without <c>aws-chunked</c>, which is a framing for the way and not stored.</summary>
    public static string WithoutFraming(string value)
    {
        if (!value.Contains("aws-chunked", StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        var kept = new List<string>();
        foreach (var part in value.Split(','))
        {
            var token = part.Trim();
            if (token.Length > 0 && !token.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase))
            {
                kept.Add(token);
            }
        }

        return string.Join(',', kept);
    }
}
