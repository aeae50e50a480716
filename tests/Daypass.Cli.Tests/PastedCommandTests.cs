using System.Globalization;
using Daypass.Cli.Tests.Support;
using Daypass.Core.Mfa;
using Daypass.Protocol;

namespace Daypass.Cli.Tests;

/// <summary>
/// The commands that pages about <c>aws sts</c> show, pasted into a shell whose <c>aws</c> is ours, against a server that has what they
/// name.
/// </summary>
[Trait("Category", "foreign")]
public sealed class PastedCommandTests : IAsyncLifetime
{
    private const string OtherAccount = "841860927337";

    private CliWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await CliWorld.Start("123456789012", "YourRoleName", "YourOktaProviderName");
        _world.Write("saml-assertion.txt", await File.ReadAllTextAsync(Path.Combine(_world.Files, "assertion.txt")));
        _world.Write("trust.json", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{account}"},"Action":"sts:AssumeRole"}}""");
        _world.Write(
            "mfa-trust.json",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{account}"},"Action":"sts:AssumeRole","Condition":{"Bool":"""
            + """{"aws:MultiFactorAuthPresent":"true"}}}}""");
        _world.Write(
            "partner-trust.json",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{account}"},"Action":"sts:AssumeRole","Condition":{"Bool":"""
            + """{"aws:MultiFactorAuthPresent":"true"},"StringEquals":{"sts:ExternalId":"their-number"}}}}""");
        _world.Write("sts.json", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}""");
        _world.Do("iam create-role --role-name MyRole --assume-role-policy-document file://{files}/trust.json");
        _world.Do("iam create-role --role-name guarded --assume-role-policy-document file://{files}/mfa-trust.json");
        _world.Do("iam create-role --role-name partner --assume-role-policy-document file://{files}/partner-trust.json");
        await MakeOtherAccount();
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task They_work_as_they_are_and_with_what_they_leave_open_filled_in()
    {
        Assert.Contains(":user/admin\"", await Paste("aws sts get-caller-identity"), StringComparison.Ordinal);
        Assert.Equal("123456789012\n", await Paste("aws sts get-caller-identity --query 'Account' --output text"));
        Assert.Contains(
            ":assumed-role/MyRole/session-name\"",
            await Paste("aws sts assume-role --role-arn arn:aws:iam::123456789012:role/MyRole --role-session-name session-name"),
            StringComparison.Ordinal);
        Assert.Contains("AccessKeyId", await Paste("aws sts get-session-token --duration-seconds 3600"), StringComparison.Ordinal);
        Assert.Contains(
            "\"123456789012\"",
            await Paste("aws sts get-access-key-info --access-key-id " + _world.Server.Admin.AccessKeyId),
            StringComparison.Ordinal);
        Assert.Contains("DecodedMessage", await Paste("aws sts decode-authorization-message --encoded-message " + Denied()), StringComparison.Ordinal);
        Assert.Contains(
            ":assumed-role/S3AccessRole/s3-access-example\"",
            await Paste($"aws sts assume-role --role-arn arn:aws:iam::{OtherAccount}:role/S3AccessRole --role-session-name s3-access-example"),
            StringComparison.Ordinal);
        Assert.Contains(
            ":assumed-role/MyRole/MySession\"",
            await Paste(
                "aws sts assume-role \\\n  --role-arn arn:aws:iam::123456789012:role/MyRole \\\n  --role-session-name MySession \\\n  --duration-seconds 900"),
            StringComparison.Ordinal);
        Assert.Contains("\"123456789012:bob\"", await Paste("aws sts get-federation-token --name bob"), StringComparison.Ordinal);
        Assert.Contains(
            ":assumed-role/web/ci\"",
            await Paste(
                "aws sts assume-role-with-web-identity --role-arn arn:aws:iam::123456789012:role/web --role-session-name ci --web-identity-token \"$(cat "
                + "token.txt)\""),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_with_MFA_work_for_people_with_a_device()
    {
        var (first, serial, code) = await Person("ann");
        Assert.Contains(
            ":assumed-role/guarded/session-name\"",
            await Paste(
                $"aws sts assume-role --role-arn arn:aws:iam::123456789012:role/guarded --role-session-name session-name --serial-number {serial} "
                + $"--token-code {code}",
                first),
            StringComparison.Ordinal);
        var (second, secondSerial, secondCode) = await Person("ben");
        Assert.Contains(
            ":assumed-role/partner/SESSION_NAME\"",
            await Paste(
                "aws sts assume-role \\\n  --role-arn arn:aws:iam::123456789012:role/partner \\\n  --role-session-name SESSION_NAME \\\n  "
                + $"--serial-number {secondSerial} \\\n  --token-code {secondCode} \\\n  --external-id their-number",
                second),
            StringComparison.Ordinal);
        var (third, thirdSerial, thirdCode) = await Person("cat");
        Assert.Contains(
            "SessionToken",
            await Paste($"aws sts get-session-token \\\n  --serial-number {thirdSerial} \\\n  --token-code {thirdCode}", third),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_a_SAML_assertion_to_a_profile_in_the_credentials_file()
    {
        var said = await Paste("""
            aws sts assume-role-with-saml \
              --role-arn "arn:aws:iam::123456789012:role/YourRoleName" \
              --principal-arn "arn:aws:iam::123456789012:saml-provider/YourOktaProviderName" \
              --saml-assertion "$(cat saml-assertion.txt)" \
              --duration-seconds 43200 > temp-credentials.json
            export AWS_ACCESS_KEY_ID=$(jq -r '.Credentials.AccessKeyId' temp-credentials.json)
            export AWS_SECRET_ACCESS_KEY=$(jq -r '.Credentials.SecretAccessKey' temp-credentials.json)
            export AWS_SESSION_TOKEN=$(jq -r '.Credentials.SessionToken' temp-credentials.json)

