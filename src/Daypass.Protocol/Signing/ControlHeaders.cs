using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Signing;

/// <summary>The headers that steer verification, each of which may occur once.</summary>
internal struct ControlHeaders
{
    public const string AmzPrefix = "x-amz-";

    public string? Authorization;
    public string? Host;
    public string? Date;
    public string? AmzDate;
    public string? SecurityToken;
    public string? ContentSha256;

    /// <summary>Picks them out; the error names the first one that is repeated.</summary>
    public static AwsError? Read(ReadOnlySpan<HeaderField> headers, out ControlHeaders found)
    {
        found = default;
        foreach (ref readonly var header in headers)
        {
            var repeated = header.Name.Length switch
            {
                4 when Is(header, "Host") => Claim(ref found.Host, header),
                4 when Is(header, "Date") => Claim(ref found.Date, header),
                10 when Is(header, "X-Amz-Date") => Claim(ref found.AmzDate, header),
                13 when Is(header, "Authorization") => Claim(ref found.Authorization, header),
                20 when Is(header, "X-Amz-Security-Token") => Claim(ref found.SecurityToken, header),
                20 when Is(header, "X-Amz-Content-Sha256") => Claim(ref found.ContentSha256, header),
                _ => null,
            };
            if (repeated is not null)
            {
                return repeated;
            }
        }

        return null;
    }

    private static bool Is(in HeaderField header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static AwsError? Claim(ref string? place, in HeaderField header)
    {
        if (place is not null)
        {
            return SigningErrors.RepeatedHeader(header.Name);
        }

        place = header.Value;
        return null;
    }
}
