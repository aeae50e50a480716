using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daypass.Cli.Tests.Support;
using Daypass.Protocol;
using Daypass.Protocol.Signing;

namespace Daypass.Cli.Tests;

/// <summary>The lines of tests/transcripts/differential.txt through the aws command line and through ours, against one server.</summary>
[Trait("Category", "foreign")]
public sealed partial class DifferentialTests : IAsyncLifetime
{
    private const string Introduction = "Encoded authorization failure message: ";

    private static readonly string[] World =
    [
        "iam create-role --role-name demo --path /app/ --description 'a role' --max-session-duration 43200 --tags Key=team,Value=core Key=cost,Value=42 "
        + "--assume-role-policy-document file://{files}/trust.json",
        "iam create-policy --policy-name reader --policy-document file://{files}/policy.json",
        "iam attach-role-policy --role-name demo --policy-arn {policy}",
        "iam create-user --user-name alice --path /team/ --tags Key=team,Value=core",
        "iam attach-user-policy --user-name alice --policy-arn {policy}",
        "iam put-user-policy --user-name alice --policy-name own --policy-document file://{files}/policy.json",
        "iam create-group --group-name crew",
        "iam add-user-to-group --group-name crew --user-name alice",
        "iam enable-outbound-web-identity-federation",
    ];

    private CliWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await CliWorld.Start();
        var names = _world.Names;
        names["key"] = _world.Server.Admin.AccessKeyId;
        names["role"] = $"arn:aws:iam::{_world.Server.Account}:role/app/demo";
        names["webRole"] = $"arn:aws:iam::{_world.Server.Account}:role/web";
        names["samlRole"] = $"arn:aws:iam::{_world.Server.Account}:role/saml";
        names["policy"] = $"arn:aws:iam::{_world.Server.Account}:policy/reader";
        names["extraPolicy"] = $"arn:aws:iam::{_world.Server.Account}:policy/extra";
        const string policy = """{"Version":"2012-10-17","Statement":"""
            + """[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"core"}}}]}""";
        _world.Write("policy.json", policy);
        _world.Write("policies.json", new JsonArray(policy).ToJsonString());
        _world.Write(
            "trust.json",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{account}"},"Action":"""
            + """["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}}""");
        _world.Write("input.json", """{"RoleArn":"{role}","RoleSessionName":"from-file","Tags":[{"Key":"a","Value":"b"}]}""");

        // Both write dates as version 2 does by default, and neither fetches a parameter that looks like a URL, as version 1 would.
        _world.Write(
            "config",
            "[default]\ncli_timestamp_format = iso8601\ncli_follow_urlparam = false\n[profile other]\nregion = eu-west-1\naws_access_key_id = "
            + $"{names["key"]}\naws_secret_access_key = {_world.Server.Admin.SecretAccessKey.Reveal()}\n");
        foreach (var line in World)
        {
            _world.Do(line);
        }

        var key = _world.Do("iam create-access-key --user-name alice --query AccessKey.[AccessKeyId,SecretAccessKey] --output text").Split('\t');
        var denial = _world.Run("iam delete-user --user-name nobody", new SigningCredentials(key[0], Secret.FromText(key[1]))).Error;
        names["encoded"] = denial[(denial.IndexOf(Introduction, StringComparison.Ordinal) + Introduction.Length)..].Trim();
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [AwsCommandLineFact]
    public async Task Two_hundred_command_lines_give_the_output_and_the_exit_code_of_the_aws_command_line()
    {
        var lines = File.ReadLines(
            Path.Combine(Repository.Root, "tests", "transcripts", "differential.txt")).Where(static line => !line.StartsWith('#')).ToList();
        Assert.True(lines.Count >= 200, $"{lines.Count} command lines");
        var words = lines.ConvertAll(line => (IReadOnlyList<string>)["--endpoint-url", _world.Server.Url, .. _world.Words(line)]);

        var (version, theirs) = await AwsCommandLine.Run(words, _world.Variables, _world.Files);
        var differences = new StringBuilder();
        for (var index = 0; index < lines.Count; index++)
        {
            var our = _world.Run(words[index]);
            Compare(
                differences,
                lines[index],
                "exit code",
                version == 1 ? OfVersion2(theirs[index]) : $"{theirs[index].ExitCode}",
                $"{our.ExitCode}",
                our.Error);
            Compare(differences, lines[index], "standard output", Masked(theirs[index].Output), Masked(our.Output), our.Error);
        }

        Assert.True(differences.Length == 0, differences.ToString());
    }

    private static void Compare(StringBuilder differences, string line, string what, string their, string our, string error)
    {
        if (!string.Equals(their, our, StringComparison.Ordinal))
        {
            differences.Append($"$ {line}\n{what}, aws:\n{their}\n{what}, daypass:\n{our}\n{error.Trim()}\n\n");
        }
    }

    // Version 1 knows 2 for what its parser refuses and 255 for everything else; version 2 tells apart what scripts want to tell apart.
    private static string OfVersion2(CliResult result) => result.ExitCode switch
    {
        2 => "252",
        255 when ServiceError().IsMatch(result.Error) => "254",
        255 when result.Error.Contains("Unable to locate credentials", StringComparison.Ordinal) => "253",
        255 when UsageError().IsMatch(result.Error) => "252",
        var code => $"{code}",
    };

    // What is new in every answer, replaced by as many characters so that tables keep their widths.
    private static string Masked(string text)
    {
        text = Instant().Replace(text, "0000-00-00T00:00:00+00:00");
        text = Id().Replace(text, static match => match.Value[..4] + new string('X', match.Length - 4));
        text = LongToken().Replace(text, static match => new string('T', match.Length));
        return SecretKey().Replace(text, static match => new string('S', match.Length));
    }

    [GeneratedRegex(@"An error occurred \(\w+\) when calling")]
    private static partial Regex ServiceError();

    [GeneratedRegex(
            "Parameter validation failed|Unknown options|Error parsing parameter|object has no attribute|Bad value for --query|Bad jmespath expression")]
    private static partial Regex UsageError();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")]
    private static partial Regex Instant();

    [GeneratedRegex("(AIDA|AROA|AGPA|ANPA|ASIA)[A-Z0-9]{16,17}")]
    private static partial Regex Id();

    [GeneratedRegex("[A-Za-z0-9/+=_.-]{100,}")]
    private static partial Regex LongToken();

    [GeneratedRegex("(?<![A-Za-z0-9/+=_.:-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_.:-])")]
    private static partial Regex SecretKey();
}
