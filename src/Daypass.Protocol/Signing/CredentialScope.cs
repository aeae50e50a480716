using System.Text;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Signing;

/// <summary>A credential cut at its slashes: <c>keyid/YYYYMMDD/region/service/aws4_request</c>.</summary>
internal readonly struct CredentialScope
{
    private const int Parts = 5;

    private CredentialScope(ReadOnlyMemory<char> accessKeyId, ReadOnlyMemory<char> day, ReadOnlyMemory<char> region, ReadOnlyMemory<char> service,
        ReadOnlyMemory<char> terminator)
    {
        AccessKeyId = accessKeyId;
        Day = day;
        Region = region;
        Service = service;
        Terminator = terminator;
    }

    public ReadOnlyMemory<char> AccessKeyId { get; }

    public ReadOnlyMemory<char> Day { get; }

    public ReadOnlyMemory<char> Region { get; }

    public ReadOnlyMemory<char> Service { get; }

    public ReadOnlyMemory<char> Terminator { get; }

    /// <summary>False unless there are exactly five parts.</summary>
    public static bool TryParse(ReadOnlyMemory<char> credential, out CredentialScope scope)
    {
        scope = default;
        Span<Range> parts = stackalloc Range[Parts + 1];
        if (credential.Span.Split(parts, '/') != Parts)
        {
            return false;
        }

        scope = new CredentialScope(credential[parts[0]], credential[parts[1]], credential[parts[2]], credential[parts[3]], credential[parts[4]]);
        return true;
    }

    /// <summary>Null when the scope is ours; else every fault in one message: region, service, terminator, date.</summary>
    public AwsError? Validate(SigV4Rules rules, DateTimeOffset signedAt)
    {
        Span<byte> ascii = stackalloc byte[SignatureTime.Length];
        SignatureTime.Write(signedAt, ascii);
        var regionIsOurs = rules.Regions.Allows(Region.Span);
        var serviceIsOurs = Service.Span.SequenceEqual(rules.Service);
        var terminatorIsOurs = Terminator.Span is StringToSign.Terminator;
        var dayIsThatOfTheDate = Ascii.Equals(ascii[..SignatureTime.DayLength], Day.Span);
        if (regionIsOurs && serviceIsOurs && terminatorIsOurs && dayIsThatOfTheDate)
        {
            return null;
        }

        var sentences = new StringBuilder();
        sentences.Append(regionIsOurs ? null : "Credential should be scoped to a valid region. ");
        sentences.Append(serviceIsOurs ? null : $"Credential should be scoped to correct service: '{rules.Service}'. ");
        sentences.Append(terminatorIsOurs ? null
            : $"Credential should be scoped with a valid terminator: 'aws4_request', not '{SigningErrors.Echo(Terminator.Span)}'.");
        if (!dayIsThatOfTheDate)
        {
            var time = SignatureTime.Text(signedAt);
            sentences.Append(terminatorIsOurs ? null : ' ');
            sentences.Append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ");
            sentences.Append($"'{SigningErrors.Echo(Day.Span)}' != '{time[..SignatureTime.DayLength]}', from '{time}'.");
        }

        return SigningErrors.Scope(sentences.ToString());
    }
}
