using System.Globalization;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Tests.Support;

namespace Daypass.Protocol.Tests.Query;

/// <summary>Every bound of sts.md section 2, one below it, at it, and one above it.</summary>
public sealed class StsLimitTests
{
    private const string Role = "RoleArn=arn:aws:iam::123456789012:role/reader&";
    private const string Session = "RoleSessionName=deploy&";

    /// <summary>A request of each operation that lacks nothing.</summary>
    private static readonly Dictionary<string, string> Complete = new(StringComparer.Ordinal)
    {
        ["AssumeRole"] = Role + Session,
        ["AssumeRoleWithSAML"] = Role + "PrincipalArn=arn:aws:iam::123456789012:saml-provider/p&SAMLAssertion=PHNhbWw+&",
        ["AssumeRoleWithWebIdentity"] = Role + Session + "WebIdentityToken=token&",
        ["AssumeRoot"] = "TargetPrincipal=123456789012&TaskPolicyArn.arn=arn:aws:iam::aws:policy/root-task/X&",
        ["DecodeAuthorizationMessage"] = "EncodedMessage=m&",
        ["GetAccessKeyInfo"] = "AccessKeyId=AKIAIOSFODNN7EXAMPLE&",
        ["GetFederationToken"] = "Name=bob&",
        ["GetSessionToken"] = "",
        ["GetWebIdentityToken"] = "Audience.member.1=a&SigningAlgorithm=RS256&",
    };

    public static TheoryData<string, string, int, int> Texts => new()
    {
        { "AssumeRole", "RoleArn", 20, 2048 },
        { "AssumeRole", "RoleSessionName", 2, 64 },
        { "AssumeRole", "Policy", 1, 2048 },
        { "AssumeRole", "PolicyArns.member.1.arn", 20, 2048 },
        { "AssumeRole", "Tags.member.1.Key", 1, 128 },
        { "AssumeRole", "Tags.member.1.Value", 0, 256 },
        { "AssumeRole", "ExternalId", 2, 1224 },
        { "AssumeRole", "SerialNumber", 9, 256 },
        { "AssumeRole", "TokenCode", 6, 6 },
        { "AssumeRole", "SourceIdentity", 2, 256 },
        { "AssumeRole", "ProvidedContexts.member.1.ProviderArn", 20, 2048 },
        { "AssumeRole", "ProvidedContexts.member.1.ContextAssertion", 4, 2048 },
        { "AssumeRoleWithSAML", "RoleArn", 20, 2048 },
        { "AssumeRoleWithSAML", "PrincipalArn", 20, 2048 },
        { "AssumeRoleWithSAML", "SAMLAssertion", 4, 100000 },
        { "AssumeRoleWithSAML", "Policy", 1, 2048 },
        { "AssumeRoleWithWebIdentity", "RoleSessionName", 2, 64 },
        { "AssumeRoleWithWebIdentity", "WebIdentityToken", 4, 20000 },
        { "AssumeRoleWithWebIdentity", "ProviderId", 4, 2048 },
        { "AssumeRoleWithWebIdentity", "Policy", 1, 2048 },
        { "AssumeRoot", "TargetPrincipal", 12, 2048 },
        { "AssumeRoot", "TaskPolicyArn.arn", 20, 2048 },
        { "DecodeAuthorizationMessage", "EncodedMessage", 1, 10240 },
        { "GetAccessKeyInfo", "AccessKeyId", 16, 128 },
        { "GetFederationToken", "Name", 2, 32 },
        { "GetFederationToken", "Policy", 1, 2048 },
        { "GetFederationToken", "Tags.member.1.Key", 1, 128 },
        { "GetSessionToken", "SerialNumber", 9, 256 },
        { "GetSessionToken", "TokenCode", 6, 6 },
        { "GetWebIdentityToken", "Audience.member.1", 1, 1000 },
    };

    public static TheoryData<string, string, int, int> Integers => new()
    {
        { "AssumeRole", "DurationSeconds", 900, 43200 },
        { "AssumeRole", "MinimumSessionTokenSize", 0, 4096 },
        { "AssumeRoleWithSAML", "DurationSeconds", 900, 43200 },
        { "AssumeRoleWithSAML", "MinimumSessionTokenSize", 0, 4096 },
        { "AssumeRoleWithWebIdentity", "DurationSeconds", 900, 43200 },
        { "AssumeRoleWithWebIdentity", "MinimumSessionTokenSize", 0, 4096 },
        { "AssumeRoot", "DurationSeconds", 0, 900 },
        { "AssumeRoot", "MinimumSessionTokenSize", 0, 4096 },
        { "GetFederationToken", "DurationSeconds", 900, 129600 },
        { "GetFederationToken", "MinimumSessionTokenSize", 0, 4096 },
        { "GetSessionToken", "DurationSeconds", 900, 129600 },
        { "GetSessionToken", "MinimumSessionTokenSize", 0, 4096 },
        { "GetWebIdentityToken", "DurationSeconds", 60, 3600 },
    };

