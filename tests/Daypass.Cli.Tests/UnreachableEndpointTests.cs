using Daypass.Cli.Tests.Support;

namespace Daypass.Cli.Tests;

public sealed class UnreachableEndpointTests
{
    [Fact]
    public void A_fault_of_the_connection_names_the_address_and_its_setting()
    {
        using var run = new CliRun().WithKeys("http://127.0.0.1:1");
        run.Variables["AWS_MAX_ATTEMPTS"] = "1";
        var result = run.Run("sts", "get-caller-identity");
        Assert.Equal(255, result.ExitCode);
        Assert.Equal(
            "\ndaypass: [ERROR]: Could not connect to the endpoint URL: \"http://127.0.0.1:1/\"\nThe address came from the environment variable "
            + "AWS_ENDPOINT_URL.\n",
            result.Error);
    }

    [Fact]
    public void The_environment_names_the_format_of_errors_and_an_option_overrides_it()
    {
        using var run = new CliRun();
        run.Variables["AWS_REGION"] = "us-east-1";
        run.Variables["AWS_CLI_ERROR_FORMAT"] = "JSON";
        var result = run.Run("sts", "get-caller-identity");
        Assert.Equal(253, result.ExitCode);
        Assert.StartsWith("{\n    \"Code\": \"NoCredentials\",", result.Error, StringComparison.Ordinal);
        Assert.StartsWith("\ndaypass: [ERROR]: ", run.Run("sts", "get-caller-identity", "--cli-error-format", "legacy").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_names_a_certificate_bundle_and_a_profile_overrides_it()
    {
        using var run = new CliRun().WithKeys("https://127.0.0.1:1");
        run.Variables["REQUESTS_CA_BUNDLE"] = "/nowhere/requests.pem";
        Assert.Contains("invalid path: /nowhere/requests.pem", run.Run("sts", "get-caller-identity").Error, StringComparison.Ordinal);
        run.Write(".aws/config", "[default]\nca_bundle = /nowhere/profile.pem\n");
        Assert.Contains("invalid path: /nowhere/profile.pem", run.Run("sts", "get-caller-identity").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_config_file_is_named_with_its_line()
    {
        using var run = new CliRun();
        var file = run.Write(".aws/config", "[default]\nregion = eu-west-1\nthis is no setting\n");
        var result = run.Run("sts", "get-caller-identity");
        Assert.Equal(255, result.ExitCode);
        Assert.Contains($"{file}, line 3: a setting needs a name and an equals sign", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Debug_output_holds_no_secret()
    {
        using var sts = new Client.Tests.Support.FakeService(Client.Tests.Support.CannedSts.Answer);
        using var run = new CliRun().WithKeys(sts.Url);
        run.Variables["AWS_SECRET_ACCESS_KEY"] = "canary-secret";
        run.Variables["AWS_SESSION_TOKEN"] = "canary-token";
        var result = run.Run(
            "sts",
            "assume-role",
            "--role-arn",
            "arn:aws:iam::111122223333:role/demo",
            "--role-session-name",
            "s1",
            "--token-code",
            "314159",
            "--debug",
            "--output",
            "off");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Sending AssumeRole", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("314159", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", result.Error, StringComparison.Ordinal);
    }
}