            cat >> ~/.aws/credentials <<EOL
            [default]
            aws_access_key_id = $AWS_ACCESS_KEY_ID
            aws_secret_access_key = $AWS_SECRET_ACCESS_KEY
            aws_session_token = $AWS_SESSION_TOKEN
            EOL
            unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SHARED_CREDENTIALS_FILE
            aws sts get-caller-identity --query Arn --output text
            """);
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/YourRoleName/jane@example.com\n", said);
        var answer = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_world.Files, "temp-credentials.json")))!;
        Assert.Equal("jane", (string?)answer["Subject"]);
        var left = DateTimeOffset.Parse((string)answer["Credentials"]!["Expiration"]!, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow();
        Assert.InRange(left.TotalSeconds, 43200 - 600, 43200);
    }

    // A user with a key and a device, whose next code is not used yet.
    private async Task<(Dictionary<string, string> Key, string Serial, string Code)> Person(string name)
    {
        _world.Do($"iam create-user --user-name {name}");
        _world.Do($"iam put-user-policy --user-name {name} --policy-name sts --policy-document file://{{files}}/sts.json");
        var key = _world.Do($"iam create-access-key --user-name {name} --query AccessKey.[AccessKeyId,SecretAccessKey] --output text").Split('\t');
        var made = await _world.Server.Api.Get(new Protocol.Iam.CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = name }, _world.Server.Admin);
        var seed = Base32.Decode(made.VirtualMfaDevice.Base32StringSeed!.Value.Span);
        var step = TimeCode.StepAt(TimeProvider.System.GetUtcNow());
        _world.Do($"iam enable-mfa-device --user-name {name} --serial-number {made.VirtualMfaDevice.SerialNumber} --authentication-code1 "
            + $"{TimeCode.At(seed, step - 1)} --authentication-code2 {TimeCode.At(seed, step)}");
        return (
            new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = key[0], ["AWS_SECRET_ACCESS_KEY"] = key[1] },
            made.VirtualMfaDevice.SerialNumber,
            TimeCode.At(seed, step + 1));
    }

    private string Denied()
    {
        _world.Do("iam create-user --user-name dan");
        var key = _world.Do("iam create-access-key --user-name dan --query AccessKey.[AccessKeyId,SecretAccessKey] --output text").Split('\t');
        var denial = _world.Run("iam delete-user --user-name nobody", new Protocol.Signing.SigningCredentials(key[0], Secret.FromText(key[1]))).Error;
        return denial.Trim().Split(' ')[^1];
    }

    private async Task MakeOtherAccount()
    {
        var accounts = _world.Server.Host.Service.Parts.Accounts;
        var made = (await accounts.Store(accounts.Prepare(AccountId.Parse(OtherAccount), "another account"), default)).Value!;
        var result = _world.Run(
            _world.Words("iam create-role --role-name S3AccessRole --assume-role-policy-document file://{files}/trust.json"),
            new Protocol.Signing.SigningCredentials(made.Admin.Key.Id, made.Admin.Secret));
        Assert.True(result.ExitCode == 0, result.Error);
    }

    private async Task<string> Paste(string commands, IReadOnlyDictionary<string, string>? caller = null)
    {
        var variables = new Dictionary<string, string>(_world.Variables, StringComparer.Ordinal) { ["HOME"] = _world.Files };
        foreach (var (name, value) in caller ?? new Dictionary<string, string>())
        {
            variables[name] = value;
        }

        Directory.CreateDirectory(Path.Combine(_world.Files, ".aws"));
        var daypass = Path.Combine(AppContext.BaseDirectory, "daypass");
        var result = await PublishedProgram.Run("bash", ["-c", $"set -eu\naws() {{ '{daypass}' \"$@\"; }}\n{commands}"], variables, _world.Files);
        Assert.True(result.ExitCode == 0, commands + "\n" + result.Error);
        return result.Output;
    }
}