    public static TheoryData<string, string, string, int, int> Lists => new()
    {
        { "AssumeRole", "PolicyArns", ".arn=arn:aws:iam::aws:policy/P", 0, 10 },
        { "AssumeRole", "Tags", ".Key=k&Tags.member.#.Value=v", 0, 50 },
        { "AssumeRole", "TransitiveTagKeys", "=k", 0, 50 },
        { "AssumeRole", "ProvidedContexts", ".ContextAssertion=abcd", 1, 5 },
        { "AssumeRoleWithSAML", "PolicyArns", ".arn=arn:aws:iam::aws:policy/P", 0, 10 },
        { "AssumeRoleWithWebIdentity", "PolicyArns", ".arn=arn:aws:iam::aws:policy/P", 0, 10 },
        { "GetFederationToken", "PolicyArns", ".arn=arn:aws:iam::aws:policy/P", 0, 10 },
        { "GetFederationToken", "Tags", ".Key=k&Tags.member.#.Value=v", 0, 50 },
        { "GetWebIdentityToken", "Audience", "=a", 1, 10 },
        { "GetWebIdentityToken", "Tags", ".Key=k&Tags.member.#.Value=v", 0, 50 },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_has_a_lowest_and_a_highest_length(string operation, string member, int minimum, int maximum)
    {
        var filler = member == "TokenCode" ? '1' : 'a';
        Accepts(operation, $"{member}={new string(filler, minimum)}");
        Accepts(operation, $"{member}={new string(filler, maximum)}");
        if (minimum > 0)
        {
            Refuses(operation, $"{member}={new string(filler, minimum - 1)}", $"Member must have length greater than or equal to {minimum}");
        }

        Refuses(operation, $"{member}={new string(filler, maximum + 1)}", $"Member must have length less than or equal to {maximum}");
    }

    [Theory]
    [MemberData(nameof(Integers))]
    public void An_integer_has_a_lowest_and_a_highest_value(string operation, string member, int minimum, int maximum)
    {
        Accepts(operation, $"{member}={minimum}");
        Accepts(operation, $"{member}={maximum}");
        Refuses(operation, $"{member}={minimum - 1}", $"Member must have value greater than or equal to {minimum}");
        Refuses(operation, $"{member}={maximum + 1}", $"Member must have value less than or equal to {maximum}");
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_has_a_fewest_and_a_most(string operation, string member, string element, int minimum, int maximum)
    {
        string Of(int count) => count == 0 ? member + "=" : string.Join('&', Enumerable.Range(1, count).Select(index =>
            $"{member}.member.{index}{element.Replace("#", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}"));

        Accepts(operation, Of(minimum));
        Accepts(operation, Of(maximum));
        if (minimum > 0)
        {
            Refuses(operation, Of(minimum - 1), $"Member must have length greater than or equal to {minimum}");
        }

        Refuses(operation, Of(maximum + 1), $"Member must have length less than or equal to {maximum}");
    }

    [Fact]
    public void Lengths_count_characters_and_neither_bytes_nor_UTF_16_units()
    {
        var letters = string.Concat(Enumerable.Repeat("\U00010330", 256));
        Accepts("AssumeRole", "Tags.member.1.Key=k&Tags.member.1.Value=" + Uri.EscapeDataString(letters));
        Refuses("AssumeRole", "Tags.member.1.Key=k&Tags.member.1.Value=" + Uri.EscapeDataString(letters + "a"), "Member must have length less than or equal to 256");
        Refuses("GetAccessKeyInfo", "AccessKeyId=" + Uri.EscapeDataString(new string('é', 15)), "Member must have length greater than or equal to 16");
    }

    private static void Accepts(string operation, string parameters) => Assert.Null(Error(operation, parameters)?.Message);

    private static void Refuses(string operation, string parameters, string constraint)
    {
        var error = Error(operation, parameters);
        Assert.NotNull(error);
        Assert.Equal(("ValidationError", 400), (error.Code, error.Status));
        Assert.Contains("failed to satisfy constraint: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(constraint, error.Message, StringComparison.Ordinal);
    }

    /// <summary>What is wrong with an otherwise complete request; what is under test comes first and so wins.</summary>
    private static AwsError? Error(string operation, string parameters)
    {
        var name = parameters.Split('.', '=')[0];
        var rest = string.Concat(Complete[operation].Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => pair.Split('.', '=')[0] != name).Select(static pair => "&" + pair));
        using var form = Forms.Parse(parameters + rest + (parameters.StartsWith("Tags.member.1.Key=", StringComparison.Ordinal) && !parameters.Contains("Value", StringComparison.Ordinal) ? "&Tags.member.1.Value=v" : "")
            + (parameters.StartsWith("Tags.member.1.Value", StringComparison.Ordinal) ? "&Tags.member.1.Key=k" : ""));
        return OperationCatalogue.Find(operation, Service.Sts)!.Check(form);
    }
}
