using System.Globalization;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Xunit.Abstractions;

namespace Daypass.Server.Tests.Sts;

/// <summary>
/// Every parameter below, at and above its bounds, out of its pattern, of another type, absent, twice and empty, through signed HTTP:
/// the codes and sentences of AWS. Whatever the operation itself says of a value that passes does not matter here.
/// </summary>
public sealed class ParameterTests(World world, ITestOutputHelper output) : IClassFixture<World>
{
    private const string Role = "arn:aws:iam::123456789012:role/reader";
    private const int LongestEcho = 4096;

    /// <summary>A request of each operation that lacks nothing.</summary>
    private static readonly Dictionary<string, (string Path, string Value)[]> Complete = new(StringComparer.Ordinal)
    {
        ["AssumeRole"] = [("RoleArn", Role), ("RoleSessionName", "deploy")],
        ["AssumeRoleWithSAML"] = [("RoleArn", Role), ("PrincipalArn", "arn:aws:iam::123456789012:saml-provider/p"), ("SAMLAssertion", "PHNhbWw+")],
        ["AssumeRoleWithWebIdentity"] = [("RoleArn", Role), ("RoleSessionName", "deploy"), ("WebIdentityToken", "token")],
        ["AssumeRoot"] = [("TargetPrincipal", "123456789012"), ("TaskPolicyArn.arn", "arn:aws:iam::aws:policy/root-task/X")],
        ["DecodeAuthorizationMessage"] = [("EncodedMessage", "m")],
        ["GetAccessKeyInfo"] = [("AccessKeyId", "AKIAIOSFODNN7EXAMPLE")],
        ["GetDelegatedAccessToken"] = [("TradeInToken", "t")],
        ["GetFederationToken"] = [("Name", "bob")],
        ["GetScopedCredentials"] = [("DurationSeconds", "60")],
        ["GetSessionToken"] = [],
        ["GetWebIdentityToken"] = [("Audience.member.1", "a"), ("SigningAlgorithm", "RS256")],
    };

    private int _cases;

    public static TheoryData<string, string> Texts => Of(ParameterKind.Text);

    public static TheoryData<string, string> Integers => Of(ParameterKind.Integer);

    public static TheoryData<string, string> Lists => Of(ParameterKind.List);

    [Theory]
    [Trait("Conformance", "both-clause errors in either order")]
    [Trait("Conformance", "min-1, min, max, max+1 for every shape of 2.1")]
    [MemberData(nameof(Texts))]
    public async Task A_text(string operation, string path)
    {
        var parameter = Find(operation, path);
        var good = parameter.Values.Length > 0 ? parameter.Values[0] : Filled(parameter, Math.Max(parameter.Minimum, 1));
        await Accepts(parameter, (path, good));
        if (parameter.Minimum > 1)
        {
            await Refuses(parameter, Filled(parameter, parameter.Minimum - 1), AtLeast(parameter), NotOneOf(parameter));
        }

        var tooLong = parameter.Maximum < int.MaxValue ? Filled(parameter, parameter.Maximum + 1) : null;
        if (tooLong is not null)
        {
            await Accepts(parameter, (path, parameter.Values.Length > 0 ? parameter.Values[^1] : Filled(parameter, parameter.Maximum)));
            await Refuses(parameter, tooLong, AtMost(parameter), NotOneOf(parameter));

            // The first of two counts, whichever is wrong.
            await Accepts(parameter, (path, good), (path, tooLong));
            Assert.NotNull(await Refusal(parameter, (path, tooLong), (path, good)));
        }

        if (parameter.Pattern is { } pattern)
        {
            await Refuses(parameter, pattern.Foreign + good[1..], Matches(pattern.Text));
        }
        else if (parameter.Values.Length > 0)
        {
            await Refuses(parameter, "HS256", NotOneOf(parameter));
        }

        if (parameter is { Minimum: 0, Values.Length: 0 })
        {
            await Accepts(parameter, (path, ""));
        }
        else if (parameter.Minimum == 0)
        {
            await Refuses(parameter, "", NotOneOf(parameter));
        }
        else
        {
            await Refuses(parameter, "", AtLeast(parameter), parameter.Pattern is { Text: [.., '+'] } needsOne ? Matches(needsOne.Text) : NotOneOf(parameter));
        }

        await Missing(parameter);
        if (path.EndsWith(".member.1", StringComparison.Ordinal))
        {
            // The elements of a list are all texts, or all structures.
            var refusal = await Refusal(parameter, (path + ".member.1", good));
            Assert.Equal(("MalformedInput", "Start of structure or map found where not expected."), (refusal?.Code, refusal?.Message));
        }
        else if (path != "TaskPolicyArn.arn")
        {
            // A list where a text belongs names nothing; below a structure it makes that one present, and AWS does not ask for what is in it.
            await Missing(parameter, (path + ".member.1", good));
        }

        output.WriteLine($"{_cases} cases");
    }

