using Daypass.Protocol.Sts;
using Daypass.Sessions.Tests.Support;

namespace Daypass.Sessions.Tests;

/// <summary>AWS's own SDKs take their credentials from us, and come again when they are about to end.</summary>
[Trait("Category", "foreign")]
public sealed class SdkTests : IAsyncLifetime
{
    private const int Again = 25;

    private Office _office = null!;
    private Machine _machine = null!;

    public static TheoryData<string> Sdks => ["boto3", "javascript", "dotnet"];

    public async Task InitializeAsync()
    {
        _office = await Office.Open();
        await _office.Allow("sts:AssumeRole");
        _machine = _office.NewMachine();
        var role = await _office.NewRole("dev");

        // Sessions made before, which say they end in a minute: every SDK asks for new ones before each call, and gets the next.
        List<string> sessions = [];
        for (var number = 0; number < 12; number++)
        {
            var made = (await _office.Server.Api.Get(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "short" }, _office.Alice)).Credentials!;
            var end = DateTimeOffset.FromUnixTimeSeconds(_office.Server.Clock.GetUtcNow().ToUnixTimeSeconds() + 60).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
            var keys = $$"""{"Version":1,"AccessKeyId":"{{made.AccessKeyId}}","SecretAccessKey":"{{made.SecretAccessKey}}","SessionToken":""";
            sessions.Add(keys + $$""" "{{made.SessionToken}}","Expiration":"{{end}}"}""");
        }

        var list = _machine.Write("sessions", string.Join('\n', sessions) + "\n");
        var script = _machine.Write("next.sh", $"head -n 1 {list}; sed -i '$!{{1d}}' {list}\n");
        _machine.Write(".aws/config", $"""
            [profile dev]
            role_arn = {role}
            source_profile = base
            [profile short]
            credential_process = sh {script}
            [profile by-process]
            credential_process = {Machine.Program} credential-process dev
            [profile short-by-process]
            credential_process = {Machine.Program} credential-process short

            """);
    }

    public async Task DisposeAsync()
    {
        _machine.Dispose();
        await _office.DisposeAsync();
    }

    [Theory, MemberData(nameof(Sdks))]
    public async Task A_credential_process_serves(string sdk)
    {
        _machine.Variables["AWS_PROFILE"] = "by-process";
        var (program, arguments) = Calls(sdk, again: false);
        var arns = (await _machine.RunProgram(program, arguments)).Succeeded().Trim().Split('\n');
        Assert.Equal(Enumerable.Repeat($"arn:aws:sts::{_office.Account}:assumed-role/dev/daypass-tester", 2), arns);
        Assert.Single(_office.Relay.Signers("GetCallerIdentity").Distinct());
        Assert.Equal(1, _office.Relay.Count("AssumeRole"));
    }

    [Theory, MemberData(nameof(Sdks))]
    public async Task A_credential_process_is_asked_again(string sdk)
    {
        _machine.Variables["AWS_PROFILE"] = "short-by-process";
        var (program, arguments) = Calls(sdk, again: true);
        var arns = (await _machine.RunProgram(program, arguments)).Succeeded().Trim().Split('\n');
        Assert.Equal(Enumerable.Repeat($"arn:aws:sts::{_office.Account}:assumed-role/dev/short", Again), arns);
        Assert.True(_office.Relay.Signers("GetCallerIdentity").Distinct().Count() > 1);
    }

    [Theory, MemberData(nameof(Sdks))]
    public async Task The_endpoint_serves(string sdk)
    {
        var (program, arguments) = Calls(sdk, again: false);
        var arns = (await _machine.Run(["exec", "--server", "dev", "--", program, .. arguments])).Succeeded().Trim().Split('\n');
        Assert.Equal(Enumerable.Repeat($"arn:aws:sts::{_office.Account}:assumed-role/dev/daypass-tester", 2), arns);
        Assert.Single(_office.Relay.Signers("GetCallerIdentity").Distinct());
        Assert.Equal(1, _office.Relay.Count("AssumeRole"));
    }

    [Theory, MemberData(nameof(Sdks))]
    public async Task The_endpoint_is_asked_again(string sdk)
    {
        var (program, arguments) = Calls(sdk, again: true);
        var arns = (await _machine.Run(["exec", "--server", "short", "--", program, .. arguments])).Succeeded().Trim().Split('\n');
        Assert.Equal(Enumerable.Repeat($"arn:aws:sts::{_office.Account}:assumed-role/dev/short", Again), arns);
        Assert.True(_office.Relay.Signers("GetCallerIdentity").Distinct().Count() > 1);
    }

    // A few calls at once, or many with time between them: some SDKs renew in the background and use what they have meanwhile.
    private static (string Program, string[] Arguments) Calls(string sdk, bool again)
    {
        string[] how = again ? [$"{Again}", "200"] : ["2", "0"];
        return sdk switch
        {
            "boto3" => ("python3", [Path.Combine(Machine.Tools, "python", "calls.py"), .. how]),
            "javascript" => ("node", [Path.Combine(Machine.Tools, "javascript", "calls.mjs"), .. how]),
            _ => (Path.Combine(AppContext.BaseDirectory, "Daypass.SdkProbe"), how),
        };
    }
}