    [Theory]
    [Trait("Conformance", "int32 edges")]
    [Trait("Conformance", "min-1, min, max, max+1 for every shape of 2.1")]
    [MemberData(nameof(Integers))]
    public async Task An_integer(string operation, string path)
    {
        var parameter = Find(operation, path);
        foreach (var good in new[] { $"{parameter.Minimum}", $"{parameter.Maximum}", $"+{parameter.Minimum}", $"0{parameter.Maximum}" })
        {
            await Accepts(parameter, (path, good));
        }

        await Refuses(parameter, $"{parameter.Minimum - 1}", $"Member must have value greater than or equal to {parameter.Minimum}");
        await Refuses(parameter, $"{parameter.Maximum + 1}", $"Member must have value less than or equal to {parameter.Maximum}");
        await Refuses(parameter, "2147483647", $"Member must have value less than or equal to {parameter.Maximum}");
        await Refuses(parameter, "-2147483648", $"Member must have value greater than or equal to {parameter.Minimum}");
        foreach (var (text, message) in new[] { ("2147483648", null), ("-2147483649", null), ("abc", null), ("900.5", null),
            ("", "missing value for decimal type") })
        {
            var refusal = await Refusal(parameter, (path, text));
            Assert.Equal(("MalformedInput", 400, message), (refusal?.Code, refusal?.Status, refusal?.Message));
        }

        await Accepts(parameter, (path, $"{parameter.Minimum}"), (path, "abc"));
        Assert.NotNull(await Refusal(parameter, (path, "abc"), (path, $"{parameter.Minimum}")));
        await Missing(parameter);
        await Missing(parameter, (path + ".member.1", $"{parameter.Minimum}"));
        output.WriteLine($"{_cases} cases");
    }

    [Theory]
    [Trait("Conformance", "min-1, min, max, max+1 for every shape of 2.1")]
    [MemberData(nameof(Lists))]
    public async Task A_list(string operation, string path)
    {
        var parameter = Find(operation, path);
        await Accepts(parameter, Elements(parameter, 1));
        await Accepts(parameter, Elements(parameter, parameter.Maximum));
        Assert.EndsWith(
            $" at '{Camel(path)}' failed to satisfy constraint: {AtMost(parameter)}",
                (await Refusal(parameter, Elements(parameter, parameter.Maximum + 1)))!.Message, StringComparison.Ordinal);

        // Empty as botocore sends it is as if it were not there; a text is no list.
        await Missing(parameter, (path, ""));
        var text = await Refusal(parameter, (path, "text"));
        Assert.Equal(("MalformedInput", "Unexpected list element termination"), (text?.Code, text?.Message));

        // The first of two elements of one index counts.
        var element = Elements(parameter, 1);
        await Accepts(parameter, [.. element, .. element.Select(static one => (one.Path, one.Value + new string('#', 3000)))]);
        Assert.NotNull(await Refusal(parameter, [.. element.Select(static one => (one.Path, one.Value + new string('#', 3000))), .. element]));
        await Missing(parameter);
        output.WriteLine($"{_cases} cases");
    }

    [Fact]
    public void No_parameter_is_left_out()
    {
        var covered = Parameter.All.Select(static parameter => $"{parameter.Operation} {parameter.Path}").ToHashSet(StringComparer.Ordinal);
        Assert.Equal(covered.Count, Parameter.All.Count);
        Assert.Equal(
            OperationCatalogue.List(Service.Sts).SelectMany(static operation => Paths(operation.Input).Select(path => $"{operation.Name} {path}"))
            .Order(StringComparer.Ordinal), covered.Order(StringComparer.Ordinal));
        output.WriteLine($"{covered.Count} parameters");
    }

    private static IEnumerable<string> Paths(IEnumerable<MemberDescription> members, string prefix = "") => members.SelectMany(member => member.Kind switch
    {
        MemberKind.Structure => Paths(member.Members, $"{prefix}{member.Name}."),
        MemberKind.List when member.Element!.Kind is MemberKind.Structure =>
            [prefix + member.Name, .. Paths(member.Element.Members, $"{prefix}{member.Name}.member.1.")],
        MemberKind.List => [prefix + member.Name, $"{prefix}{member.Name}.member.1"],
        _ => (IEnumerable<string>)[prefix + member.Name],
    });

    private static TheoryData<string, string> Of(ParameterKind kind)
    {
        var data = new TheoryData<string, string>();
        foreach (var parameter in Parameter.All.Where(parameter => parameter.Kind == kind))
        {
            data.Add(parameter.Operation, parameter.Path);
        }

        return data;
    }

    private static Parameter Find(string operation, string path) =>
        Parameter.All.Single(parameter => parameter.Operation == operation && parameter.Path == path);

    private static string Filled(Parameter parameter, int length) => new(parameter.Filler, length);

    private static string AtLeast(Parameter parameter) => $"Member must have length greater than or equal to {parameter.Minimum}";

    private static string AtMost(Parameter parameter) => $"Member must have length less than or equal to {parameter.Maximum}";

    private static string Matches(string pattern) => "Member must satisfy regular expression pattern: " + pattern;

    private static string? NotOneOf(Parameter parameter) => parameter.Values.Length == 0 ? null
        : $"Member must satisfy enum value set: [{string.Join(", ", parameter.Values)}]";

    /// <summary><c>Tags.member.1.Key</c> as AWS names it in a sentence: <c>tags.1.member.key</c>.</summary>
    private static string Camel(string path) =>
        string.Join('.',
        path.Replace(".member.1", ".1.member", StringComparison.Ordinal).Split('.').Select(static name => char.ToLowerInvariant(name[0]) + name[1..]));

    private static (string Path, string Value)[] Elements(Parameter list, int count) =>
        [.. Enumerable.Range(1, count).SelectMany(index => ElementOf($"{list.Path}.member.{index}", list.Path, index))];

    private static (string Path, string Value)[] ElementOf(string at, string list, int index) => list switch
    {
        "Tags" => [(at + ".Key", "k" + index.ToString(CultureInfo.InvariantCulture)), (at + ".Value", "v")],
        "PolicyArns" => [(at + ".arn", "arn:aws:iam::aws:policy/P")],
        "ProvidedContexts" => [(at + ".ContextAssertion", "abcd")],
        _ => [(at, "k" + index.ToString(CultureInfo.InvariantCulture))],
    };

    private static string Sentence(string value, params string?[] constraints)
    {
        var clauses = constraints.OfType<string>().Select(constraint => $"{value} failed to satisfy constraint: {constraint}").ToList();
        return $"{clauses.Count} validation error{(clauses.Count == 1 ? "" : "s")} detected: {string.Join("; ", clauses)}";
    }

    private async Task Accepts(Parameter parameter, params (string Path, string Value)[] sent) => Assert.Null((await Refusal(parameter, sent))?.Message);

    private async Task Refuses(Parameter parameter, string value, params string?[] constraints)
    {
        var refusal = await Refusal(parameter, (parameter.Path, value));
        Assert.Equal(("ValidationError", 400), (refusal?.Code, refusal?.Status));
        if (parameter.Path.EndsWith(".member.1", StringComparison.Ordinal))
        {
            // Of a list of texts the whole list is one clause, which says all that an element must satisfy.
            Assert.StartsWith(
                $"1 validation error detected: Value '[{Echo(value)}]' at '{Camel(parameter.Path[..^".member.1".Length])}' failed to satisfy constraint: "
                + "Member must satisfy constraint: [", refusal!.Message, StringComparison.Ordinal);
            Assert.All(constraints.OfType<string>(), constraint => Assert.Contains(constraint, refusal.Message, StringComparison.Ordinal));
            return;
        }

        var at = $"{(parameter.Secret ? "Value" : $"Value '{Echo(value)}'")} at '{Camel(parameter.Path)}'";

        // AWS prints two clauses about one value in either order.
        Assert.Contains(refusal!.Message, new[] { Sentence(at, constraints), Sentence(at, [.. constraints.Reverse()]) });
    }

    /// <summary>What a parameter cannot be without: the other half of a tag, and of an MFA code.</summary>
    private static (string Path, string Value)[] Beside(Parameter parameter, (string Path, string Value)[] sent) => parameter.Path switch
    {
        "Tags.member.1.Key" or "Tags.member.1.Value" => ElementOf("Tags.member.1", "Tags", 1),
        "SerialNumber" when sent.Any(static one => one.Path == "SerialNumber") => [("TokenCode", "111111")],
        "TokenCode" when sent.Any(static one => one.Path == "TokenCode") => [("SerialNumber", "123456789")],
        _ => [],
    };

    private static string Echo(string value) => value.Length <= LongestEcho ? value : value[..LongestEcho] + "...";

    /// <summary>The parameter is not there, though something else may be in its place.</summary>
    private async Task Missing(Parameter parameter, params (string Path, string Value)[] instead)
    {
        var refusal = await Refusal(parameter, instead);
        Assert.Equal(
            parameter.Required ? Sentence($"Value null at '{parameter.MissingAt ?? Camel(parameter.Path)}'", "Member must not be null")
            : null, refusal?.Message);
    }

    /// <summary>What the field checks refuse in an otherwise complete request, or null when the operation was reached.</summary>
    private async Task<AwsError?> Refusal(Parameter parameter, params (string Path, string Value)[] sent)
    {
        _cases++;
        var operation = OperationCatalogue.Find(parameter.Operation, Service.Sts)!;
        var list = parameter.Path.Split(".member.")[0];
        var rest = Complete[parameter.Operation].Concat(Beside(parameter, sent))
            .Where(one => one.Path != parameter.Path && (parameter.Kind != ParameterKind.List || one.Path.Split(".member.")[0] != list));
        var form = string.Concat(sent.Concat(rest).Select(static one => $"&{one.Path}={Uri.EscapeDataString(one.Value)}"));
        using var answer = await world.Server.Api.Post(
            $"Action={parameter.Operation}&Version=2011-06-15{form}", ServiceDescription.Sts, operation.Unsigned ? null : world.Admin);
        var error = answer.IsSuccessStatusCode ? null
            : ResponseReader.Read<GetCallerIdentityResponse>(operation, (int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), out _).Error;
        return error is { Code: "MalformedInput" } || error?.Message?.Contains(" validation error", StringComparison.Ordinal) == true ? error : null;
    }
}
